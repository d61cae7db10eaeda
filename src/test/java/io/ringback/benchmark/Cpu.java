package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CPU time.
 *
 * @param application of the application's process
 * @param postgres of the server's process and all that it has started, whether they still run or have ended
 * @param driver of this process: driver, sink, and the proxy if there is one
 */
record Cpu(Duration application, Duration postgres, Duration driver) {

    /** What the kernel counts in for programs (USER_HZ), on every Linux that Java runs on. */
    private static final long TICKS_PER_SECOND = 100;

    /** Of the fields behind the name in /proc/pid/stat (proc(5)): own time as user and in the kernel, and that of ended children. */
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    /** Used so far. */
    static Cpu now(RunningCandidate running, Database database) throws IOException {
        return new Cpu(running.cpu(), withChildren(database.pid()), of(ProcessHandle.current()));
    }

    /** Used since {@code before}. */
    Cpu since(Cpu before) {
        return new Cpu(
                application.minus(before.application), postgres.minus(before.postgres), driver.minus(before.driver));
    }

    private static Duration withChildren(long pid) throws IOException {
        Duration running = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(Cpu::of)
                .reduce(Duration.ZERO, Duration::plus);
        return running.plus(withEndedChildren(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
    }

    /** A process's own time and that of its children that have ended, from its line in /proc. */
    static Duration withEndedChildren(String stat) {
        // The name, in parentheses, may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = FIRST_TIME; field <= LAST_TIME; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
