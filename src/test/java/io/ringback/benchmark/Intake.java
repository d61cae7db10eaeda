package io.ringback.benchmark;

import io.ringback.peers.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many failed calls Ringback takes in: by HTTP and by SIP, first as fast as it answers, then a burst at a fixed rate. All that
 * was answered must be in the database, once, and in the end everybody must have been asked.
 */
final class Intake {

    /** The part of a burst's calls that are told as fast as they are answered. */
    private static final int SPRINT = 6;

    /** So many people answer their questions during a burst. */
    private static final int PEOPLE = 50;

    private static final Duration LONGEST_DRAINING = Duration.ofHours(2);

    private final BenchmarkOptions settings;
    private final Cores cores;
    private final Measured measured;
    private final List<String> problems;
    private final int calls;
    private final int sprint;

    Intake(BenchmarkOptions settings, Cores cores, Measured measured, List<String> problems) {
        this.settings = settings;
        this.cores = cores;
        this.measured = measured;
        this.problems = problems;
        this.calls = settings.size(Size.INTAKE);
        this.sprint = Math.max(1, calls / SPRINT);
    }

    private interface Way {
        BurstRun tell(int first, int calls, double perSecond) throws IOException, InterruptedException;
    }

    void measure() throws IOException, InterruptedException {
        RingbackAtTheSwitch ringback = new RingbackAtTheSwitch(Ports.free(), Ports.free());
        measure(ringback, ringback.sipPort());
    }

    /**
     * Of another Ringback than the one that is built.
     *
     * @param sipPort where it listens for the switch
     */
    void measure(Startable ringback, int sipPort) throws IOException, InterruptedException {
        try (Stage stage = Stage.open(Candidate.RINGBACK, ringback, "intake", cores, RunningCandidate.JVM_FLAGS)) {
            int warmUp = settings.size(Size.WARM_UP);
            stage.database().addPeople(warmUp + 2 * (calls + sprint + PEOPLE));
            stage.say("warming up with " + warmUp + " cases");
            stage.drive(warmUp, (driver, first, end) -> driver.drive(first, end, settings.size(Size.IN_FLIGHT)));
            HttpBurst http = new HttpBurst(stage.running().base());
            measured.set(Extra.TAKEN_IN_BY_HTTP, take(stage, "HTTP", http::tell, Extra.BURST_BY_HTTP));
            SipBurst sip = new SipBurst(sipPort, Stage.RESULTS);
            measured.set(Extra.TAKEN_IN_BY_SIP, take(stage, "SIP", sip::tell, Extra.BURST_BY_SIP));
            problems.addAll(stage.problems());
        }
    }

    /** Returns how many were taken in a second, at most. */
    private double take(Stage stage, String way, Way telling, Extra answerTime)
            throws IOException, InterruptedException {
        stage.say(sprint + " failed calls by " + way + ", as fast as they are answered");
        BurstRun fast = tell(stage, telling, sprint, Double.POSITIVE_INFINITY);
        drain(stage);
        double rate = (double) calls / settings.size(Size.INTAKE_SECONDS);
        stage.say(String.format("a burst of %d failed calls by %s, %.0f a second", calls, way, rate));
        BurstRun burst = burst(stage, telling, rate);
        measured.set(answerTime, burst.answerMilliseconds());
        stage.say(String.format(
                "%d of %d answered within %.1f s, 99 of 100 within %.0f ms",
                burst.answered(), burst.told(), burst.seconds(), burst.answerMilliseconds()));
        long started = System.nanoTime();
        drain(stage);
        double seconds = (System.nanoTime() - started) / 1e9;
        stage.say(String.format(
                "everybody was asked %.1f s after the last answer, %.1f a second since the first",
                seconds, calls / (seconds + burst.seconds())));
        return fast.perSecond();
    }

    /** Those who were asked before it answer meanwhile, and are not to wait behind it. */
    private BurstRun burst(Stage stage, Way telling, double rate) throws IOException, InterruptedException {
        int first = stage.driven();
        stage.skip(PEOPLE);
        Driver people = stage.driver();
        people.ask(first, first + PEOPLE);
        Thread answering = new Thread(() -> {
            try {
                people.answerAtRate(first, first + PEOPLE, (double) PEOPLE / settings.size(Size.INTAKE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        answering.start();
        BurstRun burst = tell(stage, telling, calls, rate);
        answering.join();
        stage.note(people);
        measured.worst(Extra.ANSWERED_IN_BURST, Percentile.of(people.latencies(Step.ANSWERED), 99));
        return burst;
    }

    private BurstRun tell(Stage stage, Way telling, int count, double rate) throws IOException, InterruptedException {
        JdbcClient jdbc = stage.database().jdbc();
        long before = stored(jdbc);
        long doubledBefore = doubled(jdbc) + stage.mailsTwice();
        BurstRun run = telling.tell(stage.driven(), count, rate);
        stage.skip(count);
        long lost = Math.max(0, run.answered() - (stored(jdbc) - before));
        long doubled = doubled(jdbc) + stage.mailsTwice() - doubledBefore;
        long unanswered = run.told() - run.answered();
        if (lost + doubled > 0) {
            problems.add(lost + " failed calls that were answered are not in the database; " + doubled + " are twice");
        }
        measured.add(Extra.LOST_OR_DOUBLED, (double) (lost + doubled + unanswered));
        return run;
    }

    private static long stored(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from inbound_event where kind = 'FAILED_CALL'")
                .query(Long.class)
                .single();
    }

    /** Each caller calls once, and calls somebody else than all others do. */
    private static long doubled(JdbcClient jdbc) {
        return jdbc.sql("select count(*) - count(distinct (caller_id, callee_id)) from failed_call_case")
                .query(Long.class)
                .single();
    }

    private void drain(Stage stage) {
        JdbcClient jdbc = stage.database().jdbc();
        try {
            Awaitility.await()
                    .atMost(LONGEST_DRAINING)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> asked(jdbc) >= stored(jdbc));
        } catch (ConditionTimeoutException e) {
            problems.add("after " + LONGEST_DRAINING + " only " + asked(jdbc) + " of " + stored(jdbc)
                    + " callers had been asked");
        }
    }

    private static long asked(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from outbound_message where kind = 'QUESTION' and state = 'SENT'")
                .query(Long.class)
                .single();
    }
}
