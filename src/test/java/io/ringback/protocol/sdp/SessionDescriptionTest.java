package io.ringback.protocol.sdp;

import static io.ringback.protocol.sdp.Descriptions.lines;
import static io.ringback.protocol.sdp.Descriptions.withMedia;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in descriptions, however phones spell it, and how they are passed from one phone to the other. */
class SessionDescriptionTest {

    /** A blank at the end of a column is written {@code _}, the end of a line {@code ~}. */
    private static SessionDescription written(String lines) {
        return withMedia(lines.replace('_', ' ').split("~"));
    }

    /** RFC 8866 6.6 (encoding, rate, and channels that need not be said if there is one), RFC 4733 2.1 (rate). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            8 101     | a=rtpmap:101 telephone-event/8000                                        | 101
            8 101     | a=rtpmap:101 telephone-event/8000/1                                      | 101
            8 101     | a=rtpmap:101 telephone-event/8000_                                       | 101
            8 101     | a=rtpmap:101 telephone-event/8000/1__                                    | 101
            8 101_    | a=rtpmap:101__telephone-event/8000                                       | 101
            8 101     | a=_rtpmap:101 telephone-event/8000                                       | 101
            8 101     | a=rtpmap:101 Telephone-Event/8000                                        | 101
            8 101     | a=rtpmap:101 TELEPHONE-EVENT/8000/1                                      | 101
            8 101     | a=rtpmap:101 telephone-event                                             | 101
            8 101     | a=rtpmap:101 telephone-event/48000                                       | -
            8 101     | a=rtpmap:101 telephone-event/8000/2                                      | -
            8 101     | a=rtpmap:101 telephone-event/x                                           | -
            8 101     | a=rtpmap:101 telephone-events/8000                                       | -
            8 101     | a=rtpmap:1010 telephone-event/8000                                       | -
            8 101     | a=RTPMAP:101 telephone-event/8000                                        | -
            8 101     | a=rtpmap:100 telephone-event/8000                                        | -
            8 200     | a=rtpmap:200 telephone-event/8000                                        | -
            8 100 101 | a=rtpmap:100 telephone-event/48000~a=rtpmap:101 telephone-event/8000     | 101
            8 100 101 | a=rtpmap:101 telephone-event/8000~a=rtpmap:100 telephone-event/8000      | 100
            8 101     | a=rtpmap:101 telephone-event/8000~a=rtpmap:101 opus/48000/2              | 101
            101       | a=rtpmap:101 telephone-event/8000                                        | 101
            """)
    void keyPressesAreFoundHoweverTheirPayloadTypeIsSpelled(String formats, String rtpmaps, Integer payloadType) {
        SessionDescription description = written("m=audio 4000 RTP/AVP " + formats + "~" + rtpmaps);

        assertThat(description.media().get(0).telephoneEvents(8000)).isEqualTo(Optional.ofNullable(payloadType));
    }

    /** RFC 4733 2.1: key presses run on the clock of the codec beside them, which here is G.711. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | m=audio 4000 RTP/AVP 8 101~a=rtpmap:101 telephone-event/8000
            true  | m=audio 4000 RTP/AVP 8 101~a=rtpmap:101 telephone-event/8000/1_
            true  | m=audio  4000  RTP/AVP 8  101~a=rtpmap: 101 telephone-event/8000
            true  | m=audio 4000 RTP/AVP 8 101~a=rtpmap:101  telephone-event / 8000
            false | m=audio 4000 RTP/AVP 9 101~a=rtpmap:101 telephone-event/8000
            false | m=audio 4000 RTP/AVP 8 101~a=rtpmap:101 telephone-event/8000~a=recvonly
            false | m=audio 4000 RTP/SAVP 8 101~a=rtpmap:101 telephone-event/8000
            false | m=audio 4000 RTP/AVP 96 97~a=rtpmap:96 opus/48000/2~a=rtpmap:97 telephone-event/48000
            true  | m=audio 4000 RTP/AVP 96 8 97~a=rtpmap:96 opus/48000/2~a=rtpmap:97 telephone-event/8000
            false | m=audio 4000 RTP/AVP 96 97~a=rtpmap:97 telephone-event/8000
            true  | m=video 4002 RTP/AVP 99~m=audio 4000 RTP/AVP 8 97~a=rtpmap:97 telephone-event/8000
            false | m=audio 4000 RTP/AVP 8 97~a=rtpmap:97 telephone-event/48000
            false | m=audio 4000 RTP/AVP 96 97~a=rtpmap:96 opus/48000/2~a=rtpmap:97 telephone-event/8000
            false | m=audio 4000 RTP/AVP 101~a=rtpmap:101 telephone-event/8000
            false | m=audio 0 RTP/AVP 8 101~a=rtpmap:101 telephone-event/8000
            false | m=audio 4000 RTP/AVP 8~m=audio 4002 RTP/AVP 101~a=rtpmap:101 telephone-event/8000
            false | m=audio 4000 RTP/AVP 8
            """)
    void keysArePressedBesidePlainSpeechOnItsClock(boolean pressed, String media) {
        assertThat(written(media).pressesKeys()).isEqualTo(pressed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            8   | -                           | pcma/8000
            0   | a=rtpmap:0 PCMU/8000        | pcmu/8000
            8   | a=rtpmap:8 pcma/8000/1      | pcma/8000
            8   | a=rtpmap:8 PCMA/8000_       | pcma/8000
            8   | a=rtpmap:8 PCMA             | pcma/8000
            8   | a=rtpmap:8 /                | pcma/8000
            8   | a=rtpmap:8 G729/8000        | g729/8000
            97  | a=rtpmap:97 PCMA/16000      | pcma/16000
            97  | a=rtpmap:97 L16/44100/2     | l16/44100/2
            97  | -                           | -
            """)
    void aPayloadTypeMeansWhatItsRtpmapSaysAndElseWhatItAlwaysMeans(String format, String rtpmap, String meaning) {
        SessionDescription description =
                written("m=audio 4000 RTP/AVP " + format + (rtpmap == null ? "" : "~" + rtpmap));

        assertThat(description.media().get(0).encoding(Integer.parseInt(format)))
                .map(encoding -> encoding.name() + "/" + encoding.rate()
                        + (encoding.parameters().isEmpty() ? "" : "/" + encoding.parameters()))
                .isEqualTo(Optional.ofNullable(meaning));
    }

    /** RFC 8866 section 5 and 6.7: what the session says holds for each of its media that does not say otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 4000 RTP/AVP 8~m=video 4002 RTP/AVP 99                           | SENDRECV | SENDRECV
            a=sendonly~m=audio 4000 RTP/AVP 8~m=video 4002 RTP/AVP 99                | SENDONLY | SENDONLY
            a=sendonly_~m=audio 4000 RTP/AVP 8~m=video 4002 RTP/AVP 99               | SENDONLY | SENDONLY
            a=recvonly~m=audio 4000 RTP/AVP 8~a=sendrecv~m=video 4002 RTP/AVP 99     | SENDRECV | RECVONLY
            a=recvonly~m=audio 4000 RTP/AVP 8~a=sendrecv__~m=video 4002 RTP/AVP 99   | SENDRECV | RECVONLY
            a=inactive~m=audio 4000 RTP/AVP 8~m=video 4002 RTP/AVP 99~a=sendonly     | INACTIVE | SENDONLY
            m=audio 4000 RTP/AVP 8~a=inactive~m=video 4002 RTP/AVP 99                | INACTIVE | SENDRECV
            m=audio 4000 RTP/AVP 8~a=ptime:20~a=inactive~m=video 4002 RTP/AVP 99     | INACTIVE | SENDRECV
            m=audio 4000 RTP/AVP 8~a=Inactive~m=video 4002 RTP/AVP 99                | SENDRECV | SENDRECV
            m=audio 4000 RTP/AVP 8~a=x-hold:inactive~m=video 4002 RTP/AVP 99         | SENDRECV | SENDRECV
            """)
    void aDirectionIsInheritedFromTheSession(String lines, Direction audio, Direction video) {
        SessionDescription description = written(lines);

        assertThat(description.media()).map(description::directionOf).containsExactly(audio, video);
    }

    @Test
    void anAnswerToAHeldSessionOnlyListens() {
        SessionDescription answered =
                withMedia("m=audio 5000 RTP/AVP 8").asAnswerTo(withMedia("a=sendonly ", "m=audio 4000 RTP/AVP 8"));

        assertThat(lines(answered)).endsWith("m=audio 5000 RTP/AVP 8", "a=recvonly");
    }

    /** RFC 8866 section 5, 5.1 and 5.14. What stands before the first m= is written whole. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c=IN IP4 192.0.2.7~                     | does not begin with v=0
            s=-~v=0~                                | does not begin with v=0
            v=1~                                    | does not begin with v=0
            V=0~                                    | does not begin with v=0
            v=0~rubbish~                            | not of the form x=
            v=0~a~                                  | not of the form x=
            v=0~a =sendonly~                        | not of the form x=
            v=0~_a=sendonly~                        | not of the form x=
            v=0~m=audio~                            | lacks something
            v=0~m=audio 4000 RTP/AVP~               | lacks something
            v=0~m=audio 4000 RTP/AVP_~              | lacks something
            v=0~m=audio x RTP/AVP 8~                | no port
            v=0~m=audio -1 RTP/AVP 8~               | no port
            v=0~m=audio 65536 RTP/AVP 8~            | no port
            v=0~m=audio 4000/x RTP/AVP 8~           | no port
            v=0~m=audio 99999999999 RTP/AVP 8~      | no port
            """)
    void aDescriptionThatIsMalformedIsNotReadAndTheReasonQuotesNothingOfIt(String lines, String reason) {
        String text = lines.replace('_', ' ').replace("~", "\r\n");

        assertThat(SessionDescription.parse(text)).isEmpty();
        assertThatThrownBy(() -> SessionDescription.of(text))
                .isInstanceOf(UnreadableDescriptionException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", " \r\n", "\t\n", "\r\n\r\n", "\n \n"})
    void aDescriptionIsTheSameWhicheverWayItsLinesEnd(String end) {
        String[] given = {
            "v=0", "o=- 1 1 IN IP4 192.0.2.7", "s= ", "c=IN IP4 192.0.2.7", "t=0 0", "m=audio 4000 RTP/AVP 0"
        };

        SessionDescription description =
                SessionDescription.parse(String.join(end, given)).orElseThrow();

        assertThat(lines(description)).hasSameSizeAs(given).endsWith("c=IN IP4 192.0.2.7", "t=0 0", given[5]);
        assertThat(lines(description).get(2)).matches("s= \\s*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 0 RTP/AVP 8           | true  | 0
            m=audio 00 RTP/AVP 8          | true  | 0
            m=audio 0/2 RTP/AVP 8         | true  | 0
            m=AUDIO 4000 RTP/AVP 8        | false | 4000
            m=audio 4000/2 RTP/AVP 8      | false | 4000
            m=audio__4000__RTP/AVP__8     | false | 4000
            m=_audio 65535 RTP/AVP 8_     | false | 65535
            """)
    void aStreamIsRefusedByPortZero(String line, boolean refused, int port) {
        SessionDescription description = written(line);

        assertThat(description.media().get(0).isRefused()).isEqualTo(refused);
        assertThat(description.media().get(0).port()).isEqualTo(port);
        assertThat(description.media().get(0).isAudio()).isTrue();
        assertThat(description.audioSurvives()).isEqualTo(!refused);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m=audio 4000 RTP/AVP 8                                     | 4001
            m=audio 4000 RTP/AVP 8~a=rtcp:4040                         | 4040
            m=audio 4000 RTP/AVP 8~a=rtcp:4040 IN IP4 192.0.2.8_       | 4040
            m=audio 4000 RTP/AVP 8~a=rtcp:x                            | 4001
            m=audio 4000 RTP/AVP 8~a=rtcp:0                            | 4001
            m=audio 4000 RTP/AVP 8~a=rtcp:70000                        | 4001
            m=audio 65535 RTP/AVP 8                                    | 65535
            """)
    void reportsGoToThePortThatIsSaidOrTheNext(String lines, int port) {
        assertThat(written(lines).media().get(0).rtcpPort()).isEqualTo(port);
    }

    @Test
    void aStreamThatSaysWhereItGoesIsNotLookedForElsewhere() {
        SessionDescription description = withMedia(
                "m=audio 4000 RTP/AVP 8", "c=IN IP6 2001:db8::7 ", "m=audio 4002 RTP/AVP 8", "m=video 4004 RTP/AVP 99");

        assertThat(description.media())
                .map(stream -> description.connectionOf(stream).orElseThrow())
                .containsExactly(
                        ConnectionAddress.of("2001:db8::7"),
                        ConnectionAddress.of("192.0.2.7"),
                        ConnectionAddress.of("192.0.2.7"));
    }

    @Test
    void whatIsTooLongOrHasTooManyStreamsIsNotRead() {
        String head = "v=0\r\n";

        assertThat(SessionDescription.parse(head + "m=audio 4000 RTP/AVP 8\r\n".repeat(32)))
                .isPresent();
        assertThat(SessionDescription.parse(head + "m=audio 4000 RTP/AVP 8\r\n".repeat(33)))
                .isEmpty();
        assertThat(SessionDescription.parse(head + "m=audio 4000 RTP/AVP" + " 8".repeat(16_000)))
                .isPresent();
        assertThatThrownBy(() -> SessionDescription.of(head + "a=x\r\n".repeat(10_000)))
                .isInstanceOfSatisfying(UnreadableDescriptionException.class, e -> assertThat(e.isTooLong())
                        .isTrue());
    }

    @Test
    void plainAudioHasNoKeyPressesOnAnotherClock() {
        SessionDescription plain = withMedia(
                        "m=audio 4000 RTP/AVP 96 8 97 98",
                        "a=rtpmap:96 PCMA/16000",
                        "a=rtpmap:97 telephone-event/48000",
                        "a=rtpmap:98 telephone-event/8000/1")
                .plainAudio();

        assertThat(lines(plain)).endsWith("m=audio 4000 RTP/AVP 8 98", "a=rtpmap:98 telephone-event/8000/1");
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
        SessionDescription session = new BlackHoleDescription("192.0.2.1", 9).offer();
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
}
