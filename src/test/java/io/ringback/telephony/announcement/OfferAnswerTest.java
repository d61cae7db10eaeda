package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers as phones make them; {@code ~} stands for a line's end. */
class OfferAnswerTest {

    private static final String SESSION = "v=0~o=bob 1 1 IN IP4 192.0.2.1~s=-~c=IN IP4 192.0.2.1~t=0 0~";

    private final OfferAnswer ours = new OfferAnswer(InetAddress.getLoopbackAddress(), "127.0.0.1", 20000, 4711);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 4000 RTP/AVP 8 0 101~a=rtpmap:101 telephone-event/8000  | m=audio 20000 RTP/AVP 8 101 | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8 101~a=rtpmap:101 telephone-event/8000/1  | m=audio 20000 RTP/AVP 8 101 | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8 101 ~a=rtpmap:101 TELEPHONE-EVENT/8000 ~ | m=audio 20000 RTP/AVP 8 101 | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8 100~a=rtpmap:100 telephone-event/48000   | m=audio 20000 RTP/AVP 8     | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8~a=rtpmap:8 PCMA                   | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 true
            m=AUDIO 4000 RTP/AVP 8                                   | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 true
            a=sendonly ~m=audio 4000 RTP/AVP 8                       | m=audio 20000 RTP/AVP 8       | recvonly | PCMA 8 false
            m=audio 4000 RTP/AVP 0 8                                 | m=audio 20000 RTP/AVP 0       | sendrecv | PCMU 0 true
            m=audio 4000 RTP/AVP 96 9 8~a=rtpmap:96 opus/48000/2     | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 97~a=rtpmap:97 pcma/8000/1          | m=audio 20000 RTP/AVP 97      | sendrecv | PCMA 97 true
            m=audio 4000 RTP/AVP 97 0~a=rtpmap:97 PCMA/16000         | m=audio 20000 RTP/AVP 0       | sendrecv | PCMU 0 true
            m=audio 4000 RTP/AVPF 8                                  | m=audio 20000 RTP/AVPF 8      | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8~a=recvonly                        | m=audio 20000 RTP/AVP 8       | sendonly | PCMA 8 true
            m=audio 4000 RTP/AVP 8~a=sendonly                        | m=audio 20000 RTP/AVP 8       | recvonly | PCMA 8 false
            m=audio 4000 RTP/AVP 8~a=inactive                        | m=audio 20000 RTP/AVP 8       | inactive | PCMA 8 false
            a=inactive~m=audio 4000 RTP/AVP 8                        | m=audio 20000 RTP/AVP 8       | inactive | PCMA 8 false
            a=inactive~m=audio 4000 RTP/AVP 8~a=sendrecv             | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 true
            m=audio 4000 RTP/AVP 8~c=IN IP4 0.0.0.0                  | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 false
            m=audio 4000/2 RTP/AVP 8                                 | m=audio 20000 RTP/AVP 8       | sendrecv | PCMA 8 true
            """)
    void audioIsAnsweredInTheOrderOfTheOffer(String offer, String line, String direction, String agreed)
            throws RefusedException {
        OfferAnswer.Answer answer = ours.answer(sdp(SESSION + offer));

        assertThat(answer.sdp().lines()).contains(line, "a=" + direction, "c=IN IP4 127.0.0.1");
        MediaTarget target = answer.target().orElseThrow();
        assertThat(target.codec() + " " + target.payloadType() + " " + target.listening())
                .isEqualTo(agreed);
        assertThat(target.rtp().getPort()).isEqualTo(4000);
        assertThat(target.rtcp().getPort()).isEqualTo(4001);
    }

    @Test
    void everyOtherStreamIsDeclinedInItsPlace() throws RefusedException {
        OfferAnswer.Answer answer = ours.answer(sdp(SESSION + "m=video 5000 RTP/AVP 96 97~a=rtpmap:96 H264/90000~"
                + "m=audio 4002 RTP/SAVP 8~m=audio 4000 RTP/AVP 8~m=audio 4004 RTP/AVP 0~"
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel~m=image 0 udptl t38"));

        assertThat(answer.sdp().lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=video 0 RTP/AVP 96 97",
                        "m=audio 0 RTP/SAVP 8",
                        "m=audio 20000 RTP/AVP 8",
                        "m=audio 0 RTP/AVP 0",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
                        "m=image 0 udptl t38");
    }

    @Test
    void theAnswerRepeatsTheTimesAndSaysWhereReportsGo() throws RefusedException {
        OfferAnswer.Answer answer =
                ours.answer(sdp("v=0~c=IN IP4 192.0.2.1~t=3034423619 3042462419~m=audio 4000 RTP/AVP 8~a=rtcp:4040"));

        assertThat(answer.sdp().lines()).contains("t=3034423619 3042462419");
        assertThat(answer.target().orElseThrow().rtcp().getPort()).isEqualTo(4040);
    }

    @Test
    void eachDescriptionIsANewVersionOfTheSameSession() throws RefusedException {
        String first = ours.offer();
        String second = ours.answer(sdp(SESSION + "m=audio 4000 RTP/AVP 8")).sdp();

        assertThat(List.of(first, second))
                .extracting(each -> each.lines().skip(1).findFirst().orElseThrow())
                .containsExactly("o=- 4711 4711 IN IP4 127.0.0.1", "o=- 4711 4712 IN IP4 127.0.0.1");
    }

    @Test
    void aStreamThatIsSwitchedOffIsAnsweredSoAndPlayedTo() throws RefusedException {
        OfferAnswer.Answer answer = ours.answer(sdp(SESSION + "m=audio 0 RTP/AVP 8"));

        assertThat(answer.sdp()).contains("m=audio 0 RTP/AVP 8");
        assertThat(answer.target()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c=IN IP4 192.0.2.1~                   | 400
            v=0~c=IN IP4 192.0.2.1~               | 488
            v=0~m=audio 4000 RTP/AVP 8            | 400
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 RTP/AVP 9       | 488
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 RTP/AVP 101~a=rtpmap:101 telephone-event/8000 | 488
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 RTP/AVP 8~a=rtpmap:8 G729/8000 | 488
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 RTP/SAVP 8      | 488
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 UDP/TLS/RTP/SAVPF 8 | 488
            v=0~c=IN IP4 192.0.2.1~m=video 4000 RTP/AVP 8       | 488
            v=0~c=IN IP4 224.0.0.1~m=audio 4000 RTP/AVP 8       | 488
            v=0~c=IN IP4 255.255.255.255~m=audio 4000 RTP/AVP 8 | 488
            v=0~c=IN IP4 phone.example~m=audio 4000 RTP/AVP 8   | 488
            v=0~c=IN IP6 2001:db8::1~m=audio 4000 RTP/AVP 8     | 488
            v=0~c=IN IP4 1.2.3~m=audio 4000 RTP/AVP 8           | 488
            v=0~c=IN IP4 999.1.1.1~m=audio 4000 RTP/AVP 8       | 400
            v=0~c=IN IP4~m=audio 4000 RTP/AVP 8                 | 488
            v=0~c=IN IP4 192.0.2.1~m=audio 70000 RTP/AVP 8      | 400
            v=0~c=IN IP4 192.0.2.1~m=audio x RTP/AVP 8          | 400
            v=0~c=IN IP4 192.0.2.1~m=audio 4000                 | 400
            v=0~c=IN IP4 192.0.2.1~m=audio 4000 RTP/AVP 256     | 488
            v=0~rubbish                                         | 400
            v=1~c=IN IP4 192.0.2.1~m=audio 4000 RTP/AVP 8       | 400
            c=IN IP4 192.0.2.1~v=0~m=audio 4000 RTP/AVP 8       | 400
            x                                                   | 400
            """)
    void whatCannotBePlayedToIsRefused(String offer, int status) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ours.answer(sdp(offer)));

        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 4000 RTP/AVP 0 101~a=rtpmap:101 telephone-event/8000 | PCMU
            m=audio 4000 RTP/AVP 8                                      | PCMA
            m=audio 0 RTP/AVP 8                                         | -
            m=audio 4000 RTP/AVP 101~a=rtpmap:101 telephone-event/8000  | -
            m=video 4000 RTP/AVP 96~m=audio 4000 RTP/AVP 8              | -
            """)
    void anAnswerToOurOfferIsReadForWhatItTook(String answer, String codec) {
        String taken;
        try {
            taken = ours.agreed(sdp(SESSION + answer)).codec().name();
        } catch (RefusedException refused) {
            taken = "-";
        }

        assertThat(taken).isEqualTo(codec);
    }

    @Test
    void ourOfferIsPlainAudio() {
        assertThat(ours.offer())
                .isEqualTo(sdp("v=0~o=- 4711 4711 IN IP4 127.0.0.1~s=-~c=IN IP4 127.0.0.1~t=0 0~"
                        + "m=audio 20000 RTP/AVP 8 0 101~a=rtpmap:8 PCMA/8000~a=rtpmap:0 PCMU/8000~"
                        + "a=rtpmap:101 telephone-event/8000~a=fmtp:101 0-15~a=ptime:20~a=sendrecv~"));
    }

    @Test
    void aVeryLongDescriptionIsNotRead() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> ours.answer(sdp(SESSION) + "a=x\r\n".repeat(10_000)));

        assertThat(refused.status()).isEqualTo(413);
    }

    private static String sdp(String lines) {
        return lines.replace("~", "\r\n");
    }
}
