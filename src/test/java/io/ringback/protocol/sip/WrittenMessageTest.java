package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JAIN-SIP's parser is given: it takes a line of nothing that is seen, or a lone CR, for the end of the headers. */
class WrittenMessageTest {

    /** In the columns, {@code |} is CRLF, {@code /} LF, {@code <} CR, {@code 0} NUL and {@code >} a tab. */
    private static byte[] bytes(String written) {
        return written.replace("|", "\r\n")
                .replace("/", "\n")
                .replace("<", "\r")
                .replace("0", "\0")
                .replace(">", "\t")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        // As they came.
        "X a S|B: b||, X a S|B: b||",
        "|X a S|B: b||body, |X a S|B: b||",
        "X a S/B: b//, X a S/B: b//",
        "X a S|B: b| c||, X a S|B: b| c||",
        "X a S|\u00e5: \u00e5||, X a S|\u00e5: \u00e5||",
        "X a S|B: b, X a S|B: b",
        // Lines of nothing that is seen.
        "X a S| |B: b||, X a S|B: b||",
        "X a S|>0|B: b||, X a S|B: b||",
        "X a S/ /B: b//, X a S/B: b//",
        "X a S| | |B: b||, X a S|B: b||",
        // A lone CR.
        "X a S|B: <b||, X a S|B:  b||",
        "X a S|B: b<, 'X a S|B: b '",
        "X a S|<<|B: b||, X a S|B: b||"
    })
    void theHeadHasNoLineOfBlanksAndNoLoneReturn(String written, String head) {
        byte[] bytes = bytes(written);

        assertThat(WrittenMessage.read(bytes).orElseThrow().head(bytes)).isEqualTo(bytes(head));
    }
}
