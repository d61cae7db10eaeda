package io.ringback.media.webpush;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A push service as RFC 8030 has it, for browsers of the test: it takes messages of the one application server that its subscriptions are
 * for (RFC 8292), and holds the newest of each topic, as if each browser were off.
 */
public final class PushServiceOfRig implements AutoCloseable {

    private static final Pattern VAPID = Pattern.compile("vapid t=([\\w.-]+), k=([\\w-]+)");

    /** A message that is held. Its body is that of the request. */
    public record Held(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** All requests, in order, also those that were refused. */
    public final List<Held> asked = new CopyOnWriteArrayList<>();

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final String applicationServer;
    private final HttpServer server;
    private volatile int status;
    private volatile String retryAfter = "";

    /** @param applicationServer the public key that its subscriptions are for */
    public PushServiceOfRig(String applicationServer) throws IOException {
        this.applicationServer = applicationServer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where messages for a browser are posted. */
    public String endpoint(String browser) {
        return origin() + "/push/" + browser;
    }

    /** What the browser would get if it came online now, the oldest first. */
    public List<Held> heldFor(String browser) {
        return held.entrySet().stream()
                .filter(one -> one.getKey().startsWith("/push/" + browser + " "))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Refuses from now on; -1 closes connections without an answer. */
    void refuses(int with, String after) {
        status = with;
        retryAfter = after;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Held message = new Held(
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes());
        asked.add(message);
        if (status < 0) {
            throw new IOException("The service says nothing.");
        }
        int result = status > 0 ? status : taken(exchange, message);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        if (result == 201) {
            exchange.getResponseHeaders().add("Location", origin() + "/message/" + asked.size());
        }
        if (result == 307) {
            exchange.getResponseHeaders().add("Location", origin() + "/push/elsewhere");
        }
        exchange.sendResponseHeaders(result, -1);
        exchange.close();
    }

    private int taken(HttpExchange exchange, Held message) {
        List<String> wrong = new ArrayList<>();
        if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        if (message.header("TTL") == null || !message.header("TTL").matches("[0-9]+")) {
            return 400;
        }
        String topic = message.header("Topic");
        if (topic == null || !topic.matches("[A-Za-z0-9_-]{1,32}")) {
            wrong.add("Topic");
        }
        if (!"aes128gcm".equals(message.header("Content-Encoding"))) {
            wrong.add("Content-Encoding");
        }
        if (!List.of("very-low", "low", "normal", "high").contains(String.valueOf(message.header("Urgency")))) {
            wrong.add("Urgency");
        }
        if (!wrong.isEmpty()) {
            return 400;
        }
        if (message.body().length > 4096) {
            return 413;
        }
        if (!isOfApplicationServer(String.valueOf(message.header("Authorization")))) {
            return 403;
        }
        held.put(exchange.getRequestURI().getPath() + " " + topic, message);
        return 201;
    }

    private boolean isOfApplicationServer(String authorization) {
        Matcher vapid = VAPID.matcher(authorization);
        if (!vapid.matches() || !vapid.group(2).equals(applicationServer)) {
            return false;
        }
        try {
            byte[] point = Base64.getUrlDecoder().decode(applicationServer);
            ECKey key = new ECKey.Builder(
                            Curve.P_256,
                            Base64URL.encode(Arrays.copyOfRange(point, 1, 33)),
                            Base64URL.encode(Arrays.copyOfRange(point, 33, 65)))
                    .build();
            SignedJWT token = SignedJWT.parse(vapid.group(1));
            Instant until = token.getJWTClaimsSet().getExpirationTime().toInstant();
            return token.verify(new ECDSAVerifier(key))
                    && token.getJWTClaimsSet().getAudience().equals(List.of(origin()))
                    && token.getJWTClaimsSet().getSubject().matches("(mailto:|https?:).+")
                    && until.isAfter(Instant.now())
                    && until.isBefore(Instant.now().plus(Duration.ofDays(1)));
        } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
