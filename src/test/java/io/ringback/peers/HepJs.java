package io.ringback.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.peers.Program.Debian;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who reads HEP: {@code src/test/hep}, on the npm library hep-js, which installs itself at first use. */
public final class HepJs implements AutoCloseable {

    private static final Path FOLDER = Path.of("src", "test", "hep").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Debian NODE = new Debian("node", "nodejs");
    private static final Debian NPM = new Debian("npm", "npm");
    private static final Duration TO_INSTALL = Duration.ofMinutes(2);

    private final Program program;

    private HepJs(Program program) {
        this.program = program;
    }

    /** Starts it on {@code port} of the loopback interface; waits until it listens. */
    public static HepJs start(int port) {
        install();
        HepJs reader = new HepJs(Program.start(
                NODE,
                Program.directory(NODE),
                List.of(FOLDER.resolve("hep.js").toString(), Integer.toString(port)),
                Map.of()));
        reader.program.until(
                "listening", Program.PATIENCE, () -> reader.program.log().contains("listening"));
        return reader;
    }

    private static synchronized void install() {
        if (Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
            return;
        }
        try (Program npm = Program.start(
                NPM,
                Program.directory(NPM),
                List.of("ci", "--no-audit", "--no-fund", "--prefix", FOLDER.toString()),
                Map.of())) {
            if (npm.exitStatus(TO_INSTALL) != 0) {
                throw new AssertionError("npm ci failed in src/test/hep." + npm.logForFailures());
            }
        }
    }

    /** Waits until {@code number} packets have come, and returns what they say. */
    public List<JsonNode> packets(int number) {
        program.until(number + " packets", Program.PATIENCE, () -> read().size() >= number);
        return read();
    }

    private List<JsonNode> read() {
        return program.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(HepJs::tree)
                .toList();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
