package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.protocol.xml.Element;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as MM7 and relays write them. */
@Execution(ExecutionMode.CONCURRENT)
class Mm7AddressTest {

    private static Element sender(String element, String value) {
        return new Element(
                Mm7Relay.SCHEMA,
                "Sender",
                Map.of(),
                "",
                List.of(new Element(Mm7Relay.SCHEMA, element, Map.of(), value, List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "Number, +46701740605, tel:+46701740605",
        "Number, 46701740605, tel:+46701740605",
        "Number, +46 70-174 06 05, tel:+46701740605",
        "Number, tel:+46701740605, tel:+46701740605",
        "Number, 46701740605/TYPE=PLMN, tel:+46701740605",
        "Number, 0701740605, 0701740605",
        "Number, 71701, 71701",
        "ShortCode, 71701, 71701",
        "RFC2822Address, +46701740605/TYPE=PLMN@mms.example, tel:+46701740605",
        "RFC2822Address, +46701740605/type=plmn, tel:+46701740605",
        "RFC2822Address, bob@example.com, mailto:bob@example.com",
        "Number, Bob, ",
        "Number, '', ",
        "Extension, 46701740605, "
    })
    void anAddressIsReadAsRingbackWritesIt(String element, String value, String address) {
        assertThat(Mm7Address.read(sender(element, value)).orElse(null)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "+46701740699, Number, +46701740699",
        "tel:+46701740699, Number, +46701740699",
        "46701740699, Number, 46701740699",
        "71701, ShortCode, 71701",
        "tel:71701, ShortCode, 71701",
        "Ringback, ShortCode, Ringback",
        "ring@example.com, RFC2822Address, ring@example.com"
    })
    void aSenderIsWrittenAsWhatItIs(String sender, String element, String value) {
        assertThat(Mm7Address.ofSender(sender)).contains(new Mm7Address(element, value));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void noSenderIsNone(String sender) {
        assertThat(Mm7Address.ofSender(sender)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"tel:0701740605", "mailto:bob@example.com", "+46701740605", "sip:bob@example.com"})
    void onlyNumbersInInternationalFormAreWrittenTo(String to) {
        assertThatThrownBy(() -> Mm7Address.ofPerson(to)).isInstanceOf(IllegalArgumentException.class);
    }
}
