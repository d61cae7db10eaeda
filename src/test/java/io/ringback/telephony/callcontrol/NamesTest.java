package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.directory.Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names a person. */
class NamesTest {

    private static final Names ANNA = new Names(new Address("tel:+46701740605"), "Anna Berg");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=X-station:070-174 06 05                       | true
            a=X-station:+46 (0)70 174 06 05                 | true
            a=X-owner:anna@home.example                     | true
            a=X-owner:BERG                                  | true
            a=X-layout:2x2                                  | false
            a=msid-semantic: WMS 4mAnAtKvX                  | false
            a=rtcp-xr:rcvr-rtt=all:10000                    | false
            """)
    void aNumberIsKnownHoweverItIsWrittenAndANameInAnyCase(String line, boolean named) {
        assertThat(ANNA.test(line)).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({"a=X-owner:bob.holm, true", "a=X-owner:bob, false", "a=X-room:46812, false"})
    void whatIsTooShortNamesNobody(String line, boolean named) {
        Names bob = new Names(new Address("sip:bob.holm@switch.example"), "Bo");

        assertThat(bob.test(line)).isEqualTo(named);
    }
}
