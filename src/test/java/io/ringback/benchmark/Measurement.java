package io.ringback.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Measures one candidate: own database, own process, warm-up, then the cases that count. */
final class Measurement {

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Column column;
    private final BenchmarkOptions settings;
    private final Cores cores;

    Measurement(Column column, BenchmarkOptions settings, Cores cores) {
        this.column = column;
        this.settings = settings;
        this.cores = cores;
    }

    /**
     * Measures it once, without a proxy.
     *
     * @param last whether half the top rate is tried, too, and Ringback's profile is recorded
     */
    void round(int number, boolean last) throws IOException, InterruptedException {
        int seconds = last ? settings.size(Size.HALF_RATE_SECONDS) : 0;
        try (Stage stage = Stage.open(column.candidate(), "round " + number, Stage.Wiring.DIRECT, cores)) {
            // Nobody knows yet how many half the top rate will be.
            stage.database().addPeople(settings.driven());
            warmUp(stage, settings.size(Size.WARM_UP));
            Round round = stage.measure(settings.size(Size.CASES), settings.size(Size.IN_FLIGHT));
            column.add(round);
            if (seconds > 0) {
                column.set(halfRate(stage, round.casesPerSecond() / 2, seconds));
            }
            if (last && column.candidate() == Candidate.RINGBACK) {
                column.set(profile(stage));
            }
            column.note(stage.problems(), stage.mailsTwice());
        }
    }

    private HalfRate halfRate(Stage stage, double perSecond, int seconds) throws InterruptedException {
        int cases = Math.max(1, (int) Math.round(perSecond * seconds));
        stage.say(cases + " cases at half the top rate");
        stage.database().addPeople(stage.driven(), cases);
        Driver driver = stage.drive(cases, (driving, first, end) -> driving.driveAtRate(first, end, perSecond));
        return new HalfRate(
                perSecond, Arrays.stream(Step.values()).map(driver::latencies).toList());
    }

    private Profile profile(Stage stage) throws IOException, InterruptedException {
        int cases = settings.size(Size.COUNTED);
        stage.say("recording a profile of " + cases + " cases");
        stage.database().addPeople(stage.driven(), cases);
        Profile.begin(stage.running().pid());
        stage.drive(cases, (driver, first, end) -> driver.drive(first, end, settings.size(Size.IN_FLIGHT)));
        return Profile.end(stage.running().pid(), Stage.RESULTS.resolve("ringback.jfr"));
    }

    /** Counts round trips and WAL, in a pass of their own. */
    void count() throws IOException, InterruptedException {
        int cases = settings.size(Size.COUNTED);
        int warmUp = Math.min(settings.size(Size.WARM_UP), cases);
        try (Stage stage = Stage.open(column.candidate(), "counting", Stage.Wiring.COUNTED, cores)) {
            stage.database().addPeople(warmUp + cases + 1);
            double idle = idleRoundTrips(stage);
            warmUp(stage, warmUp);
            stage.say("counting " + cases + " cases");
            stage.database().checkpoint();
            long trips = stage.roundTrips();
            long wal = stage.database().walPosition();
            stage.drive(cases, (driver, first, end) -> driver.drive(first, end, settings.size(Size.IN_FLIGHT)));
            column.set(new Counts(
                    cases,
                    stage.roundTrips() - trips,
                    stage.database().walPosition() - wal,
                    idle,
                    stage.meanMailBytes()));
            if (settings.statements()) {
                listStatements(stage);
            }
            column.note(stage.problems(), stage.mailsTwice());
        }
    }

    private void warmUp(Stage stage, int cases) throws InterruptedException {
        stage.say("warming up with " + cases + " cases");
        stage.drive(cases, (driver, first, end) -> driver.drive(first, end, settings.size(Size.IN_FLIGHT)));
    }

    private static double idleRoundTrips(Stage stage) {
        long before = stage.roundTrips();
        Awaitility.await().pollDelay(IDLE).atMost(IDLE.multipliedBy(2)).until(() -> true);
        return (double) (stage.roundTrips() - before) / IDLE.toSeconds();
    }

    /** What each round trip of one case says, step by step. */
    private static void listStatements(Stage stage) throws IOException, InterruptedException {
        Map<WatchedCase.Part, List<RoundTrip>> trips = new WatchedCase(stage).play();
        trips.forEach((part, of) -> {
            stage.say(part + ": " + of.size() + " round trips");
            of.forEach(trip -> System.out.println("      " + trip));
        });
    }
}
