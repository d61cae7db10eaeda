package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the comparison; started by {@code bin/benchmark} in the project's folder. */
public final class Benchmark {

    private final BenchmarkOptions settings;
    private final Cores cores;
    private final List<Column> columns;
    private final Measured measured;
    private final List<String> problems = new ArrayList<>();

    private Benchmark(BenchmarkOptions settings, Cores cores) {
        this.settings = settings;
        this.cores = cores;
        this.columns = settings.columns().stream().map(Column::new).toList();
        this.measured = new Measured(columns);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkOptions settings;
        Cores cores;
        try {
            settings = BenchmarkOptions.read(arguments);
            cores = settings.pin() ? Cores.pinned() : Cores.ALL;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Benchmark(settings, cores).run());
    }

    private int run() throws IOException, InterruptedException {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + ": " + settings.sizes());
        System.out.println("machine: " + machine() + "; " + cores);
        System.out.println("Java: " + Runtime.version() + " " + String.join(" ", RunningCandidate.JVM_FLAGS)
                + ", connection pool 20, for all");
        measureColumns();
        measureExtras();
        new Table(System.out, columns).print();
        System.out.println();
        System.out.printf("%-68s %10s %10s%n", "Ringback", "measured", "goal");
        for (Goal goal : Goal.values()) {
            System.out.println(goal.line(measured));
        }
        columns.stream().map(Column::profile).flatMap(Optional::stream).forEach(Benchmark::print);
        columns.stream().filter(column -> !column.isSound()).forEach(this::note);
        problems.forEach(problem -> System.out.println("FAILED  " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    private static void print(Profile profile) {
        System.out.println();
        System.out.println("Where the CPU of Ringback's process goes; the next bottleneck first:");
        profile.lines().forEach(System.out::println);
    }

    /** In turn, so that what changes with time on the machine meets all of them. */
    private void measureColumns() throws IOException, InterruptedException {
        int rounds = settings.size(Size.ROUNDS);
        for (int round = 1; round <= rounds; round++) {
            for (Column column : columns) {
                new Measurement(column, settings, cores).round(round, round == rounds);
            }
        }
        for (Column column : columns) {
            new Measurement(column, settings, cores).count();
        }
    }

    private void measureExtras() throws InterruptedException {
        extra(Size.INTAKE, () -> new Intake(settings, cores, measured, problems).measure());
        extra(Size.WAITING, () -> new ManyWaiting(settings, cores, measured, problems).measure());
        extra(Size.MEMORY, () -> new ResidentMemory(settings, cores, measured, problems).measure());
        extra(Size.CONNECTIONS, () -> new ConnectionsOfLoad(settings, measured, problems).measure());
    }

    private interface Measuring {
        void measure() throws IOException, InterruptedException;
    }

    /** What was measured before is shown, whatever becomes of this. */
    private void extra(Size size, Measuring measuring) throws InterruptedException {
        if (settings.size(size) > 0) {
            try {
                measuring.measure();
            } catch (IOException | RuntimeException | AssertionError e) {
                problems.add(size.option() + ": " + e);
            }
        }
    }

    private void note(Column column) {
        problems.add(column.candidate().title() + ": " + column.mailsTwice() + " mails came twice, "
                + column.problems().size() + " problems; logs are in " + Stage.RESULTS);
        column.problems().stream().limit(10).forEach(problem -> problems.add("  " + problem));
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
