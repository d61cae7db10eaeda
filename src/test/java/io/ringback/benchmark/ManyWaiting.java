package io.ringback.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Whether cases come and go as quickly while very many wait for their callers' answers. */
final class ManyWaiting {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BenchmarkOptions settings;
    private final Cores cores;
    private final Measured measured;
    private final List<String> problems;

    ManyWaiting(BenchmarkOptions settings, Cores cores, Measured measured, List<String> problems) {
        this.settings = settings;
        this.cores = cores;
        this.measured = measured;
        this.problems = problems;
    }

    void measure() throws IOException, InterruptedException {
        int waiting = settings.size(Size.WAITING);
        int cases = settings.size(Size.CASES);
        int inFlight = settings.size(Size.IN_FLIGHT);
        int warmUp = settings.size(Size.WARM_UP);
        try (Stage stage = Stage.open(Candidate.RINGBACK, "waiting", Stage.Wiring.DIRECT, cores)) {
            stage.database().addPeople(2 * (warmUp + cases) + 1 + waiting);
            warmUp(stage, warmUp, inFlight);
            double empty = stage.measure(cases, inFlight).casesPerSecond();

            UUID pattern = oneThatWaits(stage);
            stage.say(String.format("%.1f cases a second; now %d more like the one that waits", empty, waiting));
            new WaitingCases(stage.database()).add(pattern, stage.driven() - 1, stage.driven(), waiting);
            stage.skip(waiting);
            warmUp(stage, warmUp, inFlight);
            double full = stage.measure(cases, inFlight).casesPerSecond();
            stage.say(String.format("%.1f cases a second while %d wait", full, waiting));
            measured.set(Extra.WAITING_AGAINST_EMPTY, full / empty);
            problems.addAll(stage.problems());
        }
    }

    private static void warmUp(Stage stage, int cases, int inFlight) throws InterruptedException {
        stage.say("warming up with " + cases + " cases");
        stage.drive(cases, (driver, first, end) -> driver.drive(first, end, inFlight));
    }

    /** The next caller calls, is asked, and does not answer. */
    static UUID oneThatWaits(Stage stage) throws InterruptedException {
        new HttpBurst(stage.running().base()).tell(stage.driven(), 1, Double.POSITIVE_INFINITY);
        stage.skip(1);
        return Awaitility.await("the question of the one case that waits")
                .atMost(PATIENCE)
                .until(
                        () -> stage.database().jdbc().sql("""
                                        select c.id from failed_call_case c
                                          join outbound_message m on m.case_id = c.id and m.state = 'SENT'
                                         where c.outcome is null
                                        """).query(UUID.class).optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
