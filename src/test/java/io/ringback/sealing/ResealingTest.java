package io.ringback.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

import io.ringback.PeopleAndCases;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.Unsent;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A key is replaced by another one. */
class ResealingTest {

    private static final String OLD = TestDatabase.ADDRESS_KEY;
    private static final String NEW = "another key of at least 32 characters";
    private static final Address ANNAS = new Address("tel:+46701740605");
    private static final Address BOBS = new Address("mailto:bob@example.test");
    private static final InboundEvent TEXT =
            new InboundEvent("text:1", EventKind.TEXT, null, Map.of("from", ANNAS.uri(), "sender", "+46701000001"));

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();

    /** Takes every event and does nothing. */
    private static final class Deaf implements EventHandler {

        @Override
        public boolean handles(EventKind kind) {
            return true;
        }

        @Override
        public Handling handle(InboundEvent event) {
            return Handling.HANDLED;
        }
    }

    private Spine with(String... keys) {
        return Spine.from(
                "cases",
                database,
                Spine.Setting.addressKeys(keys),
                new Deaf(),
                mock(Unsent.class),
                mock(CaseProcess.class));
    }

    /** Values that are encrypted with another key than {@code key}. */
    private long ofOthers(String key) {
        byte[] id = AddressKeys.of(key, null).first().id();
        return List.of(
                        "address_sealed from device",
                        "caller_sealed from failed_call_case",
                        "callee_sealed from failed_call_case",
                        "spoken_sealed from failed_call_case",
                        "addresses_sealed from inbound_event",
                        "addresses_sealed from sent_mail",
                        "sealed from address_hash_key")
                .stream()
                .mapToLong(column -> jdbc.sql(
                                "select count(*) from (select " + column + ") as v (v) where substring(v, 1, 4) <> ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .sum();
    }

    @Test
    void everythingIsEncryptedAnewAndThenTheOldKeyIsNotNeeded() {
        PeopleAndCases rows = new PeopleAndCases(database);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, ANNAS.uri()));
        Person bob = rows.person("Bob", PeopleAndCases.device(Medium.EMAIL, BOBS.uri()));
        RunningCase running = rows.openCase(anna, bob, CaseState.OPENED);
        try (Spine before = with(OLD)) {
            before.the(Inbox.class).receive(TEXT);
            before.the(SentMails.class).tell("<1@example.test>", BOBS, List.of(BOBS));
            assertThat(before.the(Resealing.class).reseal()).isZero();
        }
        assertThat(ofOthers(NEW)).isEqualTo(6);

        try (Spine both = with(NEW, OLD)) {
            assertThat(both.the(Resealing.class).reseal()).isEqualTo(5);
            assertThat(both.the(Resealing.class).reseal()).isZero();
        }

        assertThat(ofOthers(NEW)).isZero();
        assertThatIllegalStateException().isThrownBy(() -> with(OLD)).withStackTraceContaining("Put the key back");
        try (Spine after = with(NEW)) {
            assertThat(after.the(Directory.class).findByAddress(Medium.VOICE, ANNAS))
                    .contains(anna);
            assertThat(after.the(Cases.class).read(running.id()).calledFrom()).isEqualTo(ANNAS);
            assertThat(after.the(Inbox.class).receive(TEXT)).isInstanceOf(Reception.Repeated.class);
            assertThat(after.the(SentMails.class)
                            .find("1@example.test")
                            .orElseThrow()
                            .recipients())
                    .containsExactly(BOBS);
        }
    }

    /** They are large, so that only some are in memory at a time. */
    @Test
    void manyRecordingsAreEncryptedAnewToo() {
        PeopleAndCases rows = new PeopleAndCases(database);
        Person bob = rows.person("Bob", PeopleAndCases.device(Medium.EMAIL, BOBS.uri()));
        SpokenReason said = new SpokenReason(new byte[160_000]);
        List<UUID> ids = IntStream.range(0, 45)
                .mapToObj(i -> rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+4670174" + (1000 + i))))
                .map(caller -> rows.openCase(caller, bob, CaseState.OPENED))
                .map(RunningCase::id)
                .toList();
        try (Spine before = with(OLD)) {
            Cases cases = before.the(Cases.class);
            before.the(TransactionTemplate.class)
                    .executeWithoutResult(status ->
                            ids.forEach(id -> cases.speaksWhy(cases.lock(id).orElseThrow(), said)));
        }

        try (Spine both = with(NEW, OLD)) {
            both.the(Resealing.class).reseal();
            assertThat(both.the(Resealing.class).reseal()).as("left").isZero();
        }

        assertThat(ofOthers(NEW)).isZero();
        try (Spine after = with(NEW)) {
            assertThat(ids).allSatisfy(id -> assertThat(after.the(Cases.class)
                            .spokenReason(id, bob.id())
                            .orElseThrow()
                            .alaw())
                    .hasSize(160_000));
        }
    }
}
