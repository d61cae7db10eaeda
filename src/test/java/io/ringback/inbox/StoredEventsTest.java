package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with one stored call, the others are handled, and in their order. */
class StoredEventsTest extends BurstTestBase {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    StoredEventsTest() {
        super(DATABASE);
    }

    @BeforeAll
    static void effects() {
        Switchboard.createEffects(DATABASE);
    }

    private void storeSeven() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        IntStream.range(0, 7).forEach(number -> receive(busy, call("call-" + number, "a" + number, "b")));
    }

    private byte[] sealed(String id) {
        return database.jdbc()
                .sql("select addresses_sealed from inbound_event where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
    }

    private void write(String id, byte[] sealed) {
        database.jdbc()
                .sql("update inbound_event set addresses_sealed = ? where id = ?")
                .params(sealed, id)
                .update();
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherAndIsHandledOnceItCanBeRead() {
        storeSeven();
        byte[] before = sealed("call-0");
        write("call-0", sealed("call-1"));
        byte[] ofAnotherKey = sealed("call-2").clone();
        ofAnotherKey[0]++;
        write("call-2", ofAnotherKey);

        node();

        await().until(() -> board.handled().size() == 5);
        await().until(() -> board.state("call-0").equals("WAITING"));
        await().until(() -> board.state("call-2").equals("WAITING"));
        assertThat(board.problem("call-0")).contains("has been changed since");
        assertThat(board.problem("call-2")).contains("ringback.address-keys");
        write("call-0", before);
        await().until(() -> board.state("call-0").equals("HANDLED"));
    }

    @Test
    void oneThatEndsInAnErrorKeepsNoOtherAndIsTriedAgain() {
        storeSeven();
        board.breakOn("call-0", () -> {
            throw new StackOverflowError("in an expression");
        });

        node();

        await().until(() -> board.handled().size() == 6);
        await().until(() -> board.state("call-0").equals("WAITING"));
        assertThat(board.problem("call-0")).isEqualTo("StackOverflowError: in an expression");
        await("a try by the agenda, which notes the problem again").until(() -> attempts("call-0") > 1);
        board.mend();
        await().until(() -> board.state("call-0").equals("HANDLED"));
    }

    private int attempts(String id) {
        return database.jdbc()
                .sql("select attempts from inbound_event where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    @Test
    void oneThatCannotEvenBePutOffKeepsNoOther() {
        storeSeven();
        database.jdbc()
                .sql("alter table inbound_event add constraint untouched check (id <> 'call-0' or state = 'ACCEPTED')")
                .update();
        try {
            node();

            await().until(() -> board.handled().size() == 6);
            assertThat(board.state("call-0")).isEqualTo("ACCEPTED");
        } finally {
            database.jdbc()
                    .sql("alter table inbound_event drop constraint untouched")
                    .update();
        }
        await().until(() -> board.state("call-0").equals("HANDLED"));
    }

    @Test
    void callsBetweenTheSameTwoAreInOrderHoweverTheirAddressesAreSpelled() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        Spine other = nodeThatIsTooBusy();
        receive(busy, event("first", EventKind.FAILED_CALL, UUID.randomUUID(), "sip:+46701740605@pbx", "sip:bob@pbx"));

        receive(other, event("of-others", EventKind.ANSWERED_CALL, null, "sips:bob@pbx", "tel:+46701740606"));
        receive(other, event("second", EventKind.ANSWERED_CALL, null, "sips:bob@pbx", "tel:+46701740605"));
        receive(
                other,
                event("third", EventKind.FAILED_CALL, UUID.randomUUID(), "sips:+46701740605@sbc", "sip:bob@pbx"));

        assertThat(board.states())
                .containsEntry("second", "ACCEPTED")
                .containsEntry("third", "ACCEPTED")
                .containsEntry("of-others", "HANDLED");
    }
}
