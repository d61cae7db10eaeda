package io.ringback.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.peers.Program.Debian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** An SMSC: {@code src/test/smsc}, on the npm library smpp, which installs itself at first use. */
public final class NpmSmsc implements AutoCloseable {

    private static final Path FOLDER = Path.of("src", "test", "smsc").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Debian NODE = new Debian("node", "nodejs");
    private static final Debian NPM = new Debian("npm", "npm");
    private static final Duration TO_INSTALL = Duration.ofMinutes(2);

    private final int port;
    private final Program program;
    /** The log as far as it was read. */
    private final List<JsonNode> events = new ArrayList<>();

    private int read;

    private NpmSmsc(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /** Starts it on {@code port} of the loopback interface; waits until it listens. */
    public static NpmSmsc start(int port) {
        return start(port, "", false);
    }

    /**
     * Starts it on {@code port} of the loopback interface; waits until it listens.
     *
     * @param password that a bind must give; empty to take any
     * @param quiet whether messages are only counted
     */
    public static NpmSmsc start(int port, String password, boolean quiet) {
        install();
        Program program = Program.start(
                NODE,
                Program.directory(NODE),
                List.of(FOLDER.resolve("smsc.js").toString(), Integer.toString(port), password, quiet ? "quiet" : ""),
                Map.of());
        NpmSmsc smsc = new NpmSmsc(port, program);
        smsc.until("listening", event -> is(event, "listening"));
        return smsc;
    }

    /**
     * Binds a bare client, {@code bare.js}, which submits messages and then answers what is delivered until it is closed.
     *
     * @param done takes the milliseconds in which all were answered
     */
    public AutoCloseable bareClient(int messages, int window, LongConsumer done) {
        Program client = Program.start(
                NODE,
                Program.directory(NODE),
                List.of(
                        FOLDER.resolve("bare.js").toString(),
                        Integer.toString(port),
                        Integer.toString(messages),
                        Integer.toString(window)),
                Map.of());
        client.until("all submitted", TO_INSTALL, () -> client.log().contains("\n"));
        try {
            done.accept(JSON.readTree(client.log()).path("milliseconds").asLong());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return client;
    }

    private static synchronized void install() {
        if (Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
            return;
        }
        Path directory = Program.directory(NPM);
        try (Program npm = Program.start(
                NPM, directory, List.of("ci", "--no-audit", "--no-fund", "--prefix", FOLDER.toString()), Map.of())) {
            if (npm.exitStatus(TO_INSTALL) != 0) {
                throw new AssertionError("npm ci failed in src/test/smsc." + npm.logForFailures());
            }
        }
    }

    public int port() {
        return port;
    }

    /** Gives it a command, {@code {"set": {"receipt": "DELIVRD"}}}; see smsc.js. What is set holds on return. */
    public void command(Map<String, ?> command) {
        int before = events("set").size();
        try {
            program.type(JSON.writeValueAsString(command));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        if (command.containsKey("set")) {
            program.untilOrEnd("setting", Program.PATIENCE, () -> events("set").size() > before);
        }
    }

    public void set(String name, Object value) {
        command(Map.of("set", Map.of(name, value)));
    }

    /** Sends a deliver_sm; octets in hexadecimal. */
    public void deliver(String tag, Map<String, ?> fields) {
        command(Map.of("deliver", fields, "tag", tag));
    }

    /** What happened so far. */
    public synchronized List<JsonNode> events() {
        String log = program.log();
        int end;
        while ((end = log.indexOf('\n', read)) >= 0) {
            String line = log.substring(read, end);
            read = end + 1;
            if (line.startsWith("{")) {
                try {
                    events.add(JSON.readTree(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return List.copyOf(events);
    }

    public List<JsonNode> events(String kind) {
        return events().stream().filter(event -> is(event, kind)).toList();
    }

    /** Waits until something has happened, and returns it. */
    public JsonNode until(String what, Predicate<JsonNode> condition) {
        return until(what, Program.PATIENCE, condition);
    }

    public JsonNode until(String what, Duration atMost, Predicate<JsonNode> condition) {
        program.until(what, atMost, () -> events().stream().anyMatch(condition));
        return events().stream().filter(condition).findFirst().orElseThrow();
    }

    /** The status of the answer to what was delivered under {@code tag}. */
    public int statusOf(String tag) {
        return until(
                        "the answer to " + tag,
                        event -> is(event, "delivered")
                                && event.path("tag").asText().equals(tag))
                .path("status")
                .asInt();
    }

    public static boolean is(JsonNode event, String kind) {
        return event.path("event").asText().equals(kind);
    }

    /** Ends it in the middle of whatever it does. What happened until then can still be asked for. */
    public void kill() {
        program.kill();
        events();
        program.close();
    }

    @Override
    public void close() {
        program.close();
    }
}
