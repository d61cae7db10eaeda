package io.ringback.peers;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.springframework.util.FileSystemUtils;

/**
 * A program of somebody else's in a directory of its own. It is gone with its children, and with its directory, when it is
 * closed, at the latest when Java ends. What it wrote is kept for the messages of failures.
 */
final class Program implements AutoCloseable {

    /** How long a program may take for what takes a moment on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LAST_LINES = 60;

    private final String name;
    private final Path directory;
    private final Process process;
    private final Thread closeAtExit = new Thread(this::stop);
    private String lastLog = "";

    private Program(String name, Path directory, Process process) {
        this.name = name;
        this.directory = directory;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(closeAtExit);
    }

    /**
     * Starts it in {@code directory}, which becomes its own.
     *
     * @param program its name and the Debian package that has it
     * @param arguments of its command line
     * @param environment in addition to ours
     */
    static Program start(Debian program, Path directory, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(program.path()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().putAll(environment);
        try {
            return new Program(program.program(), directory, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(program.program() + " did not start: " + e.getMessage(), e);
        }
    }

    /** A fresh directory for a program, which must be installed. */
    static Path directory(Debian program) {
        program.path();
        try {
            return Files.createTempDirectory("ringback-" + program.program() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line to its standard input. */
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " takes no input any more." + logForFailures(), e);
        }
    }

    /** Closes its standard input. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until {@code condition} holds; fails with the log when it does not, or when the program ends before. */
    void until(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            await(name + ": " + what)
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("Waited for " + what + ": " + e.getMessage() + logForFailures(), e);
        }
    }

    /** The same for a program that may be through with its task before the condition is seen. */
    void untilOrEnd(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            await(name + ": " + what)
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || condition.call());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Waited for " + what + ": " + e.getMessage() + logForFailures(), e);
        }
    }

    /** Waits for its end and returns the exit status. */
    int exitStatus(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " did not end within " + atMost + logForFailures());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it in the middle of whatever it does (SIGKILL), and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        exitStatus(PATIENCE);
    }

    /** Asks it to end by itself (SIGTERM). */
    void ask() {
        process.destroy();
    }

    Path directory() {
        return directory;
    }

    /** What it wrote to its standard output and standard error. */
    String log() {
        return text(directory.resolve("log"));
    }

    /** A file in its directory; empty if there is none. */
    String text(String file) {
        return text(directory.resolve(file));
    }

    /** The end of the log, to be added to a message. */
    String logForFailures() {
        return excerpt(name + " wrote", Files.exists(directory) ? log() : lastLog);
    }

    /** The end of {@code text} under a heading; nothing if there is no text. */
    static String excerpt(String heading, String text) {
        String[] lines = text.split("\n", -1);
        return text.isBlank()
                ? ""
                : "\n--- " + heading + ":\n"
                        + String.join(
                                "\n", Arrays.copyOfRange(lines, Math.max(0, lines.length - LAST_LINES), lines.length));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // Java is ending: the hook is at work.
            return;
        }
        stop();
    }

    private synchronized void stop() {
        if (!Files.exists(directory)) {
            return;
        }
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        boolean interrupted = false;
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        family.forEach(one ->
                one.onExit().orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS).join());
        lastLog = log();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A program and where it comes from.
     *
     * @param aptPackage the Debian package that has it
     */
    record Debian(String program, String aptPackage) {

        /** @throws AssertionError with what to do if it is not installed */
        String path() {
            String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
            return Arrays.stream(path.split(File.pathSeparator))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("This test needs " + program
                            + ", which is not installed. Install it: apt-get install -y --no-install-recommends "
                            + aptPackage))
                    .toString();
        }
    }
}
