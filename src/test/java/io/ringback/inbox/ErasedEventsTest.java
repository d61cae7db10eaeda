package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody is erased while calls of theirs are stored and not handled. */
class ErasedEventsTest extends BurstTestBase {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    ErasedEventsTest() {
        super(DATABASE);
    }

    @BeforeAll
    static void effects() {
        Switchboard.createEffects(DATABASE);
    }

    private static void erase(Spine node, String address, UUID... cases) {
        node.inTransaction(() -> {
            node.the(EventRetry.class)
                    .erase(new Erased(Optional.empty(), List.of(new Address(address)), Set.of(cases)));
        });
    }

    private void makeUnreadable(String... ids) {
        database.jdbc()
                .sql("update inbound_event set addresses_sealed = '\\x00' || addresses_sealed where id = any (?)")
                .param(ids)
                .update();
    }

    @Test
    void noAddressIsKeptOfWhatWasHandledAndNothingIsDoneForWhoWasErased() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        receive(busy, call("hers", "anna", "bob"));
        receive(busy, call("others", "carl", "dora"));

        erase(busy, "sip:anna");
        assertThat(board.state("hers")).isEqualTo("LATE");
        node();

        await().until(() -> board.state("others").equals("HANDLED"));
        assertThat(board.handled()).containsExactly("others");
        assertThat(database.jdbc()
                        .sql("select count(*) from inbound_event where turn is not null"
                                + " or addresses_sealed is not null or payload::text like '%sip:%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aCallWhoseIdHoldsTheirNumberIsForgottenAlthoughItHasTheIdOfACaseThatNeverOpened() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        receive(busy, call("+46701740605-1234@pbx", "+46701740605@pbx", "bob"));
        receive(busy, call("annas", "+46701740605@pbx", "carl"));
        receive(busy, call("46701740605-by-chance", "dora", "emil"));

        erase(busy, "tel:+46701740605");

        assertThat(board.states())
                .containsOnly(Map.entry("annas", "LATE"), Map.entry("46701740605-by-chance", "ACCEPTED"));
    }

    @Test
    void whatCannotBeReadDoesNotKeepThemAndGoesWithTheirCaseOrTheirNumber() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        InboundEvent ofTheCase = call("of-the-case", "+46701740605@pbx", "bob");
        receive(busy, ofTheCase);
        receive(busy, call("annas", "+46701740605@pbx", "carl"));
        receive(busy, call("46701740605", "+46701740605@pbx", "dora"));
        receive(busy, call("of-nobody-knows-whom", "emil", "fred"));
        makeUnreadable("of-the-case", "46701740605", "of-nobody-knows-whom");

        erase(busy, "tel:+46701740605", ofTheCase.caseId());

        assertThat(board.states())
                .containsOnly(
                        Map.entry("of-the-case", "LATE"),
                        Map.entry("annas", "LATE"),
                        Map.entry("of-nobody-knows-whom", "ACCEPTED"));
        assertThat(database.jdbc()
                        .sql("select count(*) from inbound_event where id = 'of-the-case' and addresses_sealed is null")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void theirsAreFoundInALongBacklog() {
        Spine busy = nodeThatIsTooBusy(ALL_FIRST);
        receive(busy, call("first", "anna", "bob"));
        database.jdbc()
                .sql("insert into inbound_event (id, kind, case_id, payload, state, received_at)"
                        + " select 'other-' || n, 'UNUSED', gen_random_uuid(), '{}', 'WAITING', now()"
                        + " from generate_series(1, 1200) n")
                .update();
        receive(busy, call("last", "carl", "anna"));

        erase(busy, "sip:anna");

        assertThat(board.states()).containsEntry("first", "LATE").containsEntry("last", "LATE");
        assertThat(board.states().values()).filteredOn("WAITING"::equals).hasSize(1200);
    }
}
