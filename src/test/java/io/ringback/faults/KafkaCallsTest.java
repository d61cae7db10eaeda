package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.KafkaTopic;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two nodes that read one topic; the short form of {@code bin/show-broker}. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("kafka")
class KafkaCallsTest {

    private static final int CALLS = 600;

    private static KilledBroker kafka;

    @BeforeAll
    static void start() throws IOException {
        kafka = new KilledBroker();
    }

    @AfterAll
    static void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void eachCallIsInTheInboxOnceWhicheverDiesMeanwhile() {
        KilledBroker.Account account = kafka.inMidTraffic(CALLS);

        assertThat(account.stored()).isEqualTo(CALLS);
        assertThat(account.handled()).isEqualTo(CALLS);
        assertThat(account.behind()).isZero();
        assertThat(account.ended()).isPositive();
        assertThat(account.followed()).isEqualTo(account.ended());
    }

    @Test
    void whatIsTakenTwiceOpensOneCaseAndWhatFollowsForTheSameCalleeStaysBehindIt() {
        PlayedCase played = new PlayedCase(kafka.installation(), kafka::node);
        String id = "twice-" + UUID.randomUUID();
        String failed = CallAsJson.ofKind("FAILED", id, played.annasPhone(), played.bobsPhone(), "\"cause\":\"BUSY\",");
        try (KafkaTopic calls = kafka.calls()) {
            calls.tell(played.bobsPhone(), failed);
            calls.tell(played.bobsPhone(), failed);
            calls.tell(
                    played.bobsPhone(),
                    CallAsJson.ofKind("ANSWERED", "answered-" + id, played.annasPhone(), played.bobsPhone(), ""));
            calls.awaitTaken();
        }

        await("the two to have reached each other")
                .atMost(Installation.PATIENCE)
                .untilAsserted(() -> assertThat(kafka.installation()
                                .jdbc()
                                .sql("select outcome from failed_call_case c join inbound_event e on e.case_id = c.id"
                                        + " where e.id like ?")
                                .param("%" + id)
                                .query(String.class)
                                .list())
                        .contains("REACHED_MEANWHILE"));
    }
}
