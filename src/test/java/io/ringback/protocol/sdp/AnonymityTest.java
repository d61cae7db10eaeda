package io.ringback.protocol.sdp;

import static io.ringback.protocol.sdp.Descriptions.lines;
import static io.ringback.protocol.sdp.Descriptions.read;
import static io.ringback.protocol.sdp.Descriptions.withMedia;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a description is passed on to a phone that is not to know whose it is. */
class AnonymityTest {

    /** Anna Berg, whose number is +46 70 174 06 05. */
    private static final Anonymity ANNA = new Anonymity(line -> {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.contains("anna")
                || lower.contains("berg")
                || lower.replaceAll("[^0-9]", "").contains("1740605");
    });

    private static final String FINGERPRINT =
            "46:4D:54:5B:62:69:70:77:7E:85:8C:93:9A:A1:A8:AF:" + "B6:BD:C4:CB:D2:D9:E0:E7:EE:F5:FC:03:0A:11:18:1F";

    /** As these phones write them; what people may have put into their settings is Anna's. */
    static Stream<Arguments> phones() {
        return Stream.of(
                arguments(
                        "baresip",
                        List.of(
                                "v=0",
                                "o=- 2890844526 7 IN IP4 192.0.2.7",
                                "s=-",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "a=tool:baresip 1.0.0",
                                "m=audio 40010 RTP/AVP 8 0 101",
                                "a=rtpmap:8 PCMA/8000",
                                "a=rtpmap:0 PCMU/8000",
                                "a=rtpmap:101 telephone-event/8000",
                                "a=fmtp:101 0-15",
                                "a=rtcp:40011",
                                "a=sendrecv",
                                "a=label:1",
                                "a=rtcp-rsize",
                                "a=ssrc:2158382634 cname:sip:anna@home.example",
                                "a=ptime:20"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "m=audio 40010 RTP/AVP 8 0 101",
                                "a=rtpmap:8 PCMA/8000",
                                "a=rtpmap:0 PCMU/8000",
                                "a=rtpmap:101 telephone-event/8000",
                                "a=fmtp:101 0-15",
                                "a=rtcp:40011",
                                "a=sendrecv",
                                "a=rtcp-rsize",
                                "a=ptime:20")),
                arguments(
                        "linphone",
                        List.of(
                                "v=0",
                                "o=anna.berg 3184 1270 IN IP4 192.0.2.7",
                                "s=Talk",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics",
                                "a=record:off",
                                "m=audio 7078 RTP/AVP 96 0 97",
                                "a=rtpmap:96 opus/48000/2",
                                "a=fmtp:96 useinbandfec=1",
                                "a=rtpmap:97 telephone-event/48000",
                                "a=rtcp-fb:* trr-int 5000",
                                "a=rtcp-fb:* ccm tmmbr"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "m=audio 7078 RTP/AVP 96 0 97",
                                "a=rtpmap:96 opus/48000/2",
                                "a=fmtp:96 useinbandfec=1",
                                "a=rtpmap:97 telephone-event/48000",
                                "a=rtcp-fb:* trr-int 5000",
                                "a=rtcp-fb:* ccm tmmbr")),
                arguments(
                        "Asterisk",
                        List.of(
                                "v=0",
                                "o=46701740605 1105 1105 IN IP4 192.0.2.7",
                                "s=Asterisk",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "m=audio 11230 RTP/AVP 9 8 101",
                                "a=rtpmap:9 G722/8000",
                                "a=rtpmap:8 PCMA/8000",
                                "a=rtpmap:101 telephone-event/8000",
                                "a=fmtp:101 0-16",
                                "a=ptime:20",
                                "a=maxptime:140",
                                "a=sendrecv"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "m=audio 11230 RTP/AVP 9 8 101",
                                "a=rtpmap:9 G722/8000",
                                "a=rtpmap:8 PCMA/8000",
                                "a=rtpmap:101 telephone-event/8000",
                                "a=fmtp:101 0-16",
                                "a=ptime:20",
                                "a=maxptime:140",
                                "a=sendrecv")),
                arguments(
                        "FreeSWITCH",
                        List.of(
                                "v=0",
                                "o=FreeSWITCH 1700000000 1700000001 IN IP4 192.0.2.7",
                                "s=FreeSWITCH",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "a=msid-semantic: WMS 4mAnAtKvX",
                                "m=audio 21234 RTP/SAVP 8 101",
                                "a=rtpmap:8 PCMA/8000",
                                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
                                "a=ssrc:3719 cname:aNnAb1",
                                "a=ssrc:3719 msid:4mAnAtKvX a0",
                                "a=ssrc:3719 label:4mAnAtKvXa0"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "c=IN IP4 192.0.2.7",
                                "t=0 0",
                                "m=audio 21234 RTP/SAVP 8",
                                "a=rtpmap:8 PCMA/8000",
                                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz")),
                arguments(
                        "a browser",
                        List.of(
                                "v=0",
                                "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
                                "s=-",
                                "t=0 0",
                                "a=group:BUNDLE 0 1",
                                "a=extmap-allow-mixed",
                                "m=audio 54400 UDP/TLS/RTP/SAVPF 111 8",
                                "c=IN IP4 192.0.2.7",
                                "a=rtcp:9 IN IP4 0.0.0.0",
                                "a=candidate:1 1 udp 2113937151 1f2e3d4c.local 54400 typ host generation 0",
                                "a=candidate:2 1 udp 1677729535 192.0.2.7 54400 typ srflx raddr 10.0.0.7 rport 54400 generation 0",
                                "a=candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
                                "a=ice-ufrag:x8Kq",
                                "a=ice-pwd:aGVsbG8gd29ybGQhISEhISEh",
                                "a=fingerprint:sha-256 " + FINGERPRINT,
                                "a=setup:actpass",
                                "a=mid:0",
                                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                                "a=rtcp-mux",
                                "a=rtpmap:111 opus/48000/2",
                                "a=rtpmap:8 PCMA/8000",
                                "a=identity:eyJpZHAiOnsiZG9tYWluIjoiZXhhbXBsZS5vcmcifX0=",
                                "m=video 9 UDP/TLS/RTP/SAVPF 96",
                                "c=IN IP4 0.0.0.0",
                                "a=fingerprint:sha-256 " + FINGERPRINT,
                                "a=mid:1",
                                "a=rtpmap:96 VP8/90000",
                                "a=rtcp-fb:96 nack pli"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "t=0 0",
                                "a=extmap-allow-mixed",
                                "a=group:BUNDLE 0 1",
                                "m=audio 54400 UDP/TLS/RTP/SAVPF 111 8",
                                "c=IN IP4 192.0.2.7",
                                "a=rtcp:9",
                                "a=candidate:1 1 udp 2130706431 192.0.2.7 54400 typ host",
                                "a=ice-ufrag:x8Kq",
                                "a=ice-pwd:aGVsbG8gd29ybGQhISEhISEh",
                                "a=fingerprint:sha-256 " + FINGERPRINT,
                                "a=setup:actpass",
                                "a=mid:0",
                                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                                "a=rtcp-mux",
                                "a=rtpmap:111 opus/48000/2",
                                "a=rtpmap:8 PCMA/8000",
                                "m=video 9 UDP/TLS/RTP/SAVPF 96",
                                "c=IN IP4 0.0.0.0",
                                "a=fingerprint:sha-256 " + FINGERPRINT,
                                "a=mid:1",
                                "a=rtpmap:96 VP8/90000",
                                "a=rtcp-fb:96 nack pli")),
                arguments(
                        "a video phone",
                        List.of(
                                "v=0",
                                "o=tandberg 12 3 IN IP6 2001:db8::7",
                                "s=Anna's office",
                                "i=Room 4, +46 70 174 06 05",
                                "u=http://anna.example/",
                                "e=anna@berg.example (Anna)",
                                "p=+46 70 174 06 05",
                                "c=IN IP6 2001:db8::7",
                                "b=AS:1920",
                                "t=0 0",
                                "k=prompt",
                                "m=audio 2326 RTP/AVP 102",
                                "i=microphone of Anna",
                                "a=rtpmap:102 MP4A-LATM/90000",
                                "a=fmtp:102 profile-level-id=24;object=23;bitrate=64000",
                                "m=video 2328 RTP/AVP 97",
                                "b=TIAS:1920000",
                                "a=rtpmap:97 H264/90000",
                                "a=content:main",
                                "a=label:Anna's camera",
                                "m=application 5070 UDP/BFCP *",
                                "a=floorctrl:c-s",
                                "a=confid:1",
                                "a=floorid:2 mstrm:Anna's camera",
                                "a=X-station:070-174 06 05",
                                "a=cs-correlation:callerid:+46701740605",
                                "a=X-layout:2x2"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "c=IN IP6 2001:db8::7",
                                "b=AS:1920",
                                "t=0 0",
                                "m=audio 2326 RTP/AVP 102",
                                "a=rtpmap:102 MP4A-LATM/90000",
                                "a=fmtp:102 profile-level-id=24;object=23;bitrate=64000",
                                "m=video 2328 RTP/AVP 97",
                                "b=TIAS:1920000",
                                "a=rtpmap:97 H264/90000",
                                "a=content:main",
                                "m=application 0 UDP/BFCP *")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phones")
    void nothingOfAPersonIsPassedOnAndAllThatMediaNeeds(String phone, List<String> given, List<String> passed) {
        List<String> anonymous = lines(ANNA.of(read(given.toArray(String[]::new))));

        assertThat(anonymous).containsExactlyElementsOf(passed);
    }

    /** A stream that says {@code lines}, and what is told of it; {@code ~} is the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            RTP/AVP 96 101 | a=rtpmap:96 opus/48000/2~a=fmtp:96 useinbandfec=1;x-user=anna;stereo=anna~a=rtpmap:101 \
                telephone-event/48000~a=fmtp:101 0-15,7  | RTP/AVP 96 101 | a=rtpmap:96 opus/48000/2~a=fmtp:96 \
                useinbandfec=1~a=rtpmap:101 telephone-event/48000
            RTP/AVP 99 | a=rtpmap:99 h264/90000~a=fmtp:99 profile-level-id=42e01f; packetization-mode=1; \
                sprop-parameter-sets=YW5uYQ==; max-br=46701740605 | RTP/AVP 99 | a=rtpmap:99 H264/90000~a=fmtp:99 profile-level-id=42e01f;packetization-mode=1
            RTP/AVP 8 96 97 | a=rtpmap:96 x-anna/8000~a=fmtp:96 mode=1 | RTP/AVP 8 | ''
            RTP/AVP 8 anna | a=mid:anna~a=content:anna,main~a=label:anna~a=ptime:20 | RTP/AVP 8 | a=ptime:20
            RTP/AVP 8 | a=mid:1~a=content:main | RTP/AVP 8 | a=mid:1~a=content:main
            RTP/AVP 8 | a=rtcp:4040 IN IP4 10.0.0.7~a=rtcp-mux~a=rtcp-fb:8 nack anna~a=rtcp-fb:8 nack pli \
                | RTP/AVP 8 | a=rtcp:4040~a=rtcp-mux~a=rtcp-fb:8 nack pli
            RTP/AVP 8 | a=extmap:1 urn:anna~a=extmap:2 urn:ietf:params:rtp-hdrext:ssrc-audio-level anna~a=extmap:3 \
                urn:ietf:params:rtp-hdrext:toffset | RTP/AVP 8 | a=extmap:3 urn:ietf:params:rtp-hdrext:toffset
            RTP/AVP 8 | a=sendonly:anna~a=ice-ufrag:x8Kq~a=fingerprint:sha-256 anna~a=candidate:1 1 udp 1 10.0.0.7 4000 typ host | RTP/AVP 8 | ''
            UDP/TLS/RTP/SAVP 8 | a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz~\
                a=ice-ufrag:anna~a=ice-pwd:46701740605467017406054670~a=ice-lite~a=fingerprint:sha-1 \
                00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33 | UDP/TLS/RTP/SAVP 8 | a=ice-lite~a=fingerprint:sha-1 \
                00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33
            RTP/AVP 8 | b=AS:64~b=X-anna:1~b=TIAS:46701740605~c=IN IP4 192.0.2.8 | RTP/AVP 8 | c=IN IP4 192.0.2.8~b=AS:64
            """)
    void aStreamSaysOnlyWhatItsFormatsAndAttributesMaySay(String formats, String given, String told, String passed) {
        List<String> lines = lines(ANNA.of(withMedia(Stream.concat(
                        Stream.of("m=audio 4000 " + formats),
                        given.lines().flatMap(line -> Stream.of(line.split("~ *"))))
                .toArray(String[]::new))));

        List<String> expected = new ArrayList<>(List.of("m=audio 4000 " + told));
        Stream.of(passed.replaceAll(" +", " ").split("~"))
                .filter(line -> !line.isEmpty())
                .forEach(expected::add);
        assertThat(lines.subList(5, lines.size())).containsExactlyElementsOf(expected);
    }

    /** RFC 3264 section 6: the stream keeps its place. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 4000 RTP/AVP 96                            | m=audio 0 RTP/AVP 96
            m=audio 4000 RTP/AVP 96~a=rtpmap:96 anna/8000      | m=audio 0 RTP/AVP 96
            m=audio 4000 RTP/AVP anna                          | m=audio 0 RTP/AVP 0
            m=audio 4000 RTP/AVP 8~c=IN IP4 phone.anna.example | m=audio 0 RTP/AVP 8
            m=audio 4000 RTP/AVP 8~c=IN IP4 701.740.605.1      | m=audio 0 RTP/AVP 8
            m=audio 4000 RTP/SAVP 8                            | m=audio 0 RTP/SAVP 8
            m=audio 4000 RTP/SAVP 8~a=crypto:1 X-ANNA inline:x | m=audio 0 RTP/SAVP 8
            m=message 4000 TCP/MSRP *~a=path:msrp://anna/x     | m=message 0 TCP/MSRP *
            m=anna 4000 RTP/AVP 8                              | m=application 0 RTP/AVP *
            m=audio 4000 ANNA 8                                | m=audio 0 RTP/AVP 8
            m=audio 0 RTP/AVP 8 96~a=label:anna                | m=audio 0 RTP/AVP 8
            """)
    void aStreamThatCannotLiveWithoutWhatIsNotUnderstoodIsRefused(String given, String passed) {
        assertThat(lines(ANNA.of(withMedia(given.split("~")))).get(5)).isEqualTo(passed);
        assertThat(ANNA.of(withMedia(given.split("~"))).media().get(0).isRefused())
                .isTrue();
    }

    @Test
    void aLineOfATypeThatSdpDoesNotHaveIsNotPassedOn() {
        assertThat(lines(ANNA.of(withMedia("x=whoever", "m=audio 4000 RTP/AVP 8", "N=somebody", "b=AS:64"))))
                .endsWith("t=0 0", "m=audio 4000 RTP/AVP 8", "b=AS:64");
    }

    /** A key that holds the name of its owner is not told, and one that only stands beside such a word is. */
    @Test
    void aKeyIsSearchedForNamesAndNotWhatStandsBeforeIt() {
        SessionDescription lin = withMedia(
                "m=audio 4000 RTP/SAVP 8",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4 KDR=0",
                "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:WVNflinezZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz");

        assertThat(lines(new Anonymity(text -> text.contains("line")).of(lin)))
                .endsWith(
                        "m=audio 4000 RTP/SAVP 8",
                        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4"
                                + " KDR=0");
    }
}
