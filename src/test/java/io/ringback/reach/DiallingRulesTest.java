package io.ringback.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom Ringback calls, and the ways in which somebody may try to have it call others. */
class DiallingRulesTest {

    private static final DiallingProperties.Caps CAPS = new DiallingProperties.Caps(20, 6, 50, Duration.ofDays(1));

    private static DiallingRules rules(List<String> allowed, List<String> domains, List<String> extensions) {
        return new DiallingRules(
                new DiallingProperties(allowed, domains, extensions, CAPS),
                "SE",
                "sip:192.0.2.7:5080;transport=tcp",
                "switch.example");
    }

    private static final DiallingRules DEFAULT = rules(List.of(), List.of("pbx.example"), List.of("2xx"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+46701740605",
                "tel:+46812345678",
                "sip:anna@switch.example",
                "sips:anna@pbx.example",
                "sip:anna.b-c_d@192.0.2.7",
                "sip:anna@192.0.2.7:5080",
                "sip:conference-4711@pbx.example",
                "sip:pbx.example",
                "sip:%C3%A5sa@pbx.example",
                "sip:+46701740605@switch.example",
                "sip:+46-70-174%2006%2005@switch.example",
                "sip:0701740605@switch.example",
                "sip:0046701740605@switch.example",
                "sip:46701740605@switch.example",
                "sip:234@pbx.example",
            })
    void peopleInOnesOwnCountryAndAtOnesOwnSwitchAreCalled(String uri) {
        assertThat(DEFAULT.refusal(new Address(uri))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # premium, shared cost, personal, toll free of the own country
            tel:+46900123456                         | SE:PREMIUM_RATE
            tel:+46939123456                         | SE:PREMIUM_RATE
            tel:+46771123456                         | SE:SHARED_COST
            tel:+46751234567                         | SE:PERSONAL_NUMBER
            tel:+4620123456                          | SE:TOLL_FREE
            # foreign, satellites, networks without a country
            tel:+4740612345                          | NO:MOBILE
            tel:+12025550123                         | US:
            tel:+18765550123                         | JM:
            tel:+18095550123                         | DO:
            tel:+870773111632                        | 001:
            tel:+881612345678                        | ringback.dialling.allowed
            tel:+88213123456                         | ringback.dialling.allowed
            tel:+979123456789                        | 001:PREMIUM_RATE
            tel:+80012345678                         | 001:TOLL_FREE
            tel:+2391234567                          | ringback.dialling.allowed
            # not complete, not in use
            tel:112                                  | international form
            tel:0701740605                           | international form
            tel:+460701740605                        | international form
            tel:+46123                               | international form
            tel:+46999999999                         | no range that is in use
            # the same at a switch, and spelled so that a careless eye misses it
            sip:+46900123456@switch.example          | SE:PREMIUM_RATE
            sip:0900123456@switch.example            | SE:PREMIUM_RATE
            sip:0939123456@switch.example            | SE:PREMIUM_RATE
            sip:0046900123456@switch.example         | SE:PREMIUM_RATE
            sip:46900123456@switch.example           | SE:PREMIUM_RATE
            sip:+46-900-12.34(56)@switch.example     | SE:PREMIUM_RATE
            sip:0900-12!34~56@switch.example         | SE:PREMIUM_RATE
            sip:+46900123456%20@switch.example       | SE:PREMIUM_RATE
            sip:%2B46900123456@switch.example        | SE:PREMIUM_RATE
            sip:%252B46900123456@switch.example      | SE:PREMIUM_RATE
            sip:%25252B46900123456@switch.example    | SE:PREMIUM_RATE
            sip:%30900123456@switch.example          | SE:PREMIUM_RATE
            sip:%EF%BC%90900123456@switch.example    | SE:PREMIUM_RATE
            sip:%D9%A0900123456@switch.example       | SE:PREMIUM_RATE
            sip:+18765550123@switch.example          | JM:
            sip:0018765550123@switch.example         | JM:
            sip:18765550123@switch.example           | JM:
            sip:00881612345678@switch.example        | ringback.dialling.allowed
            sip:00870773111632@switch.example        | 001:
            sip:0900123456;phone-context=+46@switch.example            | parameters
            sip:5550123;phone-context=+1876@switch.example             | parameters
            sip:0701740605;rn=+46900123456@switch.example              | parameters
            sip:0701740605;postd=p900@switch.example                   | parameters
            sip:+46701740605%3Brn=+46900123456@switch.example          | parameters
            sip:anna%3Fto=sip:900@switch.example                       | parameters
            sip:anna%40elsewhere.example@switch.example                | parameters
            sip:%2525252525252B46900123456@switch.example              | hides
            sip:%ZZ46900123456@switch.example                          | hides
            sip:%25FF0900123456@switch.example                         | hides
            # short numbers and codes
            sip:112@switch.example                   | Emergency
            sip:1-1-2@switch.example                 | Emergency
            sip:112999@switch.example                | Emergency
            sip:118118@switch.example                | no range
            sip:90000@switch.example                 | Emergency
            sip:345@pbx.example                      | Short numbers
            sip:*21*0900123456#@switch.example       | Codes
            sip:*72@switch.example                   | Codes
            sip:%2321%23@switch.example              | Codes
            sip:+46701740605+46900123456@switch.example | Codes
            # other domains and other media
            sip:anna@elsewhere.example               | domain
            sip:anna@switch.example.evil.example     | domain
            sip:anna@switch.example:5099             | domain
            sip:anna@evilswitch.example              | domain
            sip:+46701740605@elsewhere.example       | domain
            mailto:anna@switch.example               | mailto
            xmpp:anna@switch.example                 | xmpp
            """)
    void nothingElseIsCalled(String uri, String because) {
        assertThat(DEFAULT.refusal(new Address(uri)).orElse("called")).contains(because);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0900 123 456                            | SE:PREMIUM_RATE
            tel:0900-123456;phone-context=+46       | SE:PREMIUM_RATE
            tel:5550123;phone-context=+1876         | JM:
            sip:0900123456@switch.example;user=phone| SE:PREMIUM_RATE
            00 881 6 1234 5678                      | ringback.dialling.allowed
            """)
    void whatPeopleWriteIsJudgedByWhereItLeads(String text, String because) {
        assertThat(DEFAULT.refusal(Address.parse(text, "SE")).orElse("called")).contains(because);
    }

    @Test
    void aRefusalHasNoAddressInIt() {
        assertThat(DEFAULT.refusal(new Address("tel:+46900123456")).orElseThrow())
                .doesNotContain("123456");
        assertThat(DEFAULT.refusal(new Address("sip:anna@elsewhere.example")).orElseThrow())
                .doesNotContain("anna", "elsewhere");
    }

    @Test
    void rangesAndPrefixesThatAreListedAreCalledInsteadOfTheOwnCountrys() {
        DiallingRules rules = rules(
                List.of("NO:FIXED_LINE", "SE:PREMIUM_RATE", "+4670", "US:FIXED_LINE", "US:MOBILE", "CA:MOBILE"),
                List.of(),
                List.of());
        assertThat(rules.refusal(new Address("tel:+4721234567"))).isEmpty();
        assertThat(rules.refusal(new Address("tel:+46900123456"))).isEmpty();
        assertThat(rules.refusal(new Address("tel:+46701740605"))).isEmpty();
        assertThat(rules.refusal(new Address("tel:+12015550123"))).isEmpty();
        assertThat(rules.refusal(new Address("tel:+4740612345"))).isPresent();
        assertThat(rules.refusal(new Address("tel:+46731234567"))).isPresent();
        assertThat(rules.refusal(new Address("tel:+46812345678"))).isPresent();
        // Which of the two a Canadian number is cannot be told, and only one is listed.
        assertThat(rules.refusal(new Address("tel:+14165550123"))).isPresent();
    }

    @Test
    void anEmergencyNumberIsNotCalledEvenAsAnExtension() {
        assertThat(rules(List.of(), List.of(), List.of("1xx")).refusal(new Address("sip:112@switch.example")))
                .isPresent();
    }

    @Test
    void withoutATrunkNoSipAddressIsCalled() {
        DiallingRules rules =
                new DiallingRules(new DiallingProperties(List.of(), List.of(), List.of(), CAPS), "SE", "", "");
        assertThat(rules.refusal(new Address("sip:anna@switch.example"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SE", "SE:", "se:mobile", "XX:MOBILE", "SE:UNKNOWN", "SE:CHEAP", "4670", "+0", "+46 70", ""})
    void anEntryThatIsNoRangeIsRefusedByName(String entry) {
        assertThatThrownBy(() -> rules(List.of(entry), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + entry + "\"")
                .hasMessageContaining("SE:MOBILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip.example/", "a b", "host:99999"})
    void anEntryThatIsNoDomainIsRefusedByName(String entry) {
        assertThatThrownBy(() -> rules(List.of(), List.of(entry), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.dialling.domains");
    }
}
