package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringback.directory.Address;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read in descriptions, and how they are passed from one phone to the other. */
class SessionDescriptionTest {

    private static final Names ANNA = new Names(new Address("tel:+46701740605"), "Anna Berg");

    private static SessionDescription read(String... lines) {
        return SessionDescription.parse(String.join("\r\n", lines)).orElseThrow();
    }

    private static SessionDescription withMedia(String... lines) {
        return read(Stream.concat(
                        Stream.of("v=0", "o=- 1 1 IN IP4 192.0.2.7", "s=-", "c=IN IP4 192.0.2.7", "t=0 0"),
                        Stream.of(lines))
                .toArray(String[]::new));
    }

    private static List<String> lines(SessionDescription description) {
        return description.text("o=ours").lines().toList();
    }

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
                                "a=label:1",
                                "a=rtcp-rsize",
                                "a=ssrc:2158382634 cname:TOKEN",
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
                                "a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics",
                                "a=record:off",
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
                                "a=msid-semantic: WMS 4mAnAtKvX",
                                "m=audio 21234 RTP/SAVP 8 101",
                                "a=rtpmap:8 PCMA/8000",
                                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
                                "a=ssrc:3719 cname:TOKEN",
                                "a=ssrc:3719 msid:4mAnAtKvX a0",
                                "a=ssrc:3719 label:4mAnAtKvXa0")),
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
                                "a=ice-ufrag:Anna",
                                "a=ice-pwd:bergbergbergbergbergberg",
                                "a=fingerprint:sha-256 46:70:17:40:60:5A",
                                "a=setup:actpass",
                                "a=mid:0",
                                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                                "a=rtcp-mux",
                                "a=rtpmap:111 opus/48000/2",
                                "a=rtpmap:8 PCMA/8000",
                                "a=identity:eyJpZHAiOnsiZG9tYWluIjoiZXhhbXBsZS5vcmcifX0=",
                                "m=video 9 UDP/TLS/RTP/SAVPF 96",
                                "a=mid:1",
                                "a=rtpmap:96 VP8/90000",
                                "a=rtcp-fb:96 nack pli"),
                        List.of(
                                "v=0",
                                "o=ours",
                                "s=-",
                                "t=0 0",
                                "a=group:BUNDLE 0 1",
                                "a=extmap-allow-mixed",
                                "m=audio 54400 UDP/TLS/RTP/SAVPF 111 8",
                                "c=IN IP4 192.0.2.7",
                                "a=rtcp:9 IN IP4 0.0.0.0",
                                "a=candidate:1 1 udp 2113937151 1f2e3d4c.local 54400 typ host generation 0",
                                "a=ice-ufrag:Anna",
                                "a=ice-pwd:bergbergbergbergbergberg",
                                "a=fingerprint:sha-256 46:70:17:40:60:5A",
                                "a=setup:actpass",
                                "a=mid:0",
                                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                                "a=rtcp-mux",
                                "a=rtpmap:111 opus/48000/2",
                                "a=rtpmap:8 PCMA/8000",
                                "m=video 9 UDP/TLS/RTP/SAVPF 96",
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
                                "a=label:TOKEN",
                                "m=application 5070 UDP/BFCP *",
                                "a=floorctrl:c-s",
                                "a=confid:1",
                                "a=floorid:2 mstrm:TOKEN",
                                "a=X-layout:2x2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("phones")
    void nothingOfAPersonIsPassedOnAndAllThatMediaNeeds(String phone, List<String> given, List<String> passed) {
        List<String> anonymous = lines(read(given.toArray(String[]::new)).anonymous(ANNA));

        assertThat(anonymous.stream()
                        .map(line -> line.replaceFirst("(cname:|a=label:|mstrm:)[0-9a-f]{12}$", "$1TOKEN")))
                .containsExactlyElementsOf(passed);
    }

    @Test
    void aLabelIsReplacedByTheSameWordWhereverItStands() {
        List<String> lines = lines(withMedia(
                        "m=video 2328 RTP/AVP 97",
                        "a=label:Anna's camera",
                        "m=application 5070 UDP/BFCP *",
                        "a=floorid:2 mstrm:Anna's camera")
                .anonymous(ANNA));

        String label = lines.get(6).substring("a=label:".length());
        assertThat(lines).contains("a=floorid:2 mstrm:" + label);
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                arguments(true, List.of("m=audio 4000 RTP/AVP 0")),
                arguments(true, List.of("m=audio 4000 RTP/AVP 0", "a=sendonly")),
                arguments(true, List.of("m=audio 4000 RTP/AVP 96 101", "a=rtpmap:96 opus/48000/2")),
                arguments(true, List.of("m=video 0 RTP/AVP 99", "m=audio 4000 RTP/AVP 8")),
                arguments(true, List.of("a=inactive", "m=audio 4000 RTP/AVP 8", "a=sendrecv")),
                arguments(false, List.of("m=audio 0 RTP/AVP 8")),
                arguments(false, List.of("m=audio 4000 RTP/AVP 101", "a=rtpmap:101 telephone-event/8000")),
                arguments(false, List.of("m=audio 4000 RTP/AVP 13 101", "a=rtpmap:101 telephone-event/8000")),
                arguments(false, List.of("m=audio 4000 RTP/AVP 8", "a=inactive")),
                arguments(false, List.of("a=inactive", "m=audio 4000 RTP/AVP 8")),
                arguments(false, List.of("m=audio 0 RTP/AVP 8", "m=video 4002 RTP/AVP 99")),
                arguments(false, List.of("m=video 4002 RTP/AVP 99")),
                arguments(false, List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void knowsWhetherSpeechSurvives(boolean survives, List<String> media) {
        assertThat(withMedia(media.toArray(String[]::new)).audioSurvives()).isEqualTo(survives);
    }

    /** RFC 3264 6.1. */
    static Stream<Arguments> directions() {
        return Stream.of(
                arguments("sendrecv", "sendrecv", "sendrecv"),
                arguments("sendrecv", "sendonly", "recvonly"),
                arguments("sendrecv", "recvonly", "sendonly"),
                arguments("sendrecv", "inactive", "inactive"),
                arguments("sendonly", "sendrecv", "sendonly"),
                arguments("sendonly", "sendonly", "inactive"),
                arguments("recvonly", "recvonly", "inactive"),
                arguments("recvonly", "sendonly", "recvonly"),
                arguments("inactive", "sendrecv", "inactive"));
    }

    @ParameterizedTest
    @MethodSource("directions")
    void anAnswerAllowsNoMoreThanItsOffer(String answer, String offer, String told) {
        SessionDescription answered = withMedia("m=audio 5000 RTP/AVP 8", "a=" + answer)
                .asAnswerTo(withMedia("m=audio 4000 RTP/AVP 8", "a=" + offer));

        assertThat(lines(answered)).endsWith("m=audio 5000 RTP/AVP 8", "a=" + told);
    }

    @Test
    void anAnswerHasAsManyStreamsAsItsOfferAndALaterOfferNoFewerThanAnEarlierOne() {
        SessionDescription audio = withMedia("m=audio 4000 RTP/AVP 8", "a=sendrecv");
        SessionDescription both =
                withMedia("m=audio 5000 RTP/AVP 8", "a=sendrecv", "m=video 5002 RTP/AVP 99", "a=rtpmap:99 H264/90000");

        assertThat(lines(both.asAnswerTo(audio))).endsWith("m=audio 5000 RTP/AVP 8", "a=sendrecv");
        assertThat(lines(audio.asAnswerTo(both)))
                .endsWith("m=audio 4000 RTP/AVP 8", "a=sendrecv", "m=video 0 RTP/AVP 99");
        assertThat(lines(audio.withStreamsOf(both)))
                .endsWith("m=audio 4000 RTP/AVP 8", "a=sendrecv", "m=video 0 RTP/AVP 99");
        assertThat(lines(both.withStreamsOf(audio))).isEqualTo(lines(both));
    }

    @Test
    void theSessionAsItIsTakesTheNumbersOfTheOffer() {
        SessionDescription session = SessionDescription.blackHole("192.0.2.1", 9);
        SessionDescription offer = withMedia(
                "m=audio 4000 RTP/AVP 9 0 96",
                "a=rtpmap:9 G722/8000",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:96 telephone-event/8000",
                "a=fmtp:96 0-15",
                "m=video 4002 RTP/AVP 99");

        assertThat(lines(session.answering(offer)))
                .containsExactly(
                        "v=0",
                        "o=ours",
                        "s=-",
                        "c=IN IP4 192.0.2.1",
                        "t=0 0",
                        "m=audio 9 RTP/AVP 0 96",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:96 telephone-event/8000",
                        "a=fmtp:96 0-15",
                        "a=sendrecv",
                        "m=video 0 RTP/AVP 99");
    }

    @Test
    void theBlackHoleTakesAnyCodecAndKeysNobodyHas() {
        SessionDescription hole = SessionDescription.blackHole("192.0.2.1", 9);
        String key = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

        List<String> answer = lines(hole.blackHoleFor(
                withMedia("m=audio 4000 RTP/SAVP 96", "a=rtpmap:96 opus/48000/2", key, "m=video 4002 RTP/SAVP 99")));

        assertThat(answer)
                .contains("m=audio 9 RTP/SAVP 96", "a=rtpmap:96 opus/48000/2", "m=video 0 RTP/SAVP 99")
                .doesNotContain(key)
                .anyMatch(line -> line.matches("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}"));
    }

    @Test
    void theBlackHoleHasAFingerprintForBrowsers() {
        List<String> answer = lines(SessionDescription.blackHole("2001:db8::1", 9)
                .blackHoleFor(withMedia(
                        "a=fingerprint:sha-256 00:11", "m=audio 4000 UDP/TLS/RTP/SAVPF 8", "a=setup:actpass")));

        assertThat(answer)
                .contains("c=IN IP6 2001:db8::1", "m=audio 9 UDP/TLS/RTP/SAVPF 8", "a=setup:passive")
                .anyMatch(line -> line.matches("a=fingerprint:sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    }

    @Test
    void plainAudioIsWhatEveryPhoneHas() {
        SessionDescription plain = withMedia(
                        "m=audio 4000 RTP/AVP 96 8 97 0",
                        "a=rtpmap:96 opus/48000/2",
                        "a=fmtp:96 useinbandfec=1",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:97 telephone-event/8000",
                        "a=fmtp:97 0-15",
                        "a=ptime:20",
                        "m=video 4002 RTP/AVP 99",
                        "a=rtpmap:99 H264/90000")
                .plainAudio();

        assertThat(lines(plain))
                .endsWith(
                        "m=audio 4000 RTP/AVP 8 97 0",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:97 telephone-event/8000",
                        "a=fmtp:97 0-15",
                        "a=ptime:20",
                        "m=video 0 RTP/AVP 99");
    }

    @Test
    void theVersionGoesUpWhenTheDescriptionChangesAndOnlyThen() {
        Origin origin = new Origin("192.0.2.1");
        SessionDescription audio = withMedia("m=audio 4000 RTP/AVP 8");

        List<String> origins = Stream.of(audio, audio, audio.bothWays(), audio)
                .map(origin::write)
                .map(text -> text.lines()
                        .filter(line -> line.startsWith("o="))
                        .findFirst()
                        .orElseThrow())
                .toList();

        assertThat(origins).allMatch(line -> line.matches("o=- [0-9]+ [1-3] IN IP4 192.0.2.1"));
        assertThat(origins).extracting(line -> line.split(" ")[2]).containsExactly("1", "1", "2", "3");
        assertThat(new Origin("192.0.2.1").write(audio)).doesNotContain(origins.get(0));
    }

    @ParameterizedTest
    @MethodSource("noDescriptions")
    void whatIsNoDescriptionIsNotRead(String text) {
        assertThat(SessionDescription.parse(text)).isEmpty();
    }

    static Stream<String> noDescriptions() {
        return Stream.of("", "\r\n", "hello", "v=1\r\no=x\r\n", "v=0\r\nm=audio\r\n", "v=0\r\nm=audio x RTP/AVP 0\r\n");
    }

    @Test
    void lineEndsAreReadAsPhonesWriteThem() {
        assertThat(SessionDescription.parse("v=0\no=- 1 1 IN IP4 192.0.2.7\ns=-\nt=0 0\nm=audio 4000 RTP/AVP 0\n")
                        .orElseThrow()
                        .audioSurvives())
                .isTrue();
    }

    @Test
    void reportsOnTheMediaGoToTheBlackHole() {
        SessionDescription phone = withMedia(
                "m=audio 40010 RTP/AVP 8",
                "a=rtcp:40011",
                "a=rtcp-mux",
                "a=rtcp-fb:* trr-int 5000",
                "m=video 0 RTP/AVP 34");

        assertThat(lines(phone.reportingTo(SessionDescription.blackHole("2001:db8::7", 4711))))
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

        assertThat(lines(withMedia(browser).reportingTo(SessionDescription.blackHole("192.0.2.9", 4711))))
                .endsWith(browser);
    }
}
