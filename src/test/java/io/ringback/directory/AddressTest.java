package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            +46701234567                                          | tel:+46701234567
            +46 70 123 45 67                                      | tel:+46701234567
            +46 (0)70-123 45 67                                   | tel:+46701234567
            0701234567                                            | tel:+46701234567
            070-123 45 67                                         | tel:+46701234567
            070/1234567                                           | tel:+46701234567
            070.123.45.67                                         | tel:+46701234567
            0046701234567                                         | tel:+46701234567
            00 46 70 123 45 67                                    | tel:+46701234567
            0018005551234                                         | tel:+18005551234
            +1 (415) 555-0132                                     | tel:+14155550132
            +39 06 1234 5678                                      | tel:+390612345678
            08-123 456 78                                         | tel:+46812345678
            tel:+46701234567                                      | tel:+46701234567
            TEL:+46-70-123-45-67                                  | tel:+46701234567
            tel:0701234567                                        | tel:+46701234567
            tel:0701234567;phone-context=+46                      | tel:+46701234567
            tel:5550132;phone-context=+1-415                      | tel:+14155550132
            tel:+46701234567;phone-context=example.com            | tel:+46701234567
            tel:+46701234567;npdi;rn=+4670000                     | tel:+46701234567
            tel:%2B46701234567                                    | tel:+46701234567
            anna@example.com                                      | mailto:anna@example.com
            Anna.Berg+news@Example.COM                            | mailto:anna.berg+news@example.com
            mailto:anna@example.com                               | mailto:anna@example.com
            MAILTO:anna%2Bnews@example.com                        | mailto:anna+news@example.com
            mailto:anna%40example.com                             | mailto:anna@example.com
            anna@bücher.example                                   | mailto:anna@xn--bcher-kva.example
            anna@XN--BCHER-KVA.example                            | mailto:anna@xn--bcher-kva.example
            anna@localhost                                        | mailto:anna@localhost
            o'brien@example.com                                   | mailto:o'brien@example.com
            "anna"@example.com                                    | mailto:anna@example.com
            "anna berg"@example.com                               | mailto:"anna berg"@example.com
            "a@b"@example.com                                     | mailto:"a@b"@example.com
            "a\\b\\"c"@example.com                                | mailto:"ab\\"c"@example.com
            sip:bob@example.com                                   | sip:bob@example.com
            SIP:Bob@EXAMPLE.com                                   | sip:Bob@example.com
            sip:bob@example.com:5060                              | sip:bob@example.com
            sips:bob@example.com:5061                             | sips:bob@example.com
            sip:bob@example.com:5070                              | sip:bob@example.com:5070
            sip:bob@example.com;transport=tcp;lr                  | sip:bob@example.com
            sip:bob@example.com?Subject=hello                     | sip:bob@example.com
            sip:%62ob@example.com                                 | sip:bob@example.com
            sip:b%20b@example.com                                 | sip:b%20b@example.com
            sip:bj%c3%b6rn@example.com                            | sip:bj%C3%B6rn@example.com
            sip:björn@example.com                                 | sip:bj%C3%B6rn@example.com
            sip:1000@192.0.2.7:5080                               | sip:1000@192.0.2.7:5080
            sip:bob@[2001:DB8::1]:5060                            | sip:bob@[2001:db8::1]
            sip:example.com                                       | sip:example.com
            sip:+46701234567@switch.example                       | sip:+46701234567@switch.example
            sip:+46701234567;npdi;rn=+46@switch.example           | sip:+46701234567@switch.example
            sip:+46701234567@switch.example;user=phone            | tel:+46701234567
            sips:+46-70-1234567@switch.example;lr;USER=PHONE;x=y  | tel:+46701234567
            sip:0701234567@switch.example;user=phone              | tel:+46701234567
            sip:0701234567;phone-context=+46@a.example;user=phone | tel:+46701234567
            sip:7042@switch.example;user=phone                    | sip:7042@switch.example
            sip:+46701234567@switch.example?x=;user=phone         | sip:+46701234567@switch.example
            xmpp:Anna@Example.com/phone                           | xmpp:anna@example.com
            xmpp:anna@example.com?message;body=hi                 | xmpp:anna@example.com
            xmpp:anna@BÜCHER.example                              | xmpp:anna@bücher.example
            im:Anna@example.com                                   | im:anna@example.com
            NTFY:Bob-Zx81_q                                       | ntfy:Bob-Zx81_q
            """)
    void twoSpellingsOfAnAddressAreOne(String given, String normalised) {
        Address address = Address.parse(given, "SE");

        assertThat(address.uri()).isEqualTo(normalised);
        assertThat(Address.parse(address.uri(), "SE")).as("read again").isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\t\r\n",
                "112",
                "tel:112",
                "12",
                "+46",
                "+4670123456789012345",
                "+999123456789",
                "1-800-FLOWERS",
                "call 0701234567",
                "0701234567 ext 5",
                "0701234567x5",
                "tel:+46701234567;ext=5",
                "tel:+46701234567;isub=12",
                "tel:7042;phone-context=pbx.example.com",
                "tel:",
                "tel:;phone-context=+46",
                "tel:%zz",
                "tel:%2",
                "070\n1234567",
                "070\u00001234567",
                "070\u202e1234567",
                "＋４６７０１２３４５６７",
                "http://example.com/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ntfy:",
                "ntfy://ntfy.example.org/topic",
                "ntfy:a/b",
                "ntfy:topic?x=y",
                "anna",
                "Anna Berg",
                "@example.com",
                "anna@",
                "anna@@example.com",
                "anna@example.com, bob@example.com",
                "mailto:anna@example.com,bob@example.com",
                "mailto:anna@example.com?bcc=eve@example.com",
                "mailto:anna@example.com%0d%0aBcc:eve@example.com",
                "mailto:anna%00@example.com",
                "mailto:anna%ff@example.com",
                "anna@example.com\r\nBcc: eve@example.com",
                "Anna <anna@example.com>",
                "<anna@example.com>",
                "anna@example.com (Anna)",
                "anna.@example.com",
                ".anna@example.com",
                "an..na@example.com",
                "an na@example.com",
                "björn@example.com",
                "\"anna@example.com",
                "anna@[192.0.2.1]",
                "anna@exa mple.com",
                "anna@-example.com",
                "anna@example-.com",
                "anna@example..com",
                "anna@example.com.",
                "anna@exa_mple.com",
                "anna@example.com/../x",
                "sip:",
                "sip:@example.com",
                "sip:bob@",
                "sip:bob@example.com:0",
                "sip:bob@example.com:99999",
                "sip:bob@example.com:",
                "sip:bob@example.com:50a",
                "sip:bob:secret@example.com",
                "sip:bob@alice@example.com",
                "sip:bob@example.com;x=a@b",
                "sip:bo b@example.com",
                "sip:\"bob\"@example.com",
                "sip:bob%0d%0aX:y@example.com",
                "sip:bob@exam%70le.com",
                "sip:bob@[::1",
                "sip:bob@[zz::1]",
                "sip:bob@example.com>",
                "<sip:bob@example.com>",
                "xmpp:example.com",
                "xmpp://guest@example.com/anna@example.com",
                "xmpp:anna@/phone",
                "im:anna",
                "'; drop table person; --"
            })
    void whatIsNoAddressIsRefusedWithoutRepeatingIt(String given) {
        assertThatThrownBy(() -> {
                    Address parsed = Address.parse(given, "SE");
                    // Only reached, and then shown, where something was taken for an address.
                    throw new AssertionError("became " + parsed.uri());
                })
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(
                                given.strip().length() > 5 && e.getMessage().contains(given.strip()))
                        .isFalse());
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> Address.parse("a".repeat(309) + "@example.com", "SE"))
                .hasMessage("The address is longer than 320 characters.");
        assertThatThrownBy(() -> Address.parse("a".repeat(65) + "@example.com", "SE"))
                .hasMessage("The part before the @ is longer than 64 characters.");
        assertThat(Address.parse("a".repeat(64) + "@example.com", "SE").scheme())
                .isEqualTo("mailto");
        assertThatThrownBy(() -> Address.parse("a@" + "b".repeat(64) + ".example", "SE"))
                .hasMessage("The part after the @ is not a host name.");
        assertThatThrownBy(() -> Address.parse("a@" + "b.".repeat(130) + "example", "SE"))
                .hasMessage("The part after the @ is not a host name.");
    }

    @Test
    void invisibleMarksAroundACopiedNumberAreNotPartOfIt() {
        assertThat(Address.parse("\u202d+46\u00a070\u2011123\u202f45\u00a067\u202c", "SE")
                        .uri())
                .isEqualTo("tel:+46701234567");
    }

    @Test
    void aNationalNumberIsReadAsTheCountryReadsIt() {
        assertThat(Address.parse("(415) 555-0132", "US").uri()).isEqualTo("tel:+14155550132");
        assertThat(Address.parse("01146701234567", "US").uri()).isEqualTo("tel:+46701234567");
        assertThatThrownBy(() -> Address.parse("555-0132", "US")).hasMessageContaining("no area code");
        assertThatThrownBy(() -> Address.parse("0701234567", null)).hasMessageContaining("international form");
    }

    @Test
    void aNumberAtASwitchMayAlsoMeanTheNumber() {
        assertThat(Address.parse("sip:+46701234567@switch.example", "SE").spellings())
                .extracting(Address::uri)
                .containsExactly(
                        "sip:+46701234567@switch.example", "sips:+46701234567@switch.example", "tel:+46701234567");
        assertThat(Address.parse("+46701234567", "SE").spellings()).isEqualTo(List.of(new Address("tel:+46701234567")));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+46701234567, tel:+46701234567, true",
        "tel:+46701234567, sip:+46701234567@switch.example, true",
        "sips:+46701234567@switch.example:5071, tel:+46701234567, true",
        "sip:+46701234567@switch.example, sip:+46701234567@other.example, true",
        "sip:bob@switch.example, sips:bob@switch.example, true",
        "sip:bob@switch.example, sip:bob@other.example, false",
        "sip:4567@switch.example, tel:+46701234567, false",
        "tel:+46701234567, tel:+46701234568, false",
        "sip:+46701234567@switch.example, sip:+46701234568@switch.example, false",
        "mailto:bob@switch.example, sip:bob@switch.example, false"
    })
    void aTelephoneIsTheSameHoweverItIsSpelled(String one, String other, boolean same) {
        Address first = Address.parse(one, "SE");
        Address second = Address.parse(other, "SE");
        assertThat(first.isSameTelephoneAs(second)).isEqualTo(same);
        assertThat(second.isSameTelephoneAs(first)).isEqualTo(same);
    }

    @Test
    void anAddressHidesItselfWhenPrinted() {
        assertThat(Address.parse("+46701234567", "SE")).hasToString("tel:***67");
        assertThat(Address.parse("anna@example.com", "SE").toString()).doesNotContain("anna");
    }
}
