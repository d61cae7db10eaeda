package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One row for each living node, by the clock of the database. */
@BesideOthers
class ThisNodeTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration HEARTBEAT = Duration.ofMillis(100);

    private final JdbcClient jdbc = DATABASE.jdbc();

    @Test
    void aNodeSaysThatItLivesFromItsStartToItsEnd() {
        UUID id;
        try (Spine spine = Spine.from("agenda", DATABASE, Spine.Setting.heartbeat(HEARTBEAT))) {
            id = spine.the(ThisNode.class).id();
            Timestamp first = aliveAt(id);
            await().until(() -> aliveAt(id).after(first));
        }
        assertThat(jdbc.sql("select count(*) from living_node where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aNodeThatWasTakenForLongDeadIsThereAgain() {
        try (Spine spine = Spine.from("agenda", DATABASE, Spine.Setting.heartbeat(HEARTBEAT))) {
            UUID id = spine.the(ThisNode.class).id();

            jdbc.sql("delete from living_node").update();

            await().until(() -> jdbc.sql("select count(*) from living_node where id = ?")
                            .param(id)
                            .query(Long.class)
                            .single()
                    == 1);
        }
    }

    @Test
    void aNodeJudgesOthersOnceItHasSaidForLongEnoughThatItLives() {
        try (Spine spine = Spine.from("agenda", DATABASE, Spine.Setting.heartbeat(HEARTBEAT))) {
            ThisNode node = spine.the(ThisNode.class);
            assertThat(node.deadAfter()).isEqualTo(HEARTBEAT.multipliedBy(4));
            await().until(node::mayJudgeOthers);
        }
        try (Spine young = Spine.from("agenda", DATABASE, Spine.Setting.heartbeat(Duration.ofMinutes(1)))) {
            assertThat(young.the(ThisNode.class).mayJudgeOthers()).isFalse();
        }
    }

    @Test
    void aNodeThatFellSilentIsNotCountedAmongThoseThatLive() {
        TestDatabase database = TestDatabase.fresh();
        try (Spine spine = Spine.from("agenda", database, Spine.Setting.heartbeat(HEARTBEAT))) {
            database.jdbc()
                    .sql(
                            "insert into living_node (id, alive_at) values (gen_random_uuid(), now() - interval '10 minutes'),"
                                    + " (gen_random_uuid(), now() - interval '2 hours')")
                    .update();

            assertThat(spine.the(ThisNode.class).nodes()).isEqualTo(new ThisNode.Nodes(1, 1));
        }
    }

    private Timestamp aliveAt(UUID node) {
        return jdbc.sql("select alive_at from living_node where id = ?")
                .param(node)
                .query(Timestamp.class)
                .single();
    }
}
