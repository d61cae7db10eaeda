package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Measures one candidate: own database, own process, warm-up, then the cases that count. */
final class Measurement {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration LAST_CASES = Duration.ofSeconds(60);

    private final Candidate candidate;
    private final BenchmarkOptions settings;
    private final Path directory;

    Measurement(Candidate candidate, BenchmarkOptions settings, Path results) throws IOException {
        this.candidate = candidate;
        this.settings = settings;
        this.directory =
                Files.createDirectories(results.resolve(candidate.name().toLowerCase(java.util.Locale.ROOT))
                        .toAbsolutePath());
        Files.deleteIfExists(databaseLog());
    }

    private Path databaseLog() {
        return directory.resolve("postgresql.log");
    }

    Column take() throws IOException, InterruptedException {
        say("starting");
        try (SmtpSink sink = new SmtpSink();
                Database database = new Database(databaseLog());
                CountingProxy proxy = new CountingProxy(database.port());
                RunningCandidate running = RunningCandidate.start(candidate, directory, proxy.port(), sink.port())) {
            database.addPeople(settings.pairs());
            double idle = idleRoundTrips(proxy);
            say("warming up with " + settings.warmUp() + " cases");
            Driver warmUp = new Driver(running.base(), sink);
            warmUp.drive(0, settings.warmUp(), settings.inFlight());
            awaitInformed(database, settings.warmUp(), warmUp);

            say("measuring " + settings.cases() + " cases");
            database.checkpoint();
            Driver driver = new Driver(running.base(), sink);
            long trips = proxy.roundTrips();
            long wal = database.walPosition();
            Duration cpu = running.cpu();
            long started = System.nanoTime();
            int end = settings.warmUp() + settings.cases();
            driver.drive(settings.warmUp(), end, settings.inFlight());
            awaitInformed(database, end, driver);
            double seconds = (System.nanoTime() - started) / 1e9;
            long tripsTaken = proxy.roundTrips() - trips;
            long walWritten = database.walPosition() - wal;
            double cpuSeconds = running.cpu().minus(cpu).toNanos() / 1e9;

            if (settings.statements()) {
                listStatements(database, running, sink, proxy);
            }
            List<String> problems = new ArrayList<>(warmUp.problems());
            problems.addAll(driver.problems());
            return new Column(
                    candidate.title(),
                    settings.cases(),
                    seconds,
                    Arrays.stream(Step.values()).map(driver::latencies).toList(),
                    tripsTaken,
                    walWritten,
                    cpuSeconds,
                    idle,
                    sink.meanBytes(),
                    driver.tooEarly(),
                    sink.cameTwice(),
                    problems,
                    database.settings());
        }
    }

    private static double idleRoundTrips(CountingProxy proxy) {
        long before = proxy.roundTrips();
        Awaitility.await().pollDelay(IDLE).atMost(IDLE.multipliedBy(2)).until(() -> true);
        return (double) (proxy.roundTrips() - before) / IDLE.toSeconds();
    }

    /** The last mail is in the sink before the case has ended; a case that does not end is a problem. */
    private void awaitInformed(Database database, int expected, Driver driver) {
        try {
            Awaitility.await()
                    .atMost(LAST_CASES)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> informed(database) + driver.problems().size() >= expected);
        } catch (ConditionTimeoutException e) {
            driver.problems()
                    .add("only " + informed(database) + " of " + expected + " cases ended with the caller informed");
        }
    }

    private long informed(Database database) {
        return database.jdbc().sql(candidate.informedCases()).query(Long.class).single();
    }

    private void listStatements(Database database, RunningCandidate running, SmtpSink sink, CountingProxy proxy)
            throws IOException, InterruptedException {
        int number = settings.pairs() - 1;
        long informed = informed(database);
        Driver one = new Driver(running.base(), sink);
        database.logStatements(true);
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        long before = proxy.roundTrips();
        one.drive(number, number + 1, 1);
        Awaitility.await().atMost(LAST_CASES).until(() -> informed(database) > informed);
        long trips = proxy.roundTrips() - before;
        database.logStatements(false);
        Map<String, Integer> statements = StatementLog.count(database.log());
        int all = statements.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%n%s, one case alone: %d statements in about %d round trips (the clients' polls among them)%n",
                candidate.title(), all, trips);
        statements.forEach((statement, count) -> System.out.printf("%4d  %s%n", count, statement));
    }

    private void say(String what) {
        System.out.println(candidate.title() + ": " + what);
    }
}
