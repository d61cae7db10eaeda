package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * An XMPP server: Debian's Prosody in the foreground on a free port of loopback, with accounts and a certificate of its own.
 * It can be killed and started again with what it has stored, on the same port.
 */
public final class Prosody implements AutoCloseable {

    /** The domain of its users, and of its certificate. */
    public static final String DOMAIN = "ringback.example";

    private static final Program.Debian PROSODY = new Program.Debian("prosody", "prosody");
    private static final Program.Debian OPENSSL = new Program.Debian("openssl", "openssl");

    /** As a server of today has them; in memory of the test only. */
    private static final String CONFIGURATION = """
            run_as_root = true
            daemonize = false
            pidfile = "%1$s/pid"
            data_path = "%1$s/data"
            log = { debug = "*console" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { %2$d }
            c2s_direct_tls_ports = {}
            c2s_require_encryption = %3$s
            s2s_ports = {}
            modules_enabled = { "roster", "saslauth", "tls", "disco", "carbons", "ping", "offline", "presence", "message", "iq"%4$s }
            modules_disabled = { "s2s" }
            authentication = "internal_plain"
            -- Not for as long as a test runs: what waits for it is stored at once.
            smacks_hibernation_time = 300
            ssl = { key = "%1$s/key.pem", certificate = "%1$s/certificate.pem" }
            VirtualHost "%5$s"
            """;

    private final Configuration configuration;
    private final int port;
    private final Path home;
    private Program program;

    private Prosody(Configuration configuration, int port, Path home) {
        this.configuration = configuration;
        this.port = port;
        this.home = home;
    }

    /**
     * How it is to run.
     *
     * @param passwords of its users, by name
     * @param tls whether it insists on StartTLS, or does not offer it
     * @param modules besides what every server has
     * @param certified the domain that its certificate is for
     */
    public record Configuration(Map<String, String> passwords, boolean tls, List<String> modules, String certified) {

        public Configuration {
            passwords = Map.copyOf(passwords);
            modules = List.copyOf(modules);
        }

        /** Without StartTLS. */
        public Configuration withoutTls() {
            return new Configuration(passwords, false, modules, certified);
        }

        /** With these modules instead of stream management. */
        public Configuration withModules(String... names) {
            return new Configuration(passwords, tls, List.of(names), certified);
        }

        /** With a certificate for another domain. */
        public Configuration certifiedFor(String domain) {
            return new Configuration(passwords, tls, modules, domain);
        }

        /** Starts it on a free port and waits until it listens. */
        public Prosody start() {
            Prosody prosody = new Prosody(this, Ports.free(), Program.directory(PROSODY));
            prosody.write();
            prosody.restart();
            return prosody;
        }
    }

    /** With these users, stream management and StartTLS. */
    public static Configuration of(Map<String, String> passwords) {
        return new Configuration(passwords, true, List.of("smacks"), DOMAIN);
    }

    private void write() {
        Path accounts = home.resolve("data").resolve(encoded(DOMAIN)).resolve("accounts");
        String modules = String.join(
                "",
                configuration.modules().stream()
                        .map(name -> ", \"" + name + '"')
                        .toList());
        try {
            Files.createDirectories(accounts);
            for (Map.Entry<String, String> user : configuration.passwords().entrySet()) {
                Files.writeString(
                        accounts.resolve(encoded(user.getKey()) + ".dat"),
                        "return { [\"password\"] = \"" + user.getValue() + "\" };");
            }
            Files.writeString(
                    home.resolve("prosody.cfg.lua"),
                    CONFIGURATION.formatted(home, port, configuration.tls(), modules, DOMAIN)
                            + (configuration.tls() ? "" : "modules_disabled = { \"tls\" }\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        certify();
    }

    private void certify() {
        Path directory = Program.directory(OPENSSL);
        String domain = configuration.certified();
        try (Program openssl = Program.start(
                OPENSSL,
                directory,
                List.of(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + domain,
                        "-addext",
                        "subjectAltName=DNS:" + domain,
                        "-keyout",
                        home.resolve("key.pem").toString(),
                        "-out",
                        home.resolve("certificate.pem").toString()),
                Map.of())) {
            if (openssl.exitStatus(Program.PATIENCE) != 0) {
                throw new AssertionError("No certificate." + openssl.logForFailures());
            }
        }
    }

    /** Prosody's names of files: all but letters and digits in hexadecimal. */
    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        name.chars()
                .forEach(c -> encoded.append(
                        Character.isLetterOrDigit(c)
                                ? String.valueOf((char) c)
                                : String.format(Locale.ROOT, "%%%02x", c)));
        return encoded.toString();
    }

    /** Ends it without a word to anybody (SIGKILL). */
    public void kill() {
        program.kill();
        program.close();
    }

    /** Starts it, again if it was killed, and waits until it listens. */
    public void restart() {
        program = Program.start(
                PROSODY,
                Program.directory(PROSODY),
                List.of("-F", "--config", home.resolve("prosody.cfg.lua").toString()),
                Map.of());
        program.endInput();
        program.until("a listening port", Program.PATIENCE, this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its certificate, signed by itself, in PEM form. */
    public Path certificate() {
        return home.resolve("certificate.pem");
    }

    /** The JID of a user. */
    public String jid(String user) {
        return user + "@" + DOMAIN;
    }

    /** What a user authenticates with. */
    String password(String user) {
        return configuration.passwords().get(user);
    }

    /** What it logged since it was last started. */
    public String log() {
        return program.log();
    }

    @Override
    public void close() {
        program.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
