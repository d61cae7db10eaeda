package io.ringback.web.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** A server with nothing but the valve, and little patience. */
class SlowClientValveTest {

    private static final int KB = 1024;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Object> said = new CopyOnWriteArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() {
        start("1s");
    }

    private void start(String bodyTime) {
        LimitProperties limits = new Binder(new MapConfigurationPropertySource(Map.of(
                        "ringback.limits.in-hand", "3",
                        "ringback.limits.body-time", bodyTime,
                        "ringback.limits.long-body-time", bodyTime)))
                .bindOrCreate("ringback.limits", LimitProperties.class);
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.addEngineValves(new SlowClientValve(limits, new LostProgram(said::add)), new Losing());
        server = factory.getWebServer(context -> {
            var servlet = context.addServlet("echo", new Echo());
            servlet.addMapping("/*");
            servlet.setAsyncSupported(true);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** Needs a class that cannot be loaded any more, where no filter sees it. */
    private static final class Losing extends ValveBase {

        Losing() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (request.getRequestURI().equals("/lost")) {
                throw new NoClassDefFoundError("io/ringback/web/security/SlowClientValve");
            }
            getNext().invoke(request, response);
        }
    }

    /** Answers with what it was sent: as a form, read later, or read now; or does not read it. */
    private final class Echo extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response, "page");
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getPathInfo()) {
                case "/form" -> answer(response, "form " + request.getParameter("a"));
                case "/unread" -> answer(response, "unread");
                case "/later" -> {
                    AsyncContext later = request.startAsync();
                    later.start(() -> {
                        try {
                            answer(response, "later " + request.getInputStream().readAllBytes().length);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        later.complete();
                    });
                }
                default -> answer(response, "read " + request.getInputStream().readAllBytes().length);
            }
        }

        private void answer(HttpServletResponse response, String text) throws IOException {
            handled.add(text);
            response.setContentLength(text.length());
            response.getOutputStream().write(text.getBytes(ISO_8859_1));
        }
    }

    @Test
    void aNodeThatHasLostAClassOfWhatReadsRequestsIsToBeRestarted() throws IOException {
        try (Socket socket = open("127.0.0.1")) {
            say(socket, last(post("/lost", "a=1")));
            hear(socket);
        }

        assertThat(said).singleElement().isInstanceOfSatisfying(AvailabilityChangeEvent.class, event -> assertThat(
                        event.getState())
                .isEqualTo(LivenessState.BROKEN));
        assertThat(handled).isEmpty();
    }

    private Socket open(String from) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(60_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private static String post(String path, String body) {
        return head(
                        path,
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n")
                + body;
    }

    private static String last(String text) {
        return text.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    }

    /** All answers, until the server closes the connection. */
    private static String hear(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static void drip(Socket socket) {
        try {
            say(socket, "x");
        } catch (SocketException e) {
            // It is closed, and what was answered before can be read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000\r\n", "Transfer-Encoding: chunked\r\n"})
    void aBodyThatComesByteByByteIsNotWaitedFor(String length) throws IOException {
        try (Socket slow = open("127.0.0.1")) {
            say(slow, head("/read", length) + (length.startsWith("T") ? "ea60\r\n" : ""));
            await().until(() -> {
                drip(slow);
                return slow.getInputStream().available() > 0;
            });
            assertThat(hear(slow)).startsWith("HTTP/1.1 408 ");
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void whatNobodyWantedIsNotWaitedForEither() throws IOException {
        try (Socket slow = open("127.0.0.1")) {
            say(slow, head("/unread", "Content-Length: 900000\r\n"));
            StringBuilder heard = new StringBuilder();
            await().until(() -> {
                drip(slow);
                int there = slow.getInputStream().available();
                heard.append(new String(slow.getInputStream().readNBytes(there), ISO_8859_1));
                return heard.length() > 0;
            });
            await().until(() -> isClosed(slow));
            assertThat(heard).startsWith("HTTP/1.1 200 ");
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            say(socket, "x");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void anAddressHasSoManyRequestsInHandAndAnotherItsOwn() throws IOException {
        server.stop();
        start("2m");
        try (Socket one = open("127.0.0.1");
                Socket two = open("127.0.0.1");
                Socket three = open("127.0.0.1")) {
            for (Socket slow : List.of(one, two, three)) {
                say(slow, head("/read", "Content-Length: 10\r\nConnection: close\r\n") + "x");
            }
            await().until(() -> {
                try (Socket fourth = open("127.0.0.1")) {
                    say(fourth, last("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                    return hear(fourth).startsWith("HTTP/1.1 429 ");
                }
            });
            try (Socket other = open("127.0.0.2");
                    Socket health = open("127.0.0.1")) {
                say(other, last("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                assertThat(hear(other)).startsWith("HTTP/1.1 200 ");
                say(health, last("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                assertThat(hear(health)).startsWith("HTTP/1.1 200 ");
            }
            for (Socket slow : List.of(one, two, three)) {
                say(slow, "123456789");
                assertThat(hear(slow)).startsWith("HTTP/1.1 200 ");
            }
        }
        await().until(() -> {
            try (Socket again = open("127.0.0.1")) {
                say(again, last("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                return hear(again).startsWith("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    void requestsOfOneConnectionEachHaveTheirBody() throws IOException {
        try (Socket client = open("127.0.0.1")) {
            say(
                    client,
                    post("/form", "a=1") + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + post("/later", "12345")
                            + post("/unread", "x".repeat(100 * KB)) + post("/read", "x".repeat(200 * KB))
                            + head("/read", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n"
                            + post("/unread", "abc") + last(post("/form", "a=2")));
            assertThat(hear(client)).doesNotContain(" 400 ").endsWith("form 2");
        }
        assertThat(handled)
                .containsExactly(
                        "form 1", "page", "later 5", "unread", "read " + 200 * KB, "read 3", "unread", "form 2");
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOnOnce() throws IOException {
        try (Socket client = open("127.0.0.1")) {
            say(client, last(head("/read", "Content-Length: 3\r\nExpect: 100-continue\r\n")));
            await().until(() -> client.getInputStream().available() > 0);
            say(client, "abc");
            assertThat(hear(client)).containsOnlyOnce("HTTP/1.1 100").endsWith("read 3");
        }
    }

    @Test
    void aBrokenBodyIsRefused() throws IOException {
        try (Socket client = open("127.0.0.1")) {
            say(client, head("/read", "Transfer-Encoding: chunked\r\n") + "no number\r\nabc\r\n");
            assertThat(hear(client)).startsWith("HTTP/1.1 400 ");
        }
        assertThat(handled).isEmpty();
    }
}
