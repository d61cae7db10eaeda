package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of their telephones will ring is told to people in their own words. */
@BesideOthers
class OwnPhonesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # medium | address                | label  | another's label | name
            VOICE    | tel:+46701740606       | Mobile | Desk            | Mobile
            VOICE    | tel:+46701740606       | Phone  | Phone           | Phone …06
            VOICE    | tel:+46701740606       | ' '    | Desk            | …06
            VOICE    | sip:bob46@example.test | Phone  | Phone           | Phone
            EMAIL    | mailto:bob@example.test | Phone | Phone           | Phone
            """)
    void aLabelOrWhereThatDoesNotDoTheLastDigits(
            Medium medium, String address, String label, String another, String name) {
        Device device = new Device(UUID.randomUUID(), medium, new Address(address), label);
        Device other = new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:+46701740777"), another);

        assertThat(OwnPhones.name(device, List.of(device, other))).isEqualTo(name);
    }
}
