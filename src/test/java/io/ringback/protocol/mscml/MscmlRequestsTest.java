package io.ringback.protocol.mscml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringback.protocol.xml.HostileDocuments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as RFC 5022 has them, as clients write them, and as attackers do. */
@Execution(ExecutionMode.CONCURRENT)
class MscmlRequestsTest {

    private static String request(String content) {
        return "<?xml version=\"1.0\"?>\n<MediaServerControl version=\"1.0\">\n <request>" + content
                + "</request>\n</MediaServerControl>\n";
    }

    @Test
    void aPlayCollectSaysAllThereIs() throws MscmlException {
        assertThat(MscmlRequests.read(request("""
                        <playcollect id="a1" barge="no" cleardigits="yes" firstdigittimer="7s" interdigittimer="1500ms"
                            extradigittimer="immediate" maxdigits="4" returnkey="*" escapekey="9">
                          <prompt baseurl="file:prompts/" locale="sv" repeat="3" delay="500" duration="10s" stoponerror="yes">
                            <audio url="calling-caller.wav"/>
                            <!-- whole URLs stay as they are -->
                            <audio url="file:spoken/00.wav"/>
                          </prompt>
                        </playcollect>""")))
                .isEqualTo(new PlayCollect(
                        Optional.of("a1"),
                        List.of("file:prompts/calling-caller.wav", "file:spoken/00.wav"),
                        Optional.of("sv"),
                        new Playback(3, Duration.ofMillis(500), Optional.of(Duration.ofSeconds(10)), true),
                        false,
                        true,
                        Duration.ofSeconds(7),
                        Duration.ofMillis(1500),
                        Duration.ZERO,
                        4,
                        Optional.of('*'),
                        Optional.of('9')));
    }

    @Test
    void whatIsNotSaidIsAsTheRfcHasIt() throws MscmlException {
        assertThat(MscmlRequests.read(request("<playcollect/>")))
                .isEqualTo(new PlayCollect(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Playback.ONCE,
                        true,
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        PlayCollect.ANY_NUMBER,
                        Optional.of('#'),
                        Optional.of('*')));
    }

    @Test
    void whatIsNotSaidOfARecordingIsAsTheRfcHasIt() throws MscmlException {
        assertThat(MscmlRequests.read(request("<playrecord recurl='file:a.wav'/>")))
                .isEqualTo(new PlayRecord(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Playback.ONCE,
                        true,
                        false,
                        true,
                        "file:a.wav",
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        PlayCollect.INFINITE,
                        "0123456789ABCD#*",
                        Optional.of('*')));
    }

