package io.ringback.benchmark;

import io.ringback.peers.Sipp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells of many failed calls by SIP: SIPp is the switch that diverts them, and waits for each final answer. */
final class SipBurst {

    /** The upper bounds of SIPp's repartition in {@code diverted-call.xml}, in milliseconds. */
    private static final List<Integer> BOUNDS =
            List.of(5, 10, 20, 50, 100, 150, 200, 300, 500, 1000, 2000, 5000, 32000);

    private static final String COLUMN = "ResponseTimeRepartition1_";
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final int UNPACED = 20_000;
    private static final int AT_A_TIME = 64;

    private final int port;
    private final Path directory;

    /** @param port where Ringback listens */
    SipBurst(int port, Path directory) {
        this.port = port;
        this.directory = directory;
    }

    /**
     * Tells of the calls from number {@code first} on, at this rate, however many wait for an answer.
     *
     * @param perSecond infinite: {@value #AT_A_TIME} at any time, the next as soon as one is answered
     */
    BurstRun tell(int first, int calls, double perSecond) throws IOException {
        boolean unpaced = Double.isInfinite(perSecond);
        Sipp.Run run = Sipp.scenario("diverted-call.xml")
                .fields(pairs(first, calls))
                .calls(calls)
                .perSecond(unpaced ? UNPACED : (int) Math.round(perSecond))
                .atATime(unpaced ? AT_A_TIME : calls)
                .untraced();
        try (Sipp sipp = run.to(port)) {
            sipp.exitStatus(Duration.ofSeconds((long) (unpaced ? calls : calls / perSecond))
                    .plus(SLACK));
            return new BurstRun(
                    calls, sipp.statistic("SuccessfulCall(C)"), sipp.elapsed().toNanos() / 1e9, mostly(sipp, calls));
        }
    }

    /** The bound below which 99 of 100 answers are. */
    private static double mostly(Sipp sipp, int calls) {
        long answered = 0;
        for (int bound : BOUNDS) {
            answered += sipp.statistic(COLUMN + "<" + bound);
            if (answered * 100.0 >= calls * 99.0) {
                return bound;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private Path pairs(int first, int calls) throws IOException {
        return Files.write(
                directory.resolve("pairs.csv"),
                Stream.concat(
                                Stream.of("SEQUENTIAL"),
                                IntStream.range(first, first + calls)
                                        .mapToObj(n -> Database.phone("caller", n) + ";" + Database.phone("callee", n)))
                        .toList());
    }
}
