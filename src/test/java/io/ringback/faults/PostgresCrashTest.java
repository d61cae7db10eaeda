package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** PostgreSQL crashes under load and comes back: what was acknowledged is kept, what was sent is not sent again. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class PostgresCrashTest {

    private static final int IN_FLIGHT = 20;

    private final Installation installation = Installation.shared();

    @Test
    void casesInFlightGoOnWhenPostgresIsBack() throws Exception {
        RunningRingback node = installation.node();
        List<PlayedCase> playedCases = IntStream.range(0, IN_FLIGHT)
                .mapToObj(number -> new PlayedCase(installation, () -> node))
                .toList();
        ExecutorService people = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            List<Future<UUID>> cases = new ArrayList<>();
            playedCases.forEach(played -> cases.add(people.submit(() -> {
                UUID caseId = played.callFails();
                played.sayYes();
                played.useContactMeans();
                return caseId;
            })));
            await("some are further than others").atMost(Installation.PATIENCE).until(() -> {
                long asked = playedCases.stream()
                        .filter(played ->
                                !installation.smtp.takenFor(played.annasMail()).isEmpty())
                        .count();
                return asked >= IN_FLIGHT / 2;
            });
            installation.postgres.restartAfterCrash();

            for (int i = 0; i < IN_FLIGHT; i++) {
                UUID caseId = cases.get(i).get();
                playedCases.get(i).awaitOutcome(caseId, "INFORMED");
                playedCases.get(i).assertNobodyWasWrittenToTwice(caseId);
            }
            assertThat(node.isAlive()).isTrue();
        } finally {
            people.shutdownNow();
        }
    }
}
