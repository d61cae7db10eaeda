package io.ringback.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One, two and three nodes on one PostgreSQL: how much faster several are, how evenly they share, and how soon the others go on when
 * one is killed; started by {@code bin/load-nodes} in the project's folder. Each node has a part of one processor, so that a machine of
 * two cores has room for three, their database and those who drive them.
 */
public final class LoadNodes {

    private static final String HEADING = "%5s %9s %9s  %-22s %-26s %10s %5s %6s%n";
    private static final String LINE = "%5d %9.1f %9.2f  %-22s %-26s %10s %5d %6d%n";

    /**
     * How much of what.
     *
     * @param nodes how many, one run each
     * @param warmUp cases at each node before it counts
     * @param cases that count, at each node
     * @param inFlight cases at each node at any time
     * @param toldToOne calls that one node alone is told of, and as many a node that is killed
     * @param percent of one processor that each node has; 0 for no bound
     */
    record Settings(List<Integer> nodes, int warmUp, int cases, int inFlight, int toldToOne, int percent) {}

    /**
     * What one run showed.
     *
     * @param perSecond cases
     * @param cpu of each node while cases were driven
     * @param toldToOne how many of the callers of calls that one node was told of each node has written to
     * @param takenOver from the death of a node until the last of its callers had been written to; null with one node
     * @param lost calls without a case
     * @param twice letters that came again
     */
    record Run(
            int nodes,
            double perSecond,
            List<Duration> cpu,
            List<Long> toldToOne,
            Duration takenOver,
            long lost,
            long twice,
            List<String> problems) {}

    private final Startable ringback;
    private final List<String> jvmFlags;
    private final Settings settings;
    private final PrintStream out;

    LoadNodes(Startable ringback, List<String> jvmFlags, Settings settings, PrintStream out) {
        this.ringback = ringback;
        this.jvmFlags = jvmFlags;
        this.settings = settings;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Integer> nodes = arguments.length == 0
                ? List.of(1, 2, 3)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        List<Run> runs = new LoadNodes(
                        Candidate.RINGBACK,
                        RunningCandidate.JVM_FLAGS,
                        new Settings(nodes, 700, 250, 8, 300, 30),
                        System.out)
                .run();
        boolean failed =
                runs.stream().anyMatch(run -> run.lost() > 0 || !run.problems().isEmpty());
        System.exit(failed ? 1 : 0);
    }

    List<Run> run() throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (int count : settings.nodes()) {
            out.println(count + (count == 1 ? " node: starting" : " nodes: starting"));
            runs.add(run(count));
        }
        print(runs);
        return runs;
    }

    private Run run(int count) throws IOException, InterruptedException {
        int people = count * (settings.warmUp() + settings.cases()) + 2 * settings.toldToOne();
        try (SeveralNodes nodes = new SeveralNodes(ringback, count, people, jvmFlags)) {
            out.println("  warming up");
            nodes.drive(settings.warmUp(), settings.inFlight());
            if (settings.percent() > 0 && nodes.boundBy(settings.percent())) {
                out.println("  each has " + settings.percent() + " % of one processor");
            }
            out.println("  measuring");
            List<Duration> before = nodes.cpu();
            double perSecond = nodes.drive(settings.cases(), settings.inFlight());
            List<Duration> after = nodes.cpu();
            List<Duration> cpu = IntStream.range(0, count)
                    .mapToObj(number -> after.get(number).minus(before.get(number)))
                    .toList();
            List<Long> toldToOne = nodes.toldToOne(settings.toldToOne());
            Duration takenOver = count > 1 ? nodes.takenOver(settings.toldToOne()) : null;
            return new Run(
                    count, perSecond, cpu, toldToOne, takenOver, nodes.lost(), nodes.cameTwice(), nodes.problems());
        }
    }

    private void print(List<Run> runs) {
        out.printf(
                HEADING,
                "nodes",
                "cases/s",
                "speed-up",
                "CPU of each, s",
                "told to one, written by",
                "taken over",
                "lost",
                "twice");
        for (Run run : runs) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    run.nodes(),
                    run.perSecond(),
                    run.perSecond() / runs.get(0).perSecond(),
                    run.cpu().stream()
                            .map(time -> String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0))
                            .collect(Collectors.joining(" ")),
                    run.toldToOne().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    run.takenOver() == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT, "%.1f s", run.takenOver().toMillis() / 1000.0),
                    run.lost(),
                    run.twice());
            run.problems().stream().limit(5).forEach(problem -> out.println("FAILED  " + problem));
        }
    }
}
