package io.ringback.protocol.sdp;

import static io.ringback.protocol.sdp.Descriptions.lines;
import static io.ringback.protocol.sdp.Descriptions.withMedia;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What phones are told that talk to nobody. */
class BlackHoleDescriptionTest {

    @Test
    void itOffersPlainAudioBothWays() {
        assertThat(lines(new BlackHoleDescription("192.0.2.1", 9).offer()))
                .containsExactly(
                        "v=0",
                        "o=ours",
                        "s=-",
                        "c=IN IP4 192.0.2.1",
                        "t=0 0",
                        "m=audio 9 RTP/AVP 8 0 101",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-15",
                        "a=sendrecv");
    }

    @Test
    void theBlackHoleTakesAnyCodecAndKeysNobodyHas() {
        BlackHoleDescription hole = new BlackHoleDescription("192.0.2.1", 9);
        String key = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

        List<String> answer = lines(hole.answerTo(
                withMedia("m=audio 4000 RTP/SAVP 96", "a=rtpmap:96 opus/48000/2", key, "m=video 4002 RTP/SAVP 99")));

        assertThat(answer)
                .contains("m=audio 9 RTP/SAVP 96", "a=rtpmap:96 opus/48000/2", "m=video 0 RTP/SAVP 99")
                .doesNotContain(key)
                .anyMatch(line -> line.matches("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}"));
    }

    @Test
    void theBlackHoleHasAFingerprintForBrowsers() {
        List<String> answer = lines(new BlackHoleDescription("2001:db8::1", 9)
                .answerTo(withMedia(
                        "a=fingerprint:sha-256 00:11", "m=audio 4000 UDP/TLS/RTP/SAVPF 8", "a=setup:actpass")));

        assertThat(answer)
                .contains("c=IN IP6 2001:db8::1", "m=audio 9 UDP/TLS/RTP/SAVPF 8", "a=setup:passive")
                .anyMatch(line -> line.matches("a=fingerprint:sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    }

    @Test
    void reportsOnTheMediaGoToTheBlackHole() {
        SessionDescription phone = withMedia(
                "m=audio 40010 RTP/AVP 8",
                "a=rtcp:40011",
                "a=rtcp-mux",
                "a=rtcp-fb:* trr-int 5000",
                "m=video 0 RTP/AVP 34");

        assertThat(lines(new BlackHoleDescription("2001:db8::7", 4711).takingReportsOn(phone)))
                .endsWith(
                        "m=audio 40010 RTP/AVP 8",
                        "a=rtcp-fb:* trr-int 5000",
                        "a=rtcp:4711 IN IP6 2001:db8::7",
                        "m=video 0 RTP/AVP 34");
    }

    @Test
    void reportsOfBrowsersStayWhereTheirMediaIs() {
        String[] browser = {
            "m=audio 9 UDP/TLS/RTP/SAVPF 8", "a=rtcp:9 IN IP4 0.0.0.0", "a=ice-ufrag:x", "a=ice-pwd:y", "a=rtcp-mux"
        };

        assertThat(lines(new BlackHoleDescription("192.0.2.9", 4711).takingReportsOn(withMedia(browser))))
                .endsWith(browser);
    }
}
