package io.ringback.media.smsgateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An SMS gateway as the documentation of the Telnyx Messaging API v2 has it, which answers as it is told to. */
final class Relay implements AutoCloseable {

    /** What was asked of it. Header names as Java's server writes them. */
    record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    /** How it answers; no status: not at all. */
    record Says(int status, String body, Map<String, String> headers) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Says says;

    Relay() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        accepts("40385f64-5717-4562-b3fc-2c963f66afa6");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/messages";
    }

    void accepts(String id) {
        says(200, """
                {"data":{"record_type":"message","direction":"outbound","id":"%s","type":"SMS",
                "to":[{"phone_number":"+46701234567","status":"queued","carrier":"","line_type":""}],
                "errors":[],"parts":1}}
                """.formatted(id));
    }

    void refuses(int status, String code, String pointer) {
        says(status, """
                {"errors":[{"code":"%s","title":"Something about +46701234567","detail":"About +46701234567.",
                "source":{"pointer":"%s"}}]}
                """.formatted(code, pointer));
    }

    void says(int status, String body, String... headers) {
        says = new Says(status, body, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]));
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Says now = says;
        if (now.status() == 0) {
            // Closes the connection without an answer.
            throw new IOException("The relay says nothing.");
        }
        byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Set-Cookie", "tracked=yes");
        now.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
