package io.ringback.benchmark;

import io.ringback.ShippedClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ringback from its classes, with {@link FastRingback}'s clock. What it counts by the machine's clock stands to what it counts by its
 * own as it does otherwise.
 *
 * @param speed how many times as fast the clock goes
 */
record RingbackByFastClock(double speed) implements Startable {

    /** For so long are things kept; the shortest that may be set is two hours. */
    static final int KEPT_HOURS = 3;

    /** For how many seconds Ringback waits for servers otherwise; they answer by the machine's clock. */
    private static final Map<String, Integer> USUALLY = Map.of(
            "ringback.lanes.hangs-after",
            5,
            "ringback.delivery.first-retry",
            2,
            "ringback.delivery.longest-retry",
            120,
            "ringback.delivery.lost-after",
            300,
            "ringback.delivery.give-up-after",
            1800);

    private static final int HEARTBEATS_MISSED = 4;
    private static final int LOCK_MILLISECONDS = 20_000;
    /** Of the table of waiting times: nobody waits for days, or the soak would take as long. */
    private static final String LONG_WAIT = "\"P[1-3]D\"|\"PT(12|24)H\"";

    @Override
    public String title() {
        return "Ringback";
    }

    @Override
    public String readyPath() {
        return Candidate.RINGBACK.readyPath();
    }

    @Override
    public List<String> program(Path directory, int port, int smtpPort) throws IOException {
        List<String> program = new ArrayList<>(List.of(
                "-cp",
                ShippedClassPath.with(directory, FastRingback.class, FastClock.class),
                FastRingback.class.getName(),
                FastRingback.SPEED + speed));
        Candidate.RINGBACK.program(directory, port, smtpPort).stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(program::add);
        program.add("--ringback.bpmn-directory=" + diagrams(directory));
        for (String kept : List.of("cases", "journal", "events", "strangers")) {
            program.add("--ringback.keep." + kept + "=" + KEPT_HOURS + "h");
        }
        USUALLY.forEach((setting, seconds) -> program.add("--" + setting + "=" + Math.round(seconds * speed) + "s"));
        program.add("--db-scheduler.missed-heartbeats-limit=" + Math.round(HEARTBEATS_MISSED * speed));
        program.add("--camunda.bpm.job-execution.lock-time-in-millis=" + Math.round(LOCK_MILLISECONDS * speed));
        return program;
    }

    /** Without the tests of the tables, which hold the waits that are shipped. */
    private static Path diagrams(Path directory) throws IOException {
        Path diagrams = Files.createDirectories(directory.resolve("bpmn"));
        try (Stream<Path> files = Files.list(Path.of("bpmn"))
                .filter(Files::isRegularFile)
                .filter(file -> !file.toString().endsWith(".csv"))) {
            for (Path file : files.toList()) {
                Files.writeString(
                        diagrams.resolve(file.getFileName()),
                        file.endsWith("waiting-times.dmn")
                                ? Files.readString(file).replaceAll(LONG_WAIT, "\"PT4H\"")
                                : Files.readString(file));
            }
        }
        return diagrams;
    }
}
