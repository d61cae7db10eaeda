package io.ringback.media.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringback.calendar.CalendarRefused;
import io.ringback.protocol.http.StrangersServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A calendar is read where anybody says that it is. */
class HttpFeedsTest {

    private static final long MOST = 1000;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private HttpFeeds feeds;

    /** The host {@code inside.example} is this machine. */
    private static final DnsResolver NAMES = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            return host.equals("inside.example")
                    ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                    : SystemDefaultDnsResolver.INSTANCE.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    };

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        feeds = new HttpFeeds(new StrangersServers(List.of(origin()), Duration.ofSeconds(5), NAMES));
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        feeds.destroy();
        server.stop(0);
        threads.shutdownNow();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Accept"));
        switch (exchange.getRequestURI().getPath()) {
            case "/calendar.ics" -> send(exchange, 200, "BEGIN:VCALENDAR");
            case "/most.ics" -> send(exchange, 200, "x".repeat((int) MOST));
            case "/moved.ics" -> {
                exchange.getResponseHeaders().set("Location", "/calendar.ics");
                send(exchange, 302, "");
            }
            case "/login.ics" -> send(exchange, 401, "who are you?");
            case "/endless.ics" -> endless(exchange, 500, 0);
            case "/slow.ics" -> endless(exchange, 1, 100);
            case "/silent.ics" -> pause(60_000);
            default -> send(exchange, 404, "");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    private void endless(HttpExchange exchange, int atOnce, long millis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
                body.write(new byte[atOnce]);
                body.flush();
                pause(millis);
            }
        }
    }

    /** That long, unless the test is over. */
    private void pause(long millis) throws IOException {
        try {
            if (over.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("The test is over.");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private byte[] read(String address) {
        return feeds.read(URI.create(address), MOST);
    }

    @Test
    void whatIsThereIsReadAsItIs() {
        assertThat(read(origin() + "/calendar.ics")).asString().isEqualTo("BEGIN:VCALENDAR");
        assertThat(read(origin() + "/most.ics")).hasSize((int) MOST);
        assertThat(asked).containsExactly("/calendar.ics text/calendar", "/most.ics text/calendar");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            moved.ics,   is not there: the server answers HTTP 302
            login.ics,   is not there: the server answers HTTP 401
            other.ics,   is not there: the server answers HTTP 404
            endless.ics, has more than 1000 bytes
            slow.ics,    does not come
            silent.ics,  does not come
            """)
    void whatIsNoneGetsAReason(String path, String why) {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> read(origin() + "/" + path))
                .withMessageStartingWith(why);
        assertThat(asked)
                .as("no redirect is followed, and nothing is tried twice")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:PORT/calendar.ics",
                "https://localhost:PORT/calendar.ics",
                "https://[::1]:PORT/calendar.ics",
                "https://inside.example:PORT/calendar.ics",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/calendar.ics",
                "http://localhost:PORT/calendar.ics",
                "http://127.0.0.1:1/calendar.ics",
                "http://example.com/calendar.ics"
            })
    void noInternalServerIsAskedNorAnyWithoutTls(String address) {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> read(address.replace(
                        "PORT", String.valueOf(server.getAddress().getPort()))))
                .withMessageStartingWith("is at no public https: address");
        assertThat(asked).isEmpty();
    }
}
