package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a telephone reads of a card (RFC 6350). */
class ContactCardTest {

    private static final String NUMBER = "tel:+46101000000";

    @Test
    void aCardHasANameAndWhatIsDialled() {
        assertThat(ContactCard.write("Anna, by Ringback", List.of(NUMBER, "sip:AAAAAAAAAAAAAAAAAAAAAA@talk.example")))
                .isEqualTo("""
                        BEGIN:VCARD
                        VERSION:4.0
                        FN:Anna\\, by Ringback
                        TEL;VALUE=uri:tel:+46101000000
                        TEL;VALUE=uri:sip:AAAAAAAAAAAAAAAAAAAAAA@talk.example
                        END:VCARD
                        """.replace("\n", "\r\n"));
    }

    /** A name is somebody else's words. It becomes no line of its own, and ends no value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna\r\nTEL:+4690099999",
                "Anna\nEND:VCARD\nBEGIN:VCARD",
                "Anna\u2028TEL:1",
                "Anna\u0085TEL:1",
                "Anna\\",
                "Anna\\nTEL:1",
                "a;b,c\\;d",
                "\u202eAnna\u0000"
            })
    void aHostileNameStaysOneValue(String name) {
        String card = ContactCard.write(name, List.of(NUMBER));

        List<String> lines = card.lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(2)).startsWith("FN:").doesNotContainPattern("\\p{Cntrl}|\\p{Cf}|\\p{Zl}");
        assertThat(lines.get(2).substring(3).replaceAll("\\\\[\\\\,;]", ""))
                .as("what is not escaped")
                .doesNotContain("\\", ",", ";");
        assertThat(lines.get(3)).isEqualTo("TEL;VALUE=uri:" + NUMBER);
    }

    @Test
    void aLongNameIsFoldedBetweenCharactersAndReadBack() {
        String name = "Åsa😀".repeat(40);

        String card = ContactCard.write(name, List.of(NUMBER));

        assertThat(card.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(75));
        assertThat(new String(card.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\r\n ", ""))
                .contains("\r\nFN:" + name + "\r\n");
    }
}
