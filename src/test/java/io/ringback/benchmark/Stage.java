package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A candidate with a database and a mail server of its own, and whoever drives it. */
final class Stage implements AutoCloseable {

    /** Where logs go, each stage's in a folder of its own. */
    static final Path RESULTS = Path.of("target", "benchmark").toAbsolutePath();

    private static final Duration LAST_CASES = Duration.ofSeconds(60);

    /** How the candidate reaches its database. */
    enum Wiring {
        DIRECT,
        /** Through the proxy that counts. */
        COUNTED
    }

    /** Drives cases. */
    interface Driving {
        /** Those from number {@code first} to before {@code end}. */
        void drive(Driver driver, int first, int end) throws InterruptedException;
    }

    private final Candidate candidate;
    private final String title;
    private final SmtpSink sink = new SmtpSink();
    private final Database database;
    private final CountingProxy proxy;
    private final RunningCandidate running;
    private final List<String> problems = new ArrayList<>();
    private int driven;

    private Stage(
            Candidate candidate, Startable program, String pass, Wiring wiring, Cores cores, List<String> jvmFlags)
            throws IOException {
        this.candidate = candidate;
        this.title = candidate.title() + ", " + pass;
        Path directory = Files.createDirectories(RESULTS.resolve(candidate.word() + "-" + pass.replace(' ', '-')));
        say("starting");
        Path log = directory.resolve("postgresql.log");
        Files.deleteIfExists(log);
        this.database = new Database(log);
        cores.moveToProduct(database.pid());
        this.proxy = wiring == Wiring.COUNTED ? new CountingProxy(database.port()) : null;
        this.running = RunningCandidate.start(
                program, directory, proxy == null ? database.port() : proxy.port(), sink.port(), jvmFlags, cores);
    }

    /**
     * Starts all of it.
     *
     * @param pass what it is for; also the name of the folder for its logs
     */
    static Stage open(Candidate candidate, String pass, Wiring wiring, Cores cores) throws IOException {
        return open(candidate, candidate, pass, wiring, cores, RunningCandidate.JVM_FLAGS);
    }

    /** Starts all of it, {@code program} in place of the candidate's own. */
    static Stage counted(Candidate candidate, Startable program, String pass) throws IOException {
        return open(candidate, program, pass, Wiring.COUNTED, Cores.ALL, RunningCandidate.JVM_FLAGS);
    }

    /**
     * Starts all of it, without a proxy.
     *
     * @param program the candidate with more than it needs for the columns, or the candidate itself
     * @param jvmFlags other than in the columns
     */
    static Stage open(Candidate candidate, Startable program, String pass, Cores cores, List<String> jvmFlags)
            throws IOException {
        return open(candidate, program, pass, Wiring.DIRECT, cores, jvmFlags);
    }

    private static Stage open(
            Candidate candidate, Startable program, String pass, Wiring wiring, Cores cores, List<String> jvmFlags)
            throws IOException {
        return new Stage(candidate, program, pass, wiring, cores, jvmFlags);
    }

    Database database() {
        return database;
    }

    RunningCandidate running() {
        return running;
    }

    /** How many cases have been driven: the number of the next one. */
    int driven() {
        return driven;
    }

    /** What counts its round trips. */
    CountingProxy proxy() {
        return proxy;
    }

    SmtpSink sink() {
        return sink;
    }

    /** Since the start. */
    long roundTrips() {
        return proxy.roundTrips();
    }

    long meanMailBytes() {
        return sink.meanBytes();
    }

    long mailsTwice() {
        return sink.cameTwice();
    }

    /** What kept cases from their end. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Drives the next {@code cases} and waits until the last has ended. */
    Driver drive(int cases, Driving driving) throws InterruptedException {
        long informed = informed();
        Driver driver = driver();
        driving.drive(driver, driven, driven + cases);
        driven += cases;
        awaitInformed(informed + cases, driver);
        note(driver);
        return driver;
    }

    /** Somebody who drives cases of this stage as they like. */
    Driver driver() {
        return new Driver(running.base(), sink);
    }

    /** What kept cases of such a driver from their end. */
    void note(Driver driver) {
        problems.addAll(driver.problems());
    }

    /** The numbers of the next {@code cases} are used up by somebody else than the driver. */
    void skip(int cases) {
        driven += cases;
    }

    /** Measures the next {@code cases}, so many under way at any time. */
    Round measure(int cases, int inFlight) throws IOException, InterruptedException {
        say("measuring " + cases + " cases");
        database.checkpoint();
        Cpu cpu = Cpu.now(running, database);
        long allocated = running.allocated();
        long started = System.nanoTime();
        Driver driver = drive(cases, (driving, first, end) -> driving.drive(first, end, inFlight));
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Round(
                cases,
                seconds,
                Arrays.stream(Step.values()).map(driver::latencies).toList(),
                Cpu.now(running, database).since(cpu),
                running.allocated() - allocated,
                running.resident(),
                driver.tooEarly());
    }

    /** The last mail is in the sink before the case has ended; a case that does not end is a problem. */
    private void awaitInformed(long expected, Driver driver) {
        try {
            Awaitility.await()
                    .atMost(LAST_CASES)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> informed() + driver.problems().size() >= expected);
        } catch (ConditionTimeoutException e) {
            driver.problems().add("only " + informed() + " of " + expected + " cases ended with the caller informed");
        }
    }

    private long informed() {
        return database.jdbc().sql(candidate.informedCases()).query(Long.class).single();
    }

    /** Tells who waits for the figures. */
    void say(String what) {
        System.out.println(title + ": " + what);
    }

    @Override
    public void close() throws IOException {
        try (sink;
                database;
                proxy;
                running) {
            say("stopping");
        }
    }
}
