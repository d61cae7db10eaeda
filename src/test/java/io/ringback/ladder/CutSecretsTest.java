package io.ringback.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in messages and lets somebody act is taken out, and what only looks like it stays. */
class CutSecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # a link, an address to reply to, with the proof of its return path
            https://r.example/c/AAAAAAAAAAAAAAAAAAAAAA?x | https://r.example/c/[cut]?x
            reply+r-0123456789abcdef0123456789ABCDEF-0011aabb@r.example | reply+r-[cut]@r.example
            reply+0123456789abcdef0123456789abcdef@r.example | reply+[cut]@r.example
            # fields of forms
            name=anna&password=hunter2&x=1 | name=anna&password=[cut]&x=1
            _csrf=abc | _csrf=[cut]
            my_API-token=abc&b | my_API-token=[cut]&b
            code=1=2 3 | code=[cut] 3
            # logins
            Use Basic QWxhZGRpbg== now | Use Basic [cut] now
            bearer eyJhbGciOi.J9 | bearer [cut]
            # JSON
            {"x_token" : "a\\"b","n":1} | {"x_token" : "[cut]","n":1}
            """)
    void theseAreCut(String text, String left) {
        assertThat(CutSecrets.of(text)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Longer or shorter than an identifier, with a last character that none has, as hexadecimal numbers of
                // other lengths
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAB",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcde",
                "tokens=1",
                "the code is 12",
                "verybasic AAAAAAAA",
                "a basic need",
                "<td style=\"x:y\">Anna &amp; Bob</td>"
            })
    void theseStay(String text) {
        assertThat(CutSecrets.of(text)).isEqualTo(text);
    }

    /** In SIP much looks like an identifier. Who dials one writes it into an address. */
    @Test
    void anIdentifierThatIsDialledIsCutAndACallIdStays() {
        Rung.End end = new Rung.End(Upright.SWITCH, "192.0.2.1", 5060);
        String call =
                "INVITE sip:AAAAAAAAAAAAAAAAAAAAAw@192.0.2.9 SIP/2.0\r\nTo: <SIPS:AAAAAAAAAAAAAAAAAAAAAw@r.example>\r\n"
                        + "Call-ID: AAAAAAAAAAAAAAAAAAAAAQ@r.example\r\n\r\n";

        Rung cut = CutSecrets.from(new Rung(Instant.EPOCH, Rung.Protocol.SIP_UDP, end, end, "INVITE", call, null));

        assertThat(cut.text())
                .isEqualTo("INVITE sip:[cut]@192.0.2.9 SIP/2.0\r\nTo: <SIPS:[cut]@r.example>\r\n"
                        + "Call-ID: AAAAAAAAAAAAAAAAAAAAAQ@r.example\r\n\r\n");
    }
}
