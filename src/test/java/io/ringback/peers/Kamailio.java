package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A switch: Debian's Kamailio in the foreground, on a free port of loopback for UDP and TCP. */
public final class Kamailio implements AutoCloseable {

    private static final Program.Debian KAMAILIO = new Program.Debian("kamailio", "kamailio");

    private final int port;
    private final Program program;

    private Kamailio(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    /** A plain registrar and proxy, which knows nothing of Ringback; phones ring 5 s. */
    public static Kamailio start() {
        return start(Map.of());
    }

    /** The same with other {@code #!define}s of {@code src/test/resources/peers/switch.cfg}: {@code RING_MILLISECONDS}. */
    public static Kamailio start(Map<String, String> defines) {
        try {
            return start(Path.of(Kamailio.class.getResource("/peers/switch.cfg").toURI()), Ports.free(), defines);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param configuration its configuration file; it needs no {@code listen}
     * @param port a free port ({@link Ports#free()})
     * @param defines given with {@code -A}: a name, and a value as it would follow {@code #!define}, so strings in quotes
     */
    public static Kamailio start(Path configuration, int port, Map<String, String> defines) {
        return start(configuration, port, defines, Map.of());
    }

    /**
     * The same with environment variables, as a configuration reads them with {@code $env()}.
     *
     * @param environment in addition to ours
     */
    public static Kamailio start(
            Path configuration, int port, Map<String, String> defines, Map<String, String> environment) {
        Path directory = Program.directory(KAMAILIO);
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                configuration.toAbsolutePath().toString(),
                "-l",
                "udp:127.0.0.1:" + port,
                "-l",
                "tcp:127.0.0.1:" + port,
                "-Y",
                directory.toString(),
                "-P",
                directory.resolve("pid").toString(),
                "-m",
                "64",
                "-M",
                "8",
                "-DD",
                "-E"));
        new TreeMap<>(defines).forEach((name, value) -> arguments.addAll(List.of("-A", name + "=" + value)));
        Program program = Program.start(KAMAILIO, directory, arguments, environment);
        program.endInput();
        try {
            program.until("an answer to OPTIONS", Program.PATIENCE, () -> Options.answeredBy(port));
            return new Kamailio(port, program);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** Where it listens on 127.0.0.1, UDP and TCP. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}, the domain of its users. */
    public String domain() {
        return "127.0.0.1:" + port;
    }

    /** The address of a user. */
    public String uri(String user) {
        return "sip:" + user + "@" + domain();
    }

    /** What it logged. */
    public String log() {
        return program.log();
    }

    /** Its files. */
    public Path directory() {
        return program.directory();
    }

    @Override
    public void close() {
        program.close();
    }

    /** A copy of {@code configuration} in which texts are replaced, for what no define reaches. */
    public static Path rewritten(Path configuration, Map<String, String> replacements) {
        try {
            String text = Files.readString(configuration);
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                if (!text.contains(replacement.getKey())) {
                    throw new IllegalArgumentException(configuration + " does not contain " + replacement.getKey());
                }
                text = text.replace(replacement.getKey(), replacement.getValue());
            }
            Path copy = Files.createTempFile("kamailio", ".cfg");
            copy.toFile().deleteOnExit();
            return Files.writeString(copy, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
