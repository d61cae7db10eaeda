package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import io.ringback.Spine;
import io.ringback.Spine.Setting;
import io.ringback.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More calls than can be handled at once: stored first, answered, and handled in batches. */
class BurstTest extends BurstTestBase {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    BurstTest() {
        super(DATABASE);
    }

    @BeforeAll
    static void effects() {
        Switchboard.createEffects(DATABASE);
    }

    @Test
    void whatIsAboveTheBoundIsAnsweredBeforeItIsHandledAndHandledOnce() throws Exception {
        Spine node = node(new Setting("ringback.burst.at-once", "1"));
        board.hold("first");
        InboundEvent second = call("second", "carl", "dora");
        Thread first = new Thread(() -> receive(node, call("first", "anna", "bob")));
        first.start();
        await().until(() -> board.holds("first"));

        assertThat(receive(node, second)).isEqualTo(new Reception.Stored(second.caseId(), false));

        await().until(() -> board.state("second").equals("HANDLED"));
        assertThat(board.handled()).containsExactly("second");
        assertThat(board.storedFirst()).containsExactly("second");
        board.open();
        first.join();
        assertThat(board.handled()).containsExactly("second", "first");
        assertThat(board.storedFirst()).containsExactly("second");
    }

    @Test
    void oneThatCaughtUpHandlesAtOnceAgain() {
        Spine node = node(ALL_FIRST, new Setting("ringback.burst.at-once", "1"));
        board.hold("first");
        Thread first = new Thread(() -> receive(node, call("first", "anna", "bob")));
        first.start();
        await().until(() -> board.holds("first"));
        receive(node, call("second", "carl", "dora"));
        board.open();
        await().until(() -> board.handled().size() == 2);
        await().until(() -> !node.the(Backlog.class).isBehind());
        await().until(() -> !first.isAlive());

        receive(node, call("third", "emil", "fred"));

        assertThat(board.state("third")).isEqualTo("HANDLED");
        assertThat(board.storedFirst()).containsExactly("second");
    }

    @Test
    void theSameCallAgainIsTheSameCaseAndAnotherOneUnderItsIdIsRefusedWhileItWaits() {
        Spine node = nodeThatIsTooBusy(ALL_FIRST);
        InboundEvent call = call("same", "anna", "bob");

        assertThat(receive(node, call)).isEqualTo(new Reception.Stored(call.caseId(), false));

        assertThat(receive(node, call("same", "anna", "bob"))).isEqualTo(new Reception.Repeated(call.caseId()));
        assertThat(receive(node, call("same", "anna", "carl"))).isEqualTo(new Reception.Conflicting());
        assertThat(board.states()).containsExactly(Map.entry("same", "ACCEPTED"));
    }

    @Test
    void ofSeveralWhoTellTheSameCallAtTheSameTimeOneIsTheFirst() throws Exception {
        Spine node = node(ALL_FIRST);
        List<InboundEvent> same = IntStream.range(0, 20)
                .mapToObj(number -> call("same", "anna", "bob"))
                .toList();

        List<Reception> told =
                AtOnce.all(same.stream().map(one -> sender(node, one)).toList());

        List<Reception> first =
                told.stream().filter(Reception.Stored.class::isInstance).toList();
        assertThat(first).hasSize(1);
        UUID caseId = ((Reception.Stored) first.get(0)).caseId();
        assertThat(told).filteredOn(one -> !first.contains(one)).containsOnly(new Reception.Repeated(caseId));
        await().until(() -> board.handled().equals(List.of("same")));
    }

