package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.CaseRows;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.SealedDevice;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of our messages a server's report is about, also if the report leaves something out. */
class IncompleteReportsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Address BOB = new Address("tel:+46701234567");

    private final CaseRows rows = new CaseRows(DATABASE.jdbc());
    private final ProviderMessages messages =
            new ProviderMessages(DATABASE.jdbc(), DATABASE.addresses(), Clock.fixed(NOW, ZoneOffset.UTC));

    private UUID caseId;
    private UUID bob;
    private UUID phone;

    @BeforeEach
    void bobHasATelephone() {
        DATABASE.clear();
        caseId = rows.openCase("ASKING");
        bob = rows.person("Bob");
        phone = UUID.randomUUID();
        DATABASE.jdbc()
                .sql("insert into device (id, person_id, medium, address_hash, address_sealed, label, position)"
                        + " values (?, ?, 'SMS', ?, ?, 'x', 0)")
                .params(
                        phone,
                        bob,
                        DATABASE.addresses().hash(BOB.uri()),
                        SealedDevice.seal(DATABASE.addresses(), phone, BOB))
                .update();
    }

    @Test
    void theRecipientIsFoundByTheName() {
        message("a1", "SENT", NOW, false);
        assertThat(messages.recipientOf(Medium.SMS, "a1")).contains(BOB);
        assertThat(messages.recipientOf(Medium.MMS, "a1")).isEmpty();
        assertThat(messages.recipientOf(Medium.SMS, "a2")).isEmpty();
    }

    @Test
    void theOneThatIsUnderWayIsFoundByTheRecipient() {
        message("delivered", "SENT", NOW, true);
        message("failed", "FAILED", NOW, false);
        message("old", "SENT", NOW.minus(Duration.ofDays(4)), false);
        message("a1", "SENT", NOW, false);
        assertThat(messages.onlyOneTo(Medium.SMS, BOB)).contains("a1");
        assertThat(messages.onlyOneTo(Medium.SMS, new Address("tel:+46709999999")))
                .isEmpty();
    }

    @Test
    void oneOfSeveralIsNotGuessed() {
        message("a1", "SENT", NOW, false);
        message("a2", "SENT", NOW, false);
        assertThat(messages.onlyOneTo(Medium.SMS, BOB)).isEmpty();
    }

    private void message(String providerId, String state, Instant created, boolean delivered) {
        UUID id = UUID.randomUUID();
        DATABASE.jdbc()
                .sql("insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)"
                        + " values (?, ?, 'NOTIFICATION', 'SMS', ?, ?, ?, ?)")
                .params(id, caseId, bob, phone, state, Timestamp.from(created))
                .update();
        DATABASE.jdbc()
                .sql(
                        "insert into provider_message (medium, provider_id, message_id, delivered) values ('SMS', ?, ?, ?)")
                .params(providerId, id, delivered)
                .update();
    }
}
