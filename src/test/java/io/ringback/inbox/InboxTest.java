package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class InboxTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final UUID CASE = UUID.randomUUID();
    private static final InboundEvent ANSWER = new InboundEvent("a1", EventKind.ANSWER, CASE, Map.of("answer", "YES"));

    private final JdbcClient jdbc = DATABASE.jdbc();

    private Bell bell;
    private Spine spine;
    private Inbox inbox;

    /** Its effect is a row of its own, written in the transaction of the event. */
    private static final class Bell implements EventHandler {

        volatile RuntimeException broken;
        volatile Handling handling = Handling.HANDLED;
        volatile JdbcClient in;

        @Override
        public boolean handles(EventKind kind) {
            return true;
        }

        @Override
        public Handling handle(InboundEvent event) {
            in.sql("insert into rung (event_id) values (?)").param(event.id()).update();
            if (broken != null) {
                throw broken;
            }
            return handling;
        }
    }

    @BeforeAll
    static void effects() {
        DATABASE.jdbc().sql("create table rung (event_id text not null)").update();
    }

    @BeforeEach
    void open() {
        DATABASE.clear();
        bell = new Bell();
        spine = Spine.from("inbox", DATABASE, bell);
        bell.in = spine.the(JdbcClient.class);
        inbox = spine.the(Inbox.class);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void anEventIsStoredAndHandledWhenItIsAcknowledged() {
        assertThat(inbox.receive(ANSWER)).isEqualTo(new Reception.Stored(CASE, false));

        assertThat(state()).isEqualTo("HANDLED");
        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void theSameEventAgainIsRepeatedAndNothingIsDoneTwice() {
        inbox.receive(ANSWER);

        assertThat(inbox.receive(ANSWER)).isEqualTo(new Reception.Repeated(CASE));

        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void somethingElseUnderTheSameIdConflictsAndIsNotStored() {
        inbox.receive(ANSWER);

        assertThat(inbox.receive(new InboundEvent("a1", EventKind.ANSWER, CASE, Map.of("answer", "NO"))))
                .isEqualTo(new Reception.Conflicting());
        assertThat(inbox.receive(new InboundEvent("a1", EventKind.WITHDRAWAL, CASE, Map.of("answer", "YES"))))
                .isEqualTo(new Reception.Conflicting());

        assertThat(jdbc.sql("select payload ->> 'answer' from inbound_event")
                        .query(String.class)
                        .list())
                .containsExactly("YES");
        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void theSameCallAgainIsRepeatedAlthoughItsCallerIsNotOnTheLineHereAnyMore() {
        Map<String, String> told = Map.of("caller", "sip:anna@pbx", "callee", "sip:bob@pbx");
        Map<String, String> held = new HashMap<>(told);
        held.put(InboundEvent.ON_THE_LINE, "true");

        inbox.receive(new InboundEvent("call", EventKind.FAILED_CALL, CASE, held));

        assertThat(inbox.receive(new InboundEvent("call", EventKind.FAILED_CALL, UUID.randomUUID(), told)))
                .isEqualTo(new Reception.Repeated(CASE));
        assertThat(rung()).containsExactly("call");
    }

    @Test
    void anEventThatCannotBeHandledIsStoredWithItsReasonAndLeavesNothingHalfDone() {
        bell.broken = new IllegalStateException("the diagram is broken");

        assertThat(inbox.receive(ANSWER)).isEqualTo(new Reception.Stored(CASE, false));

        assertThat(state()).isEqualTo("WAITING");
        assertThat(problem()).isEqualTo("IllegalStateException: the diagram is broken");
        assertThat(rung()).isEmpty();
    }

    @Test
    void itIsHandledOnceAsSoonAsThatIsPossible() {
        bell.broken = new IllegalStateException("the diagram is broken");
        inbox.receive(ANSWER);

        bell.broken = null;

        await().until(this::state, "HANDLED"::equals);
        spine.the(StoredEvents.class).handle("a1");
        assertThat(problem()).isNull();
        assertThat(rung()).containsExactly("a1");
        assertThat(inbox.receive(ANSWER)).isEqualTo(new Reception.Repeated(CASE));
    }

    @Test
    void anEventForACaseThatHasMovedOnIsRecordedAsLate() {
        bell.handling = EventHandler.Handling.LATE;

        assertThat(inbox.receive(ANSWER)).isEqualTo(new Reception.Stored(CASE, true));

        assertThat(state()).isEqualTo("LATE");
    }

    @Test
    void withoutPermissionNothingIsStored() {
        assertThat(inbox.receive(ANSWER, () -> false)).isEqualTo(new Reception.Refused());

        assertThat(events()).isZero();
        assertThat(rung()).isEmpty();
    }

    @Test
    void aSenderWhosePermissionWentToThisVeryEventIsToldThatItIsStored() {
        inbox.receive(ANSWER, () -> true);

        assertThat(inbox.receive(ANSWER, () -> false)).isEqualTo(new Reception.Stored(CASE, false));

        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void anEventThatTwoNodesTakeAtTheSameTimeIsHandledByOne() throws Exception {
        Callable<Reception> node = () -> inbox.receive(ANSWER);

        assertThat(AtOnce.all(List.of(node, node)))
                .containsExactlyInAnyOrder(new Reception.Stored(CASE, false), new Reception.Repeated(CASE));
        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void anEventThatFollowsAnotherStandsOrFallsWithIt() {
        InboundEvent follower = new InboundEvent("a1:decline", EventKind.DECLINE, CASE, Map.of());

        spine.inTransactionRolledBack(() -> inbox.follow(follower));
        assertThat(events()).isZero();

        spine.inTransaction(() -> {
            inbox.follow(follower);
            inbox.follow(follower);
        });
        await().until(this::state, "HANDLED"::equals);
        assertThat(rung()).containsExactly("a1:decline");
    }

    @Test
    void nothingIsReceivedWithinATransactionThatCouldTakeItAlong() {
        assertThatThrownBy(() -> spine.inTransaction(() -> {
                    inbox.receive(ANSWER);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("have the event follow it");

        assertThat(events()).isZero();
    }

    @Test
    void anOperatorHasAnEventTriedAgainThatWasGivenUp() {
        bell.broken = new IllegalStateException("the diagram is broken");
        inbox.receive(ANSWER);
        jdbc.sql("delete from scheduled_tasks").update();
        spine.the(EventRows.class).noteProblem("a1", bell.broken, true);
        assertThat(spine.the(EventRows.class).isStuck("a1")).isTrue();

        bell.broken = null;
        spine.the(StuckEvents.class).tryAgain("a1");

        await().until(this::state, "HANDLED"::equals);
        assertThat(rung()).containsExactly("a1");
    }

    @Test
    void anEventThatAnotherNodeHasHandledMeanwhileStaysHandled() {
        inbox.receive(ANSWER);

        spine.the(EventRows.class).noteProblem("a1", new IllegalStateException("the database was away"), true);

        assertThat(state()).isEqualTo("HANDLED");
        assertThat(problem()).isNull();
        assertThat(spine.the(EventRows.class).isStuck("a1")).isFalse();
    }

    @Test
    void handledEventsAreForgottenInTimeAndOthersAreKept() {
        inbox.receive(ANSWER);
        bell.broken = new IllegalStateException("the diagram is broken");
        inbox.receive(new InboundEvent("a2", EventKind.ANSWER, CASE, Map.of()));

        assertThat(inbox.forgetHandledBefore(Instant.now().plusSeconds(1), 10)).isEqualTo(1);

        assertThat(jdbc.sql("select id from inbound_event").query(String.class).list())
                .containsExactly("a2");
    }

    private String state() {
        return jdbc.sql("select state from inbound_event").query(String.class).single();
    }

    private String problem() {
        return jdbc.sql("select coalesce(problem, '') from inbound_event")
                .query(String.class)
                .optional()
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private long events() {
        return jdbc.sql("select count(*) from inbound_event").query(Long.class).single();
    }

    private List<String> rung() {
        return jdbc.sql("select event_id from rung").query(String.class).list();
    }
}
