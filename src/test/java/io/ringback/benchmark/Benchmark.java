package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Runs the comparison; started by {@code bin/benchmark} in the project's folder. */
public final class Benchmark {

    private static final Path RESULTS = Path.of("target", "benchmark");

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkOptions settings;
        try {
            settings = BenchmarkOptions.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.out.printf(
                "%s: %d cases after %d to warm up, %d in flight%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                settings.cases(),
                settings.warmUp(),
                settings.inFlight());
        Column ringback = new Measurement(Candidate.RINGBACK, settings, RESULTS).take();
        Column stock = new Measurement(Candidate.STOCK, settings, RESULTS).take();

        new Table(System.out).print(ringback, stock);
        System.out.println();
        System.out.println("machine: " + machine());
        System.out.println("Java: " + Runtime.version() + " " + String.join(" ", RunningCandidate.JVM_FLAGS)
                + ", connection pool 20, for both");
        System.out.println("PostgreSQL, for both: " + ringback.postgres());
        List<Column> unsound =
                Stream.of(ringback, stock).filter(column -> !column.isSound()).toList();
        for (Column column : unsound) {
            System.out.println();
            System.out.println("FAILED  " + column.title() + ": " + column.mailsTwice() + " mails came twice, "
                    + column.problems().size() + " problems; logs are in " + RESULTS);
            column.problems().stream().limit(10).forEach(problem -> System.out.println("  " + problem));
        }
        System.exit(unsound.isEmpty() ? 0 : 1);
    }

    private static String machine() throws IOException {
        String processor = "unknown processor";
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.exists(cpuinfo)) {
            try (Stream<String> lines = Files.lines(cpuinfo)) {
                processor = lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(processor);
            }
        }
        Path load = Path.of("/proc/loadavg");
        return Runtime.getRuntime().availableProcessors() + " cores, " + processor
                + (Files.exists(load) ? ", load " + Files.readString(load).split(" ")[0] : "");
    }
}
