package io.ringback.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The net that {@link CalleesBytesTest} casts has no holes that are known. */
class ReadEveryWayTest {

    private static final String MARK = "ZqxMark +46 701-740605";

    static Stream<String> encodings() {
        String base64 = Base64.getEncoder().encodeToString(("Hi, " + MARK).getBytes(UTF_8));
        return Stream.of(
                MARK,
                "Subject: =?utf-8?B?" + base64 + "?=",
                "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder(12, "\r\n".getBytes(UTF_8))
                                .encodeToString(("A long text with " + MARK + " in it").getBytes(UTF_8)),
                "id=" + base64.replace("=", ""),
                Base64.getEncoder().encodeToString(MARK.getBytes(UTF_16BE)),
                "=5A=71=78=4D=61rk =2B46 701-74=\r\n0605",
                "%5AqxMark%20%2B46%20701-740605",
                "&#x5A;qxMark &#43;46 701-740605",
                "\"\\u005aqxMark +46 701-740605\"",
                new String(MARK.getBytes(UTF_16BE), ISO_8859_1),
                HexFormat.of().formatHex(MARK.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void whatIsHiddenInAnEncodingIsFound(String bytes) {
        assertThat(ReadEveryWay.of(bytes)).contains("zqxmark").containsPattern("701-?740605");
    }
}
