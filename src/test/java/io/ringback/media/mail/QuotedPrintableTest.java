package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedPrintableTest {

    private static final String LETTERS = "aZ0 =.\t\n,-_~äöÅß–☎𝄞";

    @ParameterizedTest
    @CsvSource({
        "plain text., plain text.",
        "1 = 1, 1 =3D 1",
        "Åsa, =C3=85sa",
        "'ends with a blank ', ends with a blank=20",
        "'a\tb\t', 'a\tb=09'",
        "'', ''"
    })
    void charactersThatMayNotStandAreNumbers(String text, String encoded) {
        assertThat(encode(text)).isEqualTo(encoded);
    }

    @Test
    void linesEndAsInMail() {
        assertThat(encode("one \ntwo\r\n\n")).isEqualTo("one=20\r\ntwo\r\n\r\n");
    }

    @Test
    void controlCharactersAreLeftOut() {
        assertThat(encode("a\u0000b\u0007c\u0085d\re")).isEqualTo("abcde");
    }

    @Test
    void aLongLineGoesOnWithoutALineTooLongForMail() {
        String line = "x".repeat(75);
        assertThat(encode(line)).isEqualTo(line);
        assertThat(encode(line + "y")).isEqualTo(line + "=\r\ny");
        assertThat(encode("x".repeat(73) + "ä")).isEqualTo("x".repeat(73) + "=\r\n=C3=A4");
    }

    @Test
    void whateverIsWrittenIsReadBackByAnother() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(400), 0, LETTERS.codePointCount(0, LETTERS.length()))
                    .map(index -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, index)))
                    .forEach(text::appendCodePoint);
            byte[] encoded = QuotedPrintable.encode(text.toString());
            assertThat(new String(encoded, StandardCharsets.US_ASCII).split("\r\n", -1))
                    .allSatisfy(line -> assertThat(line).matches("[\\t -~]{0,76}(?<![ \\t])"));
            assertThat(new String(
                            MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(text.toString().replace("\n", "\r\n"));
        }
    }

    private static String encode(String text) {
        return new String(QuotedPrintable.encode(text), StandardCharsets.US_ASCII);
    }
}
