package io.ringback.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.cases.OneLine.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ringback passes on between two people who do not learn each other's address, and what it does not. */
class OneLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes, Friday works",
                "Ja, fredag går bra, t.ex. kl. 14.30",
                "At 14:30 or 15:30, on 2026-12-04 or 5.12.2026",
                "4/12 is better, or 12/04/2026",
                "At 10, 11, 12 or 14; it takes 10-15 minutes",
                "It costs 12 000, which is 25 %",
                "Room 1204, floor 12",
                "z.B. morgen um 9 Uhr",
                "好的。明天见。",
                "نعم، الجمعة الساعة ٣",
                "ठीक है, शुक्रवार को",
                "می\u200Cخواهم",
                "👩\u200D👩\u200D👧 👍🏽",
                "<b>bold</b> & \"so on\" {0} ${x}",
            })
    void wordsArePassedOnAsTheyAre(String words) {
        assertThat(OneLine.fault(words)).isEmpty();
        assertThat(OneLine.of(words).text()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example/x",
                "evil.example",
                "EVIL.COM",
                "x.com",
                "t.me/anna",
                "пример.рф",
                "ｅｖｉｌ．ｃｏｍ",
                "evil。com",
                "e\u0301vil.c\u0301om",
                "evi\u200Dl.\u200Dcom",
                "http:\\\\evil",
                "10.0.0.1",
                "tel:112",
                "javascript:alert(1)",
                "xn--nxasmq6b",
                "anna@example.test",
                "anna＠example",
                "+46 70 174 06 05",
                "070-174 06 05",
                "(070) 1740605",
                "070·174·06·05",
                "0,7,0,1,7,4",
                "0 _ 7 _ 0 _ 1 _ 7 _ 4",
                "06.12.34.56.78",
                "06.12.34 56.78",
                "code 123456",
                "٠٧٠١٧٤٠٦٠٥",
                "०७०१७४०६०५",
                "０７０１７４０６０５",
                "⓪⑦⓪①⑦④",
                "𝟎𝟕𝟎𝟏𝟕𝟒",
                "0\uFE0F\u20E37\uFE0F\u20E30\uFE0F\u20E31\uFE0F\u20E37\uFE0F\u20E34\uFE0F\u20E3",
                "0701 14:30 74",
            })
    void whatLooksLikeAnAddressIsNot(String words) {
        assertThat(OneLine.fault(words)).contains(Fault.ADDRESS);
        assertThatThrownBy(() -> OneLine.of(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo",
                "one\r\nSubject: two",
                "one\u2028two",
                "one\u0085two",
                "one\u0000",
                "\u001B[2J",
                "\u202Eworks yadirF",
                "\u2066Friday",
                "\u200Fyes",
                "yes\u200B",
                "yes\uFEFF",
                "\uE000",
                "\uD83D",
                "yes\u3164",
                "\u2800\u2800",
                "y\u0300\u0301\u0302\u0303\u0304\u0305",
                "\uDB40\uDC41yes",
            })
    void whatMovesOtherTextOrIsNotSeenIsNot(String words) {
        assertThat(OneLine.fault(words)).contains(Fault.NOT_PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00A0\u3000", "\u200D", "\u200C \u200D"})
    void nothingIsNot(String words) {
        assertThat(OneLine.fault(words)).contains(Fault.EMPTY);
    }

    @Test
    void aLineHasAHundredAndSixtyCharactersHoweverTheyAreStored() {
        assertThat(OneLine.fault("å".repeat(160))).isEmpty();
        assertThat(OneLine.fault("a\u030A".repeat(160))).isEmpty();
        assertThat(OneLine.fault("👍".repeat(160))).isEmpty();
        assertThat(OneLine.fault("å".repeat(161))).contains(Fault.TOO_LONG);
        assertThat(OneLine.fault("👍".repeat(161))).contains(Fault.TOO_LONG);
        assertThat(OneLine.fault("x".repeat(10_000))).contains(Fault.TOO_LONG);
        assertThat(OneLine.fault("\u0300".repeat(1_000_000))).contains(Fault.TOO_LONG);
    }

    @Test
    void spaceAroundIsLeftOut() {
        assertThat(OneLine.of("  Yes,\u00A0 Friday\t").text()).isEqualTo("Yes, Friday");
    }
}
