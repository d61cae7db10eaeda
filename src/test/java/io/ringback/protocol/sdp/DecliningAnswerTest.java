package io.ringback.protocol.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How an offer is answered by whoever only wants to hang up. */
class DecliningAnswerTest {

    private static final String SESSION = "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n";

    @Test
    void allStreamsAreDeclinedInTheirPlaces() {
        String offer = "v=0\r\nm=audio 4000/2 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n";

        assertThat(DecliningAnswer.to(offer))
                .isEqualTo(SESSION + "m=audio 0 RTP/AVP 8 101\r\nm=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
    }

    @Test
    void whatIsNoOfferHasNoStreams() {
        assertThat(DecliningAnswer.to("rubbish")).isEqualTo(SESSION);
    }
}
