package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.delivery.CapsPolicy.Caps;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallerIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the analysts' table holds back beside the settings, counted on a real database. */
class TableCapsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CEILING = "ceiling";

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<CapsPolicy.About> asked = new CopyOnWriteArrayList<>();
    private final Table table = new Table();

    private PeopleAndCases rows;
    private Spine spine;

    /** In the place of the table in force. */
    private final class Table implements CapsPolicy {

        private Caps caps = Caps.CEILING;

        @Override
        public Set<String> ranges() {
            return Set.of("+46900", "+1");
        }

        @Override
        public Caps of(About message) {
            asked.add(message);
            return caps;
        }

        void says(
                String perReceiver,
                String perPair,
                String perCaller,
                String perTrunk,
                String unverified,
                String range) {
            caps = new Caps(cap(perReceiver), cap(perPair), cap(perCaller), cap(perTrunk), cap(unverified), cap(range));
        }

        private static Cap cap(String written) {
            return Cap.ofTable(written).orElseThrow();
        }
    }

    @BeforeEach
    void open() {
        DATABASE.clear();
        rows = new PeopleAndCases(DATABASE);
        spine = Spine.from(
                "delivery",
                DATABASE,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new Spine.Setting("ringback.caps.per-receiver", "3/9"),
                new Spine.Setting("ringback.caps.abroad", "3/9"),
                new Spine.Setting("ringback.caps.per-trunk-unverified", "3/9"),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) report -> {},
                table);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void theTableHoldsBackBeforeTheSettingsDo() {
        table.says("1/9", CEILING, CEILING, CEILING, CEILING, CEILING);
        Person bob = person(Medium.EMAIL, "mailto:bob@example.com");

        assertThat(written(bob).heldUntil()).isEmpty();
        MessageTurn second = written(bob);
        assertThat(second.heldUntil()).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(second.heldBy()).contains("message-caps (perReceiver)");
        assertThat(second.reason())
                .contains("held back until 2026-03-01T13:00:00Z by the table message-caps (perReceiver)");
    }

    @Test
    void theTableLetsNothingThroughThatTheSettingsHoldBack() {
        table.says("100/100", CEILING, CEILING, CEILING, CEILING, "100/100");
        Person bob = person(Medium.EMAIL, "mailto:bob@example.com");
        for (int message = 0; message < 3; message++) {
            assertThat(written(bob).heldUntil()).isEmpty();
        }

        assertThat(written(bob).heldBy()).contains("per-receiver");
        for (int message = 0; message < 3; message++) {
            assertThat(written(person(Medium.SMS, "tel:+1212555010" + message)).heldUntil())
                    .isEmpty();
        }
        assertThat(written(person(Medium.SMS, "tel:+12125550109")).heldBy())
                .as("although the table knows the range by another name")
                .contains("range US");
    }

    @Test
    void aWindowMayBeShorterThanAnHour() {
        table.says("1 in PT10M and 2 in PT1H", CEILING, CEILING, CEILING, CEILING, CEILING);
        Person bob = person(Medium.EMAIL, "mailto:bob@example.com");
        written(bob);

        assertThat(written(bob).heldUntil()).contains(NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aRangeOfTheTableIsCountedByItselfAlsoInTheOwnCountry() {
        table.says(CEILING, CEILING, CEILING, CEILING, CEILING, "1/9");

        assertThat(written(person(Medium.SMS, "tel:+46900111111")).tableRange()).contains("+46900");
        assertThat(written(person(Medium.SMS, "tel:+46701740605")).heldUntil())
                .as("another range")
                .isEmpty();
        MessageTurn second = written(person(Medium.MMS, "tel:+46900222222"));
        assertThat(second.heldUntil()).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(second.heldBy()).contains("message-caps (perRange +46900)");
        assertThat(asked).extracting(CapsPolicy.About::destination).containsExactly("+46900", "SE", "+46900");
    }

    @Test
    void whoIsNotCappedByRangeIsCountedForNone() {
        assertThat(written(person(Medium.SMS, "tel:+46900111111")).tableRange()).isEmpty();
        assertThat(written(person(Medium.EMAIL, "mailto:bob@example.com")).tableRange())
                .isEmpty();
        assertThat(asked).extracting(CapsPolicy.About::destination).containsExactly("+46900", "NONE");
    }

    @Test
    void aTrunkIsCountedByTheTableAsByTheSettings() {
        table.says(CEILING, CEILING, CEILING, "2/9", "1/9", CEILING);
        written(person(Medium.EMAIL, "mailto:one@example.com"), "adapter:carrier", "UNVERIFIED");

        assertThat(written(person(Medium.EMAIL, "mailto:two@example.com"), "adapter:carrier", "UNVERIFIED")
                        .heldBy())
                .contains("message-caps (perTrunkUnverified)");
        assertThat(written(person(Medium.EMAIL, "mailto:three@example.com"), "adapter:carrier", "VERIFIED")
                        .heldBy())
                .as("the third of the trunk, and the first about somebody verified")
                .contains("message-caps (perTrunk)");
        assertThat(asked)
                .last()
                .isEqualTo(new CapsPolicy.About(
                        MessageKind.NOTIFICATION, Medium.EMAIL, CallerIdentity.VERIFIED, "adapter:carrier", "NONE"));
    }

    @Test
    void eachMessageIsAskedAboutOnce() {
        written(person(Medium.SMS, "tel:+46701740605"));

        assertThat(asked)
                .containsExactly(new CapsPolicy.About(
                        MessageKind.NOTIFICATION, Medium.SMS, CallerIdentity.NOT_TOLD, "NONE", "SE"));
    }

    private Person person(Medium medium, String address) {
        return rows.person("Owner", PeopleAndCases.device(medium, address));
    }

    private MessageTurn written(Person to) {
        return written(to, null, "NOT_TOLD");
    }

    private MessageTurn written(Person to, String source, String identity) {
        Person caller = rows.person(
                "Caller", PeopleAndCases.device(Medium.EMAIL, "mailto:" + UUID.randomUUID() + "@example.com"));
        UUID caseId = rows.openCase(caller, to, CaseState.WAITING_FOR_CALLEE).id();
        jdbc.sql("update failed_call_case set source = ?, caller_identity = ? where id = ?")
                .params(source, identity, caseId)
                .update();
        Device device = to.devices().get(0);
        OutboundMessage message = new OutboundMessage(
                UUID.randomUUID(), caseId, MessageKind.NOTIFICATION, device.messageMedium(), to.id(), device.id());
        return spine.inTransaction(() -> {
            Outbox outbox = spine.the(Outbox.class);
            MessageTurn turn = outbox.turnOf(message, Optional.empty());
            outbox.write(message, List.of(), turn);
            return turn;
        });
    }
}
