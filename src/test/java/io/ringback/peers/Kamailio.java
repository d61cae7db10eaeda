package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.util.DigestUtils;

/** A switch: Debian's Kamailio in the foreground, on a free port of loopback for UDP and TCP. */
public final class Kamailio implements AutoCloseable {

    private static final Program.Debian KAMAILIO = new Program.Debian("kamailio", "kamailio");

    private final Configuration configuration;
    private final int port;
    private final Program program;

    private Kamailio(Configuration configuration, int port, Program program) {
        this.configuration = configuration;
        this.port = port;
        this.program = program;
    }

    /** A plain registrar and proxy, which knows nothing of Ringback and believes everybody; phones ring 5 s. */
    public static Configuration plain() {
        try {
            return by(Path.of(Kamailio.class.getResource("/peers/switch.cfg").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@link #plain} as it is. */
    public static Kamailio start() {
        return plain().start();
    }

    /** A configuration file that listens on {@code LISTEN_UDP} and {@code LISTEN_TCP}. */
    public static Configuration by(Path file) {
        return new Configuration(file, Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * How it is to run.
     *
     * @param file its configuration file
     * @param domain of its users; empty for its own address and port
     * @param defines given with {@code -A}
     * @param passwords of its users, for {@code users.cfg} in its working directory
     * @param environment in addition to ours
     * @param included further files in its working directory, by name
     */
    public record Configuration(
            Path file,
            Optional<String> domain,
            Map<String, String> defines,
            Map<String, String> passwords,
            Map<String, String> environment,
            Map<String, String> included) {

        public Configuration {
            defines = Map.copyOf(defines);
            passwords = Map.copyOf(passwords);
            environment = Map.copyOf(environment);
            included = Map.copyOf(included);
        }

        /** The domain of its users, also as {@code SIP_DOMAIN}. */
        public Configuration domain(String name) {
            return new Configuration(file, Optional.of(name), defines, passwords, environment, included)
                    .define("SIP_DOMAIN", '"' + name + '"');
        }

        /** A {@code #!define} of the file: the value as it would stand there, so strings in quotes. */
        public Configuration define(String name, String value) {
            return new Configuration(file, domain, with(defines, name, value), passwords, environment, included);
        }

        /** A user who must authenticate, in a line of {@code users.cfg} as {@code deploy/kamailio/kamailio.cfg} reads it. */
        public Configuration user(String name, String password) {
            return new Configuration(file, domain, defines, with(passwords, name, password), environment, included);
        }

        /** An environment variable. */
        public Configuration environment(String name, String value) {
            return new Configuration(file, domain, defines, passwords, with(environment, name, value), included);
        }

        /** A file that its configuration includes. */
        public Configuration include(String name, String text) {
            return new Configuration(file, domain, defines, passwords, environment, with(included, name, text));
        }

        /** Starts it on a free port and waits until it answers. */
        public Kamailio start() {
            return start(Ports.free());
        }

        /** The same on a given port. */
        public Kamailio start(int port) {
            return Kamailio.start(this, port);
        }

        private static Map<String, String> with(Map<String, String> all, String name, String value) {
            Map<String, String> more = new HashMap<>(all);
            more.put(name, value);
            return more;
        }
    }

    private static Kamailio start(Configuration configuration, int port) {
        Path directory = Program.directory(KAMAILIO);
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                configuration.file().toAbsolutePath().toString(),
                "-w",
                directory.toString(),
                "-Y",
                directory.toString(),
                "-P",
                directory.resolve("pid").toString(),
                "-A",
                "LISTEN_UDP=udp:127.0.0.1:" + port,
                "-A",
                "LISTEN_TCP=tcp:127.0.0.1:" + port,
                "-m",
                "64",
                "-M",
                "8",
                "-DD",
                "-E"));
        new TreeMap<>(configuration.defines())
                .forEach((name, value) -> arguments.addAll(List.of("-A", name + "=" + value)));
        String realm = configuration.domain().orElse("127.0.0.1:" + port);
        List<String> users = configuration.passwords().entrySet().stream()
                .map(user -> "$sht(users=>%s) = \"%s\";"
                        .formatted(
                                user.getKey(),
                                DigestUtils.md5DigestAsHex((user.getKey() + ":" + realm + ":" + user.getValue())
                                        .getBytes(StandardCharsets.UTF_8))))
                .toList();
        try {
            Files.write(directory.resolve("users.cfg"), users);
            for (Map.Entry<String, String> one : configuration.included().entrySet()) {
                Files.writeString(directory.resolve(one.getKey()), one.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program program = Program.start(KAMAILIO, directory, arguments, configuration.environment());
        program.endInput();
        try {
            program.until("an answer to OPTIONS", Program.PATIENCE, () -> Options.answeredBy(port));
            return new Kamailio(configuration, port, program);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** Where it listens on 127.0.0.1, UDP and TCP. */
    public int port() {
        return port;
    }

    /** The domain of its users. */
    public String domain() {
        return configuration.domain().orElse("127.0.0.1:" + port);
    }

    /** The address of a user. */
    public String uri(String user) {
        return "sip:" + user + "@" + domain();
    }

    /** What a user authenticates with; anything will do where nobody asks. */
    String password(String user) {
        return configuration.passwords().getOrDefault(user, "none");
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
}
