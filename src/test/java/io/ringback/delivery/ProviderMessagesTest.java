package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.delivery.ProviderMessages.EarlyReport;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports name messages as the medium's server does. */
@BesideOthers
class ProviderMessagesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Address STRANGER = new Address("tel:+46701740699");

    private final ProviderMessages provider =
            new ProviderMessages(DATABASE.jdbc(), DATABASE.addresses(), Clock.fixed(NOW, ZoneOffset.UTC));

    private OutboundMessage message;
    private Address bobs;

    @BeforeEach
    void aMessageIsOut() {
        DATABASE.clear();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Device phone = PeopleAndCases.device(Medium.SMS, "tel:+46701740606");
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.SMS, "tel:+46701740605"));
        Person bob = rows.person("Bob", phone);
        bobs = phone.address();
        message =
                rows.sent(rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE), MessageKind.NOTIFICATION, bob, phone);
    }

    @Test
    void aMessageIsFoundByTheServersNameForItAndItsRecipient() {
        provider.remember(message, List.of("17"), List.of());

        assertThat(provider.find(Medium.SMS, "17", bobs)).contains(message.id());
        assertThat(provider.find(Medium.SMS, "17", STRANGER)).isEmpty();
        assertThat(provider.find(Medium.MMS, "17", bobs)).isEmpty();
        assertThat(provider.find(Medium.SMS, "18", bobs)).isEmpty();
    }

    @Test
    void aReportQuickerThanTheServersAnswerIsKeptAndGivenOutOnceWithThatAnswer() {
        EarlyReport early = new EarlyReport("17", bobs, "absent subscriber");
        provider.keep(Medium.SMS, early);

        assertThat(provider.remember(message, List.of("17"), List.of())).containsExactly(early);
        assertThat(provider.remember(message, List.of("17"), List.of())).isEmpty();
    }

    @Test
    void theLastReportOfOneKeptCounts() {
        provider.keep(Medium.SMS, new EarlyReport("17", bobs, "buffered"));
        provider.keep(Medium.SMS, new EarlyReport("17", bobs, null));

        assertThat(provider.remember(message, List.of("17"), List.of()))
                .containsExactly(new EarlyReport("17", bobs, null));
    }

    @Test
    void aReportAboutSomebodyElsesMessageIsNotGivenOut() {
        provider.keep(Medium.SMS, new EarlyReport("17", STRANGER, "absent subscriber"));

        assertThat(provider.remember(message, List.of("17"), List.of())).isEmpty();
    }

    @Test
    void aMessageInPartsHasArrivedWithItsLastPart() {
        provider.remember(message, List.of("17", "18"), List.of());

        assertThat(provider.isWholeWith(message.id(), "18")).isFalse();
        assertThat(provider.isWholeWith(message.id(), "18")).isFalse();
        assertThat(provider.isWholeWith(message.id(), "17")).isTrue();
    }

    @Test
    void reportsThatNobodyEverKnewTheMessageOfAreForgotten() {
        provider.keep(Medium.SMS, new EarlyReport("17", bobs, null));

        provider.forgetEarlyBefore(NOW.plusMillis(1));

        assertThat(provider.remember(message, List.of("17"), List.of())).isEmpty();
    }
}
