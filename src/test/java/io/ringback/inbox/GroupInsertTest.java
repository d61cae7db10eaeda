package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is stored together, in which order, and what is not. */
class GroupInsertTest extends BurstTestBase {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    GroupInsertTest() {
        super(DATABASE);
    }

    @BeforeAll
    static void effects() {
        Switchboard.createEffects(DATABASE);
    }

    @Test
    void aGroupIsStoredInTheOrderOfIdsSoThatTwoGroupsDoNotWaitForEachOther() throws Exception {
        Spine node = nodeThatIsTooBusy(ALL_FIRST);
        board.whileIdsAreTaken(List.of("x", "y"), () -> {
            List<Thread> all = new ArrayList<>();
            for (String taken : List.of("x", "y")) {
                all.addAll(board.senders(List.of(call(taken, "a" + taken, "b")), one -> receive(node, one)));
                board.awaitBlocked(all.size());
            }
            all.addAll(board.senders(
                    IntStream.range(0, 30)
                            .mapToObj(number -> call("call-" + (99 - number), "a" + number, "b"))
                            .toList(),
                    one -> receive(node, one)));
            await().until(() -> all.stream().allMatch(one -> one.getState() == Thread.State.TIMED_WAITING));
            return all;
        });

        assertThat(database.jdbc()
                        .sql("select id from inbound_event where id like 'call-%' order by ctid")
                        .query(String.class)
                        .list())
                .hasSize(30)
                .isSorted();
    }

    @Test
    void aSenderDoesNotWaitForEverAndWhatIsStoredAfterwardsIsKnownWhenItIsSentAgain() throws Exception {
        Spine node = nodeThatIsTooBusy(ALL_FIRST);
        GroupInsert impatient = new GroupInsert(
                node.the(EventRows.class),
                node.the(JdbcClient.class),
                node.the(TransactionTemplate.class),
                new BurstProperties(0, 1, 1, 10),
                Duration.ofMillis(100));
        try {
            board.whileIdsAreTaken(List.of("late"), () -> {
                assertThatThrownBy(() -> impatient.store(call("late", "anna", "bob")))
                        .isInstanceOf(TooManyEvents.class)
                        .hasMessageContaining("Send it again with the same id");
                return List.of();
            });

            await().until(() -> board.state("late").equals("ACCEPTED"));
            assertThat(receive(node, call("late", "anna", "bob"))).isInstanceOf(Reception.Repeated.class);
        } finally {
            impatient.close();
        }
    }

    @Test
    void ofCallsBetweenTheSameTwoSoManyWaitAndMoreAreRefused() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        IntStream.range(0, EventRows.MOST_OF_A_TURN)
                .forEach(number -> receive(busy, call("two-" + number, "anna", "bob")));

        assertThatThrownBy(() -> receive(busy, call("refused", "bob", "anna")))
                .isInstanceOf(TooManyEvents.class)
                .hasMessageContaining("between the same two");
        assertThat(receive(busy, call("two-1", "anna", "bob"))).isInstanceOf(Reception.Repeated.class);
        assertThat(receive(busy, call("of-others", "anna", "carl"))).isInstanceOf(Reception.Stored.class);

        assertThat(board.states()).hasSize(EventRows.MOST_OF_A_TURN + 1).doesNotContainKey("refused");
        node();
        // One transaction each.
        await().atMost(Duration.ofMinutes(1)).until(() -> board.handled().size() == EventRows.MOST_OF_A_TURN + 1);
        assertThat(receive(busy, call("refused", "bob", "anna"))).isInstanceOf(Reception.Stored.class);
    }
}
