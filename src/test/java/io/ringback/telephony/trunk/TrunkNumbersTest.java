package io.ringback.telephony.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which user parts are phone numbers, by {@code ringback.sip.numbers}. */
class TrunkNumbersTest {

    private static TrunkNumbers numbers(String... entries) {
        return new TrunkNumbers(List.of(entries), new AddressReader("SE"));
    }

    private static String read(TrunkNumbers numbers, String user) {
        return numbers.number(user).map(Address::uri).orElse("a name");
    }

    @ParameterizedTest
    @CsvSource({
        "0701234567, tel:+46701234567",
        "46701234567, tel:+46701234567",
        "0046701234567, tel:+46701234567",
        "004915112345678, tel:+4915112345678",
        "070-123.45(67), tel:+46701234567",
        "0701234567;npdi;rn=46, tel:+46701234567",
        "4915112345678, a name",
        "+46701234567, a name",
        "0701234567;phone-context=+49, a name",
        "201, a name",
        "0701, a name",
        "46, a name",
        "07012345678901234567, a name",
        "anna, a name",
        "0701234567a, a name",
        "'', a name"
    })
    void aSwedishTrunkWritesThemInThreeWays(String user, String number) {
        assertThat(read(numbers("0=+46", "46=+46", " 00=+ "), user)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"2125551234, tel:+12125551234", "12125551234, tel:+12125551234", "01146701234567, tel:+46701234567"})
    void anAmericanTrunkWritesThemWithoutAPrefixToo(String user, String number) {
        assertThat(read(numbers("=+1", "1=+1", "011=+"), user)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0701234567", "46701234567", "0046701234567"})
    void nothingIsGuessedUnlessItIsSet(String user) {
        assertThat(read(numbers(), user)).isEqualTo("a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0=46", "+46", "0", "", "=+", "0=>+46", "x=+46", "0=+46701234567"})
    void anEntryThatCannotBeReadIsNamedWithHowToWriteIt(String entry) {
        assertThatThrownBy(() -> numbers("00=+", entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.sip.numbers has the entry \"" + entry + "\"")
                .hasMessageContaining("0=+46");
    }

    @Test
    void twoEntriesForTheSameDigitsAreRefused() {
        assertThatThrownBy(() -> numbers("0=+46", "0=+47"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.sip.numbers")
                .hasMessageContaining("\"0\"");
    }
}
