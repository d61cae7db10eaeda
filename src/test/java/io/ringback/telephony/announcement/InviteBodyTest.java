package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.sip.SipRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of several parts, as they are written and as they are broken; {@code ~} stands for a line's end. */
@Execution(ExecutionMode.CONCURRENT)
class InviteBodyTest {

    private static final String PARTS = "--b~Content-Type: application/sdp~~v=0~o=x~--b~"
            + "Content-Type: application/mediaservercontrol+xml~~<a/>~--b--~";

    private static InviteBody read(String type, String body) throws RefusedException {
        return InviteBody.of(new SipRequest(
                "INVITE", "sip:ivr@h", Map.of("Content-Type", List.of(type)), Optional.of(body), "127.0.0.1:5060/UDP"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/mixed;boundary=b
            multipart/mixed; boundary="b"
            multipart/mixed; charset=utf-8; BOUNDARY=b; x=y
            """)
    void bothPartsAreFoundWhateverTheLineEnds(String type) throws RefusedException {
        for (String end : List.of("\r\n", "\n")) {
            InviteBody read = read(type, PARTS.replace("~", end));

            assertThat(read.offer().orElseThrow().strip()).isEqualTo("v=0" + end + "o=x");
            assertThat(read.mscml()).contains("<a/>");
        }
    }

    @Test
    void headersAreReadWhateverTheirCaseAndPreambleAndEpilogueAreNot() throws RefusedException {
        InviteBody read = read(
                "multipart/mixed;boundary=b",
                ("This is no part: --b~--b  ~content-disposition: session~CONTENT-TYPE:Application/SDP;x=y~~v=0~--b--~"
                                + "--b~Content-Type: text/plain~~no part~")
                        .replace("~", "\r\n"));

        assertThat(read.offer().orElseThrow().strip()).isEqualTo("v=0");
        assertThat(read.mscml()).isEmpty();
    }

    @Test
    void brokenBodiesAreReadOrRefusedAndNeverMore() {
        Random random = new Random(5621);
        String whole = PARTS.replace("~", "\r\n");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(whole);
            for (int j = random.nextInt(6); j >= 0; j--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.deleteCharAt(at);
                    case 1 -> broken.insert(at, (char) random.nextInt(0x3000));
                    default -> broken.insert(at, whole, 0, random.nextInt(whole.length()));
                }
            }
            try {
                assertThat(read("multipart/mixed;boundary=b", broken.toString()))
                        .isNotNull();
            } catch (RefusedException e) {
                assertThat(e.status()).isIn(400, 415);
            }
        }
    }

    @Test
    void aBodyOfVeryManyPartsIsRefusedAtOnce() {
        String many = "--b\r\nContent-Type: text/plain\r\nContent-Disposition: x;handling=optional\r\n\r\nx\r\n"
                .repeat(20_000);

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                read("multipart/mixed;boundary=b", many);
                throw new AssertionError("It was read");
            } catch (RefusedException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        });
    }
}
