package io.ringback.media.ntfy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server as ntfy's documentation of publishing has it: JSON is posted to its root, a sequence is deleted at {@code
 * /topic/sequence}, and only who has the token may. It keeps what subscribers of a topic would see now.
 */
final class PushServer implements AutoCloseable {

    static final String TOKEN = "tk_TheTokenOfRingback";

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    /** By topic and sequence. */
    final Map<String, JsonNode> shown = new ConcurrentHashMap<>();

    private final HttpServer server;
    private volatile int status;
    private volatile String retryAfter = "";

    PushServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses from now on; -1 closes connections without an answer. */
    void refuses(int with, String after) {
        status = with;
        retryAfter = after;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        if (status < 0) {
            throw new IOException("The server says nothing.");
        }
        int result = status > 0 ? status : done(exchange, body);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        byte[] answer = "{\"id\":\"xE73Iyuabi\",\"event\":\"message\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(result, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private int done(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 403;
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            shown.remove(path.substring(1));
            return 200;
        }
        if (!exchange.getRequestMethod().equals("POST") || !Set.of("", "/").contains(path)) {
            return 404;
        }
        JsonNode message = new ObjectMapper().readTree(body);
        shown.put(
                message.path("topic").asText() + "/"
                        + message.path("sequence_id").asText(),
                message);
        return 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
