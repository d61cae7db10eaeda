package io.ringback.load;

import io.ringback.benchmark.Database;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Sipp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many failed calls a second are taken in: a switch diverts calls to a busy callee, as many at a time as it is told, and
 * sends the next as soon as one is answered. What is compared answers them, too, but keeps nothing.
 */
final class FailedCalls {

    private static final int UNPACED = 20_000;
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final LoadOptions settings;
    private final Path pairs;

    /** @param people of each side are in the database; each calls one callee */
    FailedCalls(LoadOptions settings, Path directory, int people) throws IOException {
        this.settings = settings;
        this.pairs = Files.write(
                directory.resolve("pairs.csv"),
                Stream.concat(
                                Stream.of("SEQUENTIAL"),
                                IntStream.range(0, people)
                                        .mapToObj(n -> Database.phone("caller", n) + ";" + Database.phone("callee", n)))
                        .toList());
    }

    /** What SIPp takes that answers without a look. */
    Run againstSipp() {
        try (Sipp busy = Sipp.scenario("uas-busy.xml").untraced().listening()) {
            return drive(busy.port());
        }
    }

    /** What Kamailio takes that answers within a transaction. */
    Run againstKamailio() throws IOException {
        try (Kamailio busy = Kamailio.plain().define("ALL_ARE_BUSY", "1").start()) {
            return drive(busy.port());
        }
    }

    /** What an agent at this port takes. */
    Run drive(int port) {
        try (Sipp driver = Sipp.scenario("diverted-call.xml")
                .fields(pairs)
                .perSecond(UNPACED)
                .atATime(settings.inFlight())
                .with("-timeout", settings.seconds() + "s")
                .untraced()
                .to(port)) {
            int status =
                    driver.exitStatus(Duration.ofSeconds(settings.seconds()).plus(SLACK));
            List<String> problems = new ArrayList<>();
            if (status != 0) {
                problems.add("SIPp ended with status " + status + driver.traces());
            }
            return new Run(
                    driver.statistic("SuccessfulCall(C)"),
                    driver.statistic("FailedCall(C)"),
                    driver.statistic("Retransmissions(C)"),
                    driver.elapsed(),
                    driver.duration("ResponseTime1(C)"),
                    problems);
        }
    }

    /**
     * What came of it.
     *
     * @param meanAnswer from the INVITE to its final response
     */
    record Run(
            long answered, long failed, long repeated, Duration elapsed, Duration meanAnswer, List<String> problems) {

        Run {
            problems = List.copyOf(problems);
        }

        double perSecond() {
            return answered / (elapsed.toNanos() / 1e9);
        }

        double meanAnswerMilliseconds() {
            return meanAnswer.toNanos() / 1e6;
        }
    }
}
