package io.ringback.load;

import io.ringback.benchmark.Database;
import io.ringback.benchmark.RunningCandidate;
import io.ringback.benchmark.SmtpSink;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what SIP traffic Ringback takes; started by {@code bin/load} in the project's folder. */
public final class Load {

    private static final Path RESULTS = Path.of("target", "load").toAbsolutePath();
    private static final int PEOPLE_PER_SECOND = 1500;

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Load() {}

    public static void main(String[] arguments) throws IOException {
        Settings settings;
        try {
            settings = Settings.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Load().run(settings));
    }

    private int run(Settings settings) throws IOException {
        System.out.printf("%s: %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS), settings);
        Files.createDirectories(RESULTS);
        int people = settings.seconds() * PEOPLE_PER_SECOND;
        int sipPort = Ports.free();
        try (SmtpSink mails = new SmtpSink();
                Database database = new Database(RESULTS.resolve("postgresql.log"));
                RunningCandidate ringback =
                        RunningCandidate.start(new Installation(sipPort), RESULTS, database.port(), mails.port())) {
            database.addPeople(people);
            takeInFailedCalls(settings, people, sipPort, database, ringback);
        }
        System.out.printf(Locale.ROOT, "%n%-58s %12s %12s %8s%n", "", "Ringback", "reference", "ratio");
        figures.forEach(System.out::println);
        problems.forEach(problem -> System.out.println("FAILED  " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    private void takeInFailedCalls(
            Settings settings, int people, int sipPort, Database database, RunningCandidate ringback)
            throws IOException {
        FailedCalls failedCalls = new FailedCalls(settings, RESULTS, people);
        say("failed calls, answered by SIPp");
        FailedCalls.Run sipp = failedCalls.againstSipp();
        say("failed calls, answered by Kamailio");
        FailedCalls.Run kamailio = failedCalls.againstKamailio();
        say("failed calls, taken in by Ringback");
        Duration cpu = ringback.cpu();
        FailedCalls.Run taken = failedCalls.drive(sipPort);
        double cpuMilliseconds = ringback.cpu().minus(cpu).toNanos() / 1e6 / Math.max(1, taken.answered());
        problems.addAll(sipp.problems());
        problems.addAll(kamailio.problems());
        problems.addAll(taken.problems());
        long stored = database.jdbc()
                .sql("select count(*) from inbound_event where kind = 'FAILED_CALL'")
                .query(Long.class)
                .single();
        if (stored < taken.answered()) {
            problems.add("of " + taken.answered() + " failed calls that were answered only " + stored + " were stored");
        }
        figures.add(new Figure("failed calls taken in per second", taken.perSecond(), sipp.perSecond(), "SIPp"));
        figures.add(new Figure("", taken.perSecond(), kamailio.perSecond(), "Kamailio"));
        figures.add(new Figure(
                "  until they are answered, mean ms",
                taken.meanAnswerMilliseconds(),
                kamailio.meanAnswerMilliseconds(),
                "Kamailio"));
        figures.add(new Figure("  INVITEs sent again", taken.repeated(), sipp.repeated(), "SIPp"));
        figures.add(Figure.alone("  CPU of Ringback per failed call, ms", cpuMilliseconds));
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
