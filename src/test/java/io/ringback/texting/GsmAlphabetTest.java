package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GsmAlphabetTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The cells of the tables in 3GPP TS 23.038 6.2.1 that others have got wrong, and the corners of the table. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "@, 00",
                "£, 01",
                "¥, 03",
                "è, 04",
                "ò, 08",
                "Ç, 09",
                "Ø, 0b",
                "ø, 0c",
                "Å, 0e",
                "å, 0f",
                "Δ, 10",
                "_, 11",
                "Φ, 12",
                "Γ, 13",
                "Λ, 14",
                "Ω, 15",
                "Π, 16",
                "Ψ, 17",
                "Σ, 18",
                "Θ, 19",
                "Ξ, 1a",
                "Æ, 1c",
                "æ, 1d",
                "ß, 1e",
                "É, 1f",
                "!, 21",
                "\", 22",
                "¤, 24",
                "', 27",
                "/, 2f",
                "0, 30",
                "?, 3f",
                "¡, 40",
                "A, 41",
                "Z, 5a",
                "Ä, 5b",
                "Ö, 5c",
                "Ñ, 5d",
                "Ü, 5e",
                "§, 5f",
                "¿, 60",
                "a, 61",
                "z, 7a",
                "ä, 7b",
                "ö, 7c",
                "ñ, 7d",
                "ü, 7e",
                "à, 7f",
                "^, 1b14",
                "{, 1b28",
                "}, 1b29",
                "\\, 1b2f",
                "[, 1b3c",
                "~, 1b3d",
                "], 1b3e",
                "|, 1b40",
                "€, 1b65"
            })
    void writesAndReadsEachCharacterByItsCode(String character, String octets) {
        assertThat(HEX.formatHex(GsmAlphabet.encode(character))).isEqualTo(octets);
        assertThat(GsmAlphabet.decode(HEX.parseHex(octets))).isEqualTo(character);
        assertThat(GsmAlphabet.septets(character)).isEqualTo(octets.length() / 2);
    }

    @Test
    void controlsAreLineFeedCarriageReturnAndFormFeed() {
        assertThat(GsmAlphabet.encode("\n\r\f")).containsExactly(0x0A, 0x0D, 0x1B, 0x0A);
        assertThat(GsmAlphabet.decode(new byte[] {0x0A, 0x0D, 0x1B, 0x0A})).isEqualTo("\n\r\f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç", "`", "“", "’", "–", "ł", "я", "日", "😀", "\t", "\u001B", "\uFFFF", "\u00A0", "õ"})
    void othersAreNotInIt(String character) {
        assertThat(GsmAlphabet.isWritable("a" + character)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GsmAlphabet.encode(character))
                .withMessageContaining("UCS-2");
    }

    @ParameterizedTest
    @CsvSource({"1b41, A", "1b1b41, ' A'", "41ff42, A\uFFFDB", "411b, A", "'', ''"})
    void readsWhatNobodyShouldHaveWritten(String octets, String text) {
        assertThat(GsmAlphabet.decode(HEX.parseHex(octets))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0, 1",
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "€, 152, 2",
        "€, 153, 3",
        "я, 70, 1",
        "я, 71, 2",
        "я, 134, 2",
        "я, 135, 3",
        "😀, 35, 1",
        "😀, 36, 2",
        "😀, 66, 2",
        "😀, 67, 3"
    })
    void countsSegments(String character, int times, int segments) {
        assertThat(GsmAlphabet.segments(character.repeat(times))).isEqualTo(segments);
    }

    @Test
    void anEscapeStaysWithItsCharacter() {
        String text = "a".repeat(152) + "€" + "b".repeat(151);
        List<String> segments = GsmAlphabet.split(text);
        assertThat(segments).containsExactly("a".repeat(152), "€" + "b".repeat(151));
        assertThat(segments.stream().map(GsmAlphabet::septets)).containsExactly(152, 153);
    }

    @Test
    void aSurrogatePairStaysTogether() {
        String text = "я".repeat(66) + "😀" + "ж".repeat(10);
        assertThat(GsmAlphabet.split(text)).containsExactly("я".repeat(66), "😀" + "ж".repeat(10));
    }

    @Test
    void halfOfASurrogatePairStopsNothing() {
        String text = "\uD83D".repeat(71);
        assertThat(GsmAlphabet.split(text).stream().collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
