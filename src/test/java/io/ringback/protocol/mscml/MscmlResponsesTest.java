package io.ringback.protocol.mscml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses, ours and those of others. */
@Execution(ExecutionMode.CONCURRENT)
class MscmlResponsesTest {

    static Stream<MscmlResponse> responses() {
        return Stream.of(
                new MscmlResponse("stop", Optional.empty(), 200, "OK", Optional.empty(), ""),
                new MscmlResponse(
                        "play",
                        Optional.of("1"),
                        200,
                        "OK",
                        Optional.of("EOF"),
                        "",
                        Optional.of(Duration.ofMillis(20))),
                new MscmlResponse("playcollect", Optional.of("<\"&>"), 200, "OK", Optional.of("match"), "12*#"),
                new MscmlResponse("unknown", Optional.empty(), 400, "What's <this>?", Optional.empty(), ""));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void whatIsWrittenIsReadAsTheSame(MscmlResponse response) throws MscmlException {
        assertThat(MscmlResponses.read(MscmlResponses.write(response))).isEqualTo(response);
    }

    @Test
    void aCollectionWithoutKeysSaysSo() {
        assertThat(MscmlResponses.write(new MscmlResponse(
                        "playcollect",
                        Optional.of("7"),
                        200,
                        "OK",
                        Optional.of("timeout"),
                        "",
                        Optional.of(Duration.ZERO))))
                .contains(
                        "<response request=\"playcollect\" id=\"7\" code=\"200\" text=\"OK\" reason=\"timeout\" digits=\"\""
                                + " playduration=\"0ms\"/>");
    }

    @Test
    void anothersServersResponseIsReadForWhatMatters() throws MscmlException {
        assertThat(MscmlResponses.read("""
                        <?xml version="1.0" encoding="utf-8"?>
                        <MediaServerControl version="1.0">
                          <response request="playcollect" id="332986004" code="200" text="OK" reason="returnkey"
                              digits="1234" playduration="6.3s" playoffset="1s" name="x">
                            <error_info code="404" text="not found" context="file:b.wav"/>
                          </response>
                        </MediaServerControl>"""))
                .isEqualTo(new MscmlResponse(
                        "playcollect",
                        Optional.of("332986004"),
                        200,
                        "OK",
                        Optional.of("returnkey"),
                        "1234",
                        Optional.of(Duration.ofMillis(6300))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <MediaServerControl version="1.0"><response request="play" text="OK"/></MediaServerControl>
            <MediaServerControl version="1.0"><response request="play" code="20" text="OK"/></MediaServerControl>
            <MediaServerControl version="1.0"><response request="play" code="2000000000000"/></MediaServerControl>
            <MediaServerControl version="1.0"><notification/></MediaServerControl>
            <MediaServerControl version="1.0"><request><stop/></request></MediaServerControl>
            <!DOCTYPE x><MediaServerControl version="1.0"><response code="200"/></MediaServerControl>
            rubbish
            """)
    void whatIsNoResponseIsToldSo(String body) {
        assertThat(catchThrowableOfType(MscmlException.class, () -> MscmlResponses.read(body))
                        .code())
                .isEqualTo(400);
    }
}
