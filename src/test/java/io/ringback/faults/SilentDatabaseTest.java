package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Nothing is heard from the database any more, in the middle of traffic, and no connection is closed; then it can be reached again,
 * but only by new connections. Nothing hangs, and what was acknowledged is kept.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class SilentDatabaseTest {

    private static final int IN_FLIGHT = 6;

    private final Installation installation = Installation.shared();
    private final ExecutorService people = Executors.newFixedThreadPool(IN_FLIGHT);

    @AfterEach
    void everybodyGoes() {
        installation.proxy.speakAgain();
        people.shutdownNow();
    }

    @Test
    void casesInFlightGoOnWhenTheDatabaseSpeaksAgain() throws Exception {
        RunningRingback node = installation.node();
        List<PlayedCase> playedCases = IntStream.range(0, IN_FLIGHT)
                .mapToObj(number -> new PlayedCase(installation, () -> node))
                .toList();
        List<Future<UUID>> cases = new ArrayList<>();
        playedCases.forEach(played -> cases.add(people.submit(() -> {
            UUID caseId = played.callFails();
            played.sayYes();
            played.useContactMeans();
            return caseId;
        })));
        await("some are further than others").atMost(Installation.PATIENCE).until(() -> playedCases.stream()
                .anyMatch(played ->
                        !installation.smtp.takenFor(played.annasMail()).isEmpty()));

        installation.proxy.fallSilent();
        await("readiness says so").atMost(Installation.PATIENCE).until(() -> status(node, "readiness") == 503);
        assertThat(status(node, "liveness"))
                .as("no restart brings the database back")
                .isEqualTo(200);

        installation.proxy.speakAgain();
        await("readiness says so").atMost(Installation.PATIENCE).until(() -> status(node, "readiness") == 200);
        for (int i = 0; i < IN_FLIGHT; i++) {
            UUID caseId = cases.get(i).get();
            playedCases.get(i).awaitOutcome(caseId, "INFORMED");
            playedCases.get(i).assertNobodyWasWrittenToTwice(caseId);
        }
        await("every event is accounted for")
                .atMost(Installation.PATIENCE)
                .until(() -> installation
                                .jdbc()
                                .sql("select count(*) from inbound_event where state in ('WAITING', 'STUCK')")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private static int status(RunningRingback node, String probe) throws IOException, InterruptedException {
        return node.get("/actuator/health/" + probe).statusCode();
    }
}
