package io.ringback.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** baresip's {@code ctrl_tcp}: JSON in netstrings, commands one way, responses and events the other. */
final class BaresipControl implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration RESPONSE = Duration.ofSeconds(10);

    private final Program program;
    private final Socket socket;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<String, JsonNode> responses = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new ArrayList<>();

    BaresipControl(int port, Program program) {
        this.program = program;
        try {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "baresip-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    /** Returns what it answers; fails if it does not do it. */
    String command(String name, String parameter) {
        String token = Integer.toString(commands.incrementAndGet());
        try {
            byte[] command = JSON.writeValueAsBytes(Map.of("command", name, "params", parameter, "token", token));
            synchronized (socket) {
                socket.getOutputStream().write((command.length + ":").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(command);
                socket.getOutputStream().write(',');
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("baresip takes no commands any more." + program.logForFailures(), e);
        }
        program.until("the response to " + name, RESPONSE, () -> responses.containsKey(token));
        JsonNode response = responses.remove(token);
        if (!response.path("ok").asBoolean()) {
            throw new AssertionError("baresip refused " + name + " " + parameter + ": "
                    + response.path("data").asText() + program.logForFailures());
        }
        return response.path("data").asText();
    }

    /** Takes the first event of this type, when it comes. */
    JsonNode event(String type, Duration atMost) {
        List<JsonNode> taken = new ArrayList<>();
        program.until("the event " + type, atMost, () -> {
            take(type).ifPresent(taken::add);
            return !taken.isEmpty();
        });
        return taken.get(0);
    }

    int eventsWaiting(String type) {
        synchronized (events) {
            return (int) events.stream()
                    .filter(event -> event.path("type").asText().equals(type))
                    .count();
        }
    }

    private Optional<JsonNode> take(String type) {
        synchronized (events) {
            for (Iterator<JsonNode> each = events.iterator(); each.hasNext(); ) {
                JsonNode event = each.next();
                if (event.path("type").asText().equals(type)) {
                    each.remove();
                    return Optional.of(event);
                }
            }
        }
        return Optional.empty();
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                JsonNode message = JSON.readTree(in.readNBytes(length(in)));
                if (in.read() != ',') {
                    throw new IOException("A netstring of baresip does not end in a comma");
                }
                if (message.path("event").asBoolean()) {
                    synchronized (events) {
                        events.add(message);
                    }
                } else {
                    responses.put(message.path("token").asText(), message);
                }
            }
        } catch (IOException e) {
            // It has ended, or we have: who waits for it hears so from the program.
            return;
        }
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int read = in.read(); read != ':'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            length = 10 * length + Character.digit(read, 10);
        }
        return length;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