    @ParameterizedTest
    @CsvSource({
        "1500, 1500",
        "1500ms, 1500",
        "2s, 2000",
        "2.5s, 2500",
        "' 2S ', 2000",
        "0, 0",
        "immediate, 0",
        "999999999s, 999999999000",
    })
    void timesHaveUnits(String written, long millis) throws MscmlException {
        PlayCollect read =
                (PlayCollect) MscmlRequests.read(request("<playcollect firstdigittimer=\"" + written + "\"/>"));

        assertThat(read.firstDigit()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aTimerMayBeInfinite() throws MscmlException {
        PlayCollect read = (PlayCollect) MscmlRequests.read(request("<playcollect interdigittimer=\"infinite\"/>"));

        assertThat(read.interDigit()).isEqualTo(PlayCollect.INFINITE);
    }

    @Test
    void playAndStopAreRead() throws MscmlException {
        assertThat(MscmlRequests.read(
                        request("<play id='p'><prompt repeat='infinite'><audio url='file:a.wav'/></prompt></play>")))
                .isEqualTo(new Play(
                        Optional.of("p"),
                        List.of("file:a.wav"),
                        Optional.empty(),
                        new Playback(Playback.FOREVER, Duration.ZERO, Optional.empty(), false)));
        assertThat(MscmlRequests.read(request("<play prompturl='file:a.wav'/>")))
                .isEqualTo(new Play(Optional.empty(), List.of("file:a.wav"), Optional.empty()));
        assertThat(MscmlRequests.read(request("<stop id='s'/>"))).isEqualTo(new Stop(Optional.of("s")));
    }

    @ParameterizedTest
    @CsvSource({
        "file:prompts/, a.wav, file:prompts/a.wav",
        "file:prompts, a.wav, file:prompts/a.wav",
        "file:prompts, /a.wav, file:prompts/a.wav",
        "file:prompts, http://h/a.wav, http://h/a.wav",
        "'', a.wav, a.wav",
    })
    void aBaseUrlStandsBeforeThoseThatAreNotWhole(String base, String url, String whole) throws MscmlException {
        Play read = (Play) MscmlRequests.read(
                request("<play><prompt baseurl='" + base + "'><audio url='" + url + "'/></prompt></play>"));

        assertThat(read.audio()).containsExactly(whole);
    }

    static Stream<MscmlRequest> requests() {
        return Stream.of(
                new Stop(Optional.empty()),
                new Stop(Optional.of("<&\"'>\n\t é 😀")),
                new Play(Optional.of("1"), List.of("file:a.wav?x=1&y=2", "file:b.wav"), Optional.of("en-GB")),
                new Play(
                        Optional.empty(),
                        List.of("file:a.wav"),
                        Optional.empty(),
                        new Playback(0, Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(9)), true)),
                new PlayRecord(
                        Optional.of("x"),
                        List.of("file:a.wav"),
                        Optional.of("sv"),
                        Playback.ONCE,
                        false,
                        true,
                        false,
                        "file:recorded/b.wav?<&>",
                        PlayCollect.INFINITE,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        "",
                        Optional.empty()),
                new PlayRecord(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Playback.ONCE,
                        true,
                        false,
                        true,
                        "file:recorded/b.wav",
                        Duration.ZERO,
                        PlayCollect.INFINITE,
                        PlayCollect.INFINITE,
                        "0123456789#",
                        Optional.of('*')),
                new PlayCollect(
                        Optional.of("x"),
                        List.of("file:a.wav"),
                        Optional.of("sv"),
                        new Playback(Playback.FOREVER, Duration.ZERO, Optional.empty(), false),
                        false,
                        true,
                        PlayCollect.INFINITE,
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        PlayCollect.ANY_NUMBER,
                        Optional.empty(),
                        Optional.of('A')),
                new PlayCollect(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        true,
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        1,
                        Optional.of('#'),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsWrittenIsReadAsTheSame(MscmlRequest request) throws MscmlException {
        assertThat(MscmlRequests.read(MscmlRequests.write(request))).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <playcollect id="i" maxdigits="0"/>                                 | 400 | playcollect | i
            <playcollect id="i" maxdigits="many"/>                              | 400 | playcollect | i
            <playcollect id="i" maxdigits="2000000000"/>                        | 400 | playcollect | i
            <playcollect id="i" barge="true"/>                                  | 400 | playcollect | i
            <playcollect id="i" firstdigittimer="soon"/>                        | 400 | playcollect | i
            <playcollect id="i" firstdigittimer="-1"/>                          | 400 | playcollect | i
            <playcollect id="i" firstdigittimer="99999999999999999999s"/>       | 400 | playcollect | i
            <playcollect id="i" returnkey="##"/>                                | 400 | playcollect | i
            <playcollect id="i" escapekey="x"/>                                 | 400 | playcollect | i
            <playcollect id="i"><pattern><regex type="digitmap" value="x."/></pattern></playcollect> | 501 | playcollect | i
            <playcollect id="i" recurl="file:x"/>                               | 501 | playcollect | i
            <play id="i"><prompt/><prompt/></play>                              | 400 | play        | i
            <play id="i" prompturl="file:a"><prompt/></play>                    | 400 | play        | i
            <play id="i"><prompt><audio/></prompt></play>                       | 400 | play        | i
            <play id="i"><prompt><variable type="dig" value="1"/></prompt></play> | 501 | play      | i
            <play id="i"><prompt repeat="often"><audio url="a"/></prompt></play> | 400 | play       | i
            <play id="i"><prompt delay="x"><audio url="a"/></prompt></play>     | 400 | play        | i
            <playrecord id="i"/>                                                | 400 | playrecord  | i
            <playrecord id="i" recurl=" "/>                                     | 400 | playrecord  | i
            <playrecord id="i" recurl="file:x" mode="append"/>                  | 501 | playrecord  | i
            <playrecord id="i" recurl="file:x" recstopmask="12x"/>              | 400 | playrecord  | i
            <playrecord id="i" recurl="file:x" duration="for an hour"/>         | 400 | playrecord  | i
            <playrecord id="i" recurl="file:x" beep="loud"/>                    | 400 | playrecord  | i
            <configure_leg id="i"/>                                             | 501 | configure_leg | i
            <dance id="i"/>                                                     | 501 | dance       | i
            <stop/><stop/>                                                      | 400 | unknown     | -
            ''                                                                  | 400 | unknown     | -
            """)
    void whatCannotBeDoneIsAnsweredUnderItsNameAndId(String content, int code, String name, String id) {
        MscmlException refused = refused(request(content));

        assertThat(refused.code()).isEqualTo(code);
        MscmlResponse response = refused.response();
        assertThat(response.request() + " " + response.id().orElse("-")).isEqualTo(name + " " + id);
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.text()).isNotBlank();
        assertThat(response.reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <MediaServerControl version="2.0"><request><stop/></request></MediaServerControl>
            <MediaServerControl><request><stop/></request></MediaServerControl>
            <MediaServerControl version="1.0"><response code="200"/></MediaServerControl>
            <MediaServerControl version="1.0"/>
            <MediaServerControl version="1.0"><request><stop/></request><request><stop/></request></MediaServerControl>
            <x version="1.0"><request><stop/></request></x>
            <MediaServerControl version="1.0"><request><stop></request></MediaServerControl>
            <MediaServerControl version="1.0"><request><stop id="&x;"/></request></MediaServerControl>
            <MediaServerControl version="1.0"><request>&x;<stop/></request></MediaServerControl>
            rubbish
            ''
            """)
    void whatIsNoRequestIs400(String body) {
        assertThat(refused(body).code()).isEqualTo(400);
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched() {
        for (String type : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x [<!ENTITY e \"file:prompts/a.wav\">]>",
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY e \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">")) {
            assertThat(refused(type + "<MediaServerControl version=\"1.0\"><request><play prompturl=\"&e;\"/></request>"
                                    + "</MediaServerControl>")
                            .code())
                    .isEqualTo(400);
            assertThat(refused(type + "<MediaServerControl version=\"1.0\"><request><stop/></request>"
                                    + "</MediaServerControl>")
                            .code())
                    .isEqualTo(400);
        }
    }

    @Test
    void bombsAreNotRead() {
        assertThat(refused(request("<play>" + "<a>".repeat(2000) + "</a>".repeat(2000) + "</play>"))
                        .getMessage())
                .contains("deep");
        assertThat(refused(request("<play><prompt>" + "<audio url='a'/>".repeat(1000) + "</prompt></play>"))
                        .getMessage())
                .contains("too many");
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        assertThat(refused(request("<play" + attributes + "/>")).getMessage()).contains("attributes");
        assertThat(refused(request("<stop id='" + "x".repeat(100_000) + "'/>")).getMessage())
                .contains("longer");
    }

    static Stream<Arguments> hostile() {
        String good = "<MediaServerControl version=\"1.0\"><request><stop id=\"word\"/></request></MediaServerControl>";
        return HostileDocuments.of(good, "word").entrySet().stream()
                .map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileRequestsAre400(String name, String body) {
        MscmlException refused = refused(body);

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.response().id()).isEmpty();
    }

    private static MscmlException refused(String body) {
        MscmlException refused = catchThrowableOfType(MscmlException.class, () -> MscmlRequests.read(body));
        assertThat(refused).isNotNull();
        return refused;
    }
}
