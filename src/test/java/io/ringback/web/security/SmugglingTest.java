package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request ends, a proxy in front and the server behind it must not disagree (RFC 9112 section 11.2). */
class SmugglingTest extends SecuredServer {

    private static final String HIDDEN = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private String sent(String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write(("POST /login HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + nextAddress()
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" + headers + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aRequestWithTwoLengthsIsNoTwoRequests() throws IOException {
        assertOneAnswer(sent("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + HIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 0",
                "Content-Length: 5, 0",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "X: y\rTransfer-Encoding: chunked",
                "Content-Length: 0\r\n Transfer-Encoding: chunked"
            })
    void aLengthThatCanBeReadInTwoWaysEndsTheConnection(String length) throws IOException {
        String answers = sent(length, "0\r\n\r\n" + HIDDEN);

        assertOneAnswer(answers);
        assertThat(answers).doesNotContain("\"status\":\"UP\"");
    }

    private static void assertOneAnswer(String answers) {
        assertThat(Pattern.compile("(?m)^HTTP/1\\.1 \\d{3}").matcher(answers).results())
                .as(answers)
                .hasSizeLessThanOrEqualTo(1);
    }
}
