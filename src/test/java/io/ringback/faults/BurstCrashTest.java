package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.DatabaseProxy.When;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that stores calls first dies while it stores several, between that and handling them, and while it handles several. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class BurstCrashTest {

    private static final int CALLS = 12;

    private static Installation installation;

    @BeforeAll
    static void start() throws IOException {
        installation = Installation.ofItsOwn("burst", Map.of("ringback.burst.at-once", "0"));
        installation.node();
    }

    @AfterAll
    static void stop() {
        installation.node().close();
    }

    @ParameterizedTest
    @CsvSource({
        "insert into inbound_event, BEFORE",
        "insert into inbound_event, AFTER",
        "update inbound_event, BEFORE",
        "update inbound_event, AFTER"
    })
    void whateverWasAnsweredOpensItsCaseOnceAndItsCallerIsAskedOnce(String lastStatement, When when) throws Exception {
        RunningRingback node = installation.node();
        List<PlayedCase> played = IntStream.range(0, CALLS)
                .mapToObj(number -> new PlayedCase(installation, installation::node))
                .toList();
        installation.proxy.atCommitOf(lastStatement, when, node::kill);

        List<UUID> cases = allAtOnce(played);

        assertThat(installation.proxy.hasSprung()).isTrue();
        assertThat(cases).doesNotHaveDuplicates();
        for (int i = 0; i < CALLS; i++) {
            PlayedCase one = played.get(i);
            UUID caseId = cases.get(i);
            await("question of " + caseId).atMost(Installation.PATIENCE).until(() -> {
                // Also if all had been answered before it died.
                installation.node();
                return one.journal(caseId, "QUESTION", "SENT") == 1;
            });
            assertThat(one.events(caseId, "FAILED_CALL")).isEqualTo(1);
            assertThat(installation.smtp.takenFor(one.annasMail()))
                    .hasSizeBetween(1, 1 + one.journal(caseId, "QUESTION", "ANSWER_LOST"));
        }
        assertThat(installation
                        .jdbc()
                        .sql("select count(*) from inbound_event where state <> 'HANDLED'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** The switch tells of all of them, each again and again until it is answered. */
    private static List<UUID> allAtOnce(List<PlayedCase> played) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(CALLS);
        try {
            List<Future<UUID>> told =
                    played.stream().map(one -> senders.submit(one::callFails)).toList();
            await("the node to die").atMost(Installation.PATIENCE).until(() -> installation.proxy.hasSprung());
            List<UUID> cases = new ArrayList<>();
            for (Future<UUID> one : told) {
                cases.add(one.get());
            }
            return cases;
        } finally {
            senders.shutdownNow();
        }
    }
}
