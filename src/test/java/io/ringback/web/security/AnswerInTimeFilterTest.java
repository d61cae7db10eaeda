package io.ringback.web.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** A server with one long answer, and little patience. */
class AnswerInTimeFilterTest {

    private static final int LONG = 50_000_000;

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() {
        server = new TomcatServletWebServerFactory(0).getWebServer(context -> {
            context.addFilter("inTime", new AnswerInTimeFilter(Duration.ofSeconds(5), DataSize.ofTerabytes(1)))
                    .addMappingForUrlPatterns(null, false, "/*");
            context.addServlet("long", new LongAnswer()).addMapping("/*");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private final class LongAnswer extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(LONG);
            try {
                response.getOutputStream().write(new byte[LONG]);
                ends.add("all of it");
            } catch (ClientAbortException e) {
                ends.add(e.getMessage());
                throw e;
            }
        }
    }

    private Socket ask() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        client.setSoTimeout(60_000);
        client.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
        return client;
    }

    @Test
    void whoReadsHasItAll() throws IOException {
        try (Socket client = ask()) {
            assertThat(client.getInputStream().readAllBytes().length).isGreaterThan(LONG);
        }
        assertThat(ends).containsExactly("all of it");
    }

    @Test
    void whoReadsALittleNowAndThenIsCutOff() throws IOException {
        try (Socket client = ask()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                int read = client.getInputStream().read(new byte[20_000]);
                return read < 0 || !ends.isEmpty();
            });
        }
        assertThat(ends).containsExactly("The client reads too slowly.");
    }
}