    @Test
    void whatManySendersTellIsStoredInFewTransactions() throws Exception {
        Spine node = nodeThatIsTooBusy(ALL_FIRST);
        board.whileIdsAreTaken(List.of("x", "y"), () -> {
            // Both writers wait for an id that somebody else is about to store.
            List<Thread> all = new ArrayList<>();
            for (String taken : List.of("x", "y")) {
                all.addAll(board.senders(List.of(call(taken, "a" + taken, "b")), one -> receive(node, one)));
                board.awaitBlocked(all.size());
            }
            all.addAll(board.senders(
                    IntStream.range(0, 30)
                            .mapToObj(number -> call("call-" + number, "a" + number, "b" + number))
                            .toList(),
                    one -> receive(node, one)));
            await().until(() -> all.stream().allMatch(one -> one.getState() == Thread.State.TIMED_WAITING));
            return all;
        });

        assertThat(board.states()).hasSize(32);
        assertThat(DATABASE.jdbc()
                        .sql("select count(distinct xmin::text) from inbound_event where id like 'call-%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whenStoringTogetherFailsEachIsStoredAlone() throws Exception {
        Spine node = nodeThatIsTooBusy(ALL_FIRST);
        board.whileIdsAreTaken(List.of("x"), () -> {
            List<Thread> all = board.senders(
                    IntStream.range(0, 10)
                            .mapToObj(number -> number == 0
                                    ? call("x", "a", "b")
                                    : call("call-" + number, "a" + number, "b" + number))
                            .toList(),
                    one -> receive(node, one));
            board.awaitBlocked(1);
            board.crashBlocked();
            await().until(() -> board.states().size() == 9);
            return all;
        });

        assertThat(board.states()).hasSize(10).allSatisfy((id, state) -> assertThat(state)
                .isEqualTo("ACCEPTED"));
    }

    @Test
    void moreThanCanBeStoredIsRefusedAndNotStored() throws Exception {
        Spine node = nodeThatIsTooBusy(ALL_FIRST, new Setting("ringback.burst.storing", "1"));
        board.whileIdsAreTaken(List.of("x", "y"), () -> {
            List<Thread> all = new ArrayList<>();
            for (String taken : List.of("x", "y")) {
                all.addAll(board.senders(List.of(call(taken, "a" + taken, "b")), one -> receive(node, one)));
                board.awaitBlocked(all.size());
            }
            all.addAll(board.senders(List.of(call("waits", "e", "f")), one -> receive(node, one)));
            await().until(() -> all.get(2).getState() == Thread.State.TIMED_WAITING);

            assertThatThrownBy(() -> receive(node, call("refused", "g", "h")))
                    .isInstanceOf(TooManyEvents.class)
                    .hasMessageContaining("ringback.burst.storing");
            return all;
        });

        assertThat(board.states()).containsOnlyKeys("x", "y", "waits");
    }

    @Test
    void whatTheTwoDidIsHandledInItsOrderHoweverManyAreAtWork() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        List<String> inOrder = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            String id = "two-" + number;
            receive(busy, number % 3 == 1 ? answered(id, "bob", "anna") : call(id, "anna", "bob"));
            inOrder.add(id);
            receive(busy, call("other-" + number, "a" + number, "b" + number));
        }

        node();
        node();

        await().until(() -> board.handled().size() == 24);
        assertThat(board.handled()).filteredOn(id -> id.startsWith("two")).isEqualTo(inOrder);
    }

    @Test
    void aNodeThatIsNotBehindDoesNotOvertakeWhatAnotherHasStored() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        Spine other = nodeThatIsTooBusy();
        receive(busy, call("failed", "anna", "bob"));

        receive(other, call("of-others", "carl", "dora"));
        receive(other, answered("answered", "bob", "anna"));

        assertThat(board.states())
                .containsOnly(
                        Map.entry("failed", "ACCEPTED"),
                        Map.entry("answered", "ACCEPTED"),
                        Map.entry("of-others", "HANDLED"));
        node();
        await().until(() -> board.handled().equals(List.of("of-others", "failed", "answered")));
    }

    @Test
    void oneThatCannotBeHandledKeepsNoOtherAndIsTriedAgain() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        IntStream.range(0, 7).forEach(number -> receive(busy, call("call-" + number, "a" + number, "b")));
        board.breakOn("call-3");

        node();

        await().until(() -> board.handled().size() == 6);
        await().until(() -> board.state("call-3").equals("WAITING"));
        assertThat(board.problem("call-3")).isEqualTo("IllegalStateException: the diagram is broken");
        board.mend();
        await().until(() -> board.state("call-3").equals("HANDLED"));
        assertThat(board.handled()).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void whatADeadNodeHadAcceptedIsHandledByAnother() {
        Spine dead = nodeThatIsTooBusy(ALL_FIRST);
        IntStream.range(0, 30).forEach(number -> receive(dead, call("call-" + number, "a" + number, "b")));
        dead.close();
        nodes.remove(dead);
        assertThat(board.handled()).isEmpty();

        node();

        await().until(() -> board.handled().size() == 30);
        assertThat(board.handled()).doesNotHaveDuplicates();
        assertThat(board.states()).allSatisfy((id, state) -> assertThat(state).isEqualTo("HANDLED"));
    }

    @Test
    void aBatchInWhichTheConnectionIsLostIsHandledOnce() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        IntStream.range(0, 10).forEach(number -> receive(busy, call("call-" + number, "a" + number, "b")));
        board.loseConnectionOnceIn("call-5");

        node();

        await().until(() -> board.handled().size() == 10);
        assertThat(board.handled()).doesNotHaveDuplicates();
        assertThat(board.states()).allSatisfy((id, state) -> assertThat(state).isEqualTo("HANDLED"));
    }

    @Test
    void whatPeopleSayIsHandledAtOnceHoweverManyCallsWait() throws Exception {
        Spine node = node(ALL_FIRST);
        IntStream.range(0, 200).forEach(number -> board.hold("call-" + number));
        AtOnce.all(IntStream.range(0, 200)
                .mapToObj(number -> sender(node, call("call-" + number, "a" + number, "b")))
                .toList());

        receive(node, new InboundEvent("yes", EventKind.ANSWER, UUID.randomUUID(), Map.of("answer", "YES")));

        assertThat(board.state("yes")).isEqualTo("HANDLED");
        assertThat(board.handled()).containsExactly("yes");
    }
}
