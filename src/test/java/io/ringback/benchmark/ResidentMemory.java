package io.ringback.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** How much memory Ringback holds after many cases, started as its users start it. */
final class ResidentMemory {

    private static final Duration REST = Duration.ofSeconds(30);
    private static final double MEGABYTE = 1024 * 1024;

    private final BenchmarkOptions settings;
    private final Cores cores;
    private final Measured measured;
    private final List<String> problems;

    ResidentMemory(BenchmarkOptions settings, Cores cores, Measured measured, List<String> problems) {
        this.settings = settings;
        this.cores = cores;
        this.measured = measured;
        this.problems = problems;
    }

    void measure() throws IOException, InterruptedException {
        int cases = settings.size(Size.MEMORY);
        try (Stage stage =
                Stage.open(Candidate.RINGBACK, Candidate.RINGBACK, "memory", cores, RunningCandidate.PRODUCT_FLAGS)) {
            stage.database().addPeople(cases);
            stage.say("driving " + cases + " cases");
            stage.drive(cases, (driver, first, end) -> driver.drive(first, end, settings.size(Size.IN_FLIGHT)));
            Awaitility.await().pollDelay(REST).atMost(REST.multipliedBy(2)).until(() -> true);
            measured.set(Extra.RESIDENT, stage.running().resident() / MEGABYTE);
            problems.addAll(stage.problems());
        }
    }
}
