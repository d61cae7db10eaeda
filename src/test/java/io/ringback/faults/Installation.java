package io.ringback.faults;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringback.directory.Directory;
import io.ringback.embedded.PostgresServer;
import io.ringback.peers.Ports;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.core.TerminalFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** What all fault tests share: the peers that can be made to fail, and one node that reaches its database by a proxy. */
final class Installation implements AutoCloseable {

    static final String SECRET = "0123456789abcdef0123456789abcdef";

    /** The lock of those who use the shared one: one after another, but beside everybody else. */
    static final String SHARED = "installation";

    /** The lock of those who have phones wait while a node of their own starts: not several nodes at a time. */
    static final String CRASHING = "crashing calls";

    /** How long a test waits for what is to happen; a node that starts on a busy machine takes minutes. */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    static final String API_KEY = "fault-tests-api-key-0123456789abcdef";
    static final String ADMIN_PASSWORD = "fault-tests-admin-password";
    private static final String MAILBOX = "ringback@ringback.test";
    private static final String MAILBOX_PASSWORD = "faults";
    private static final AtomicInteger NODES = new AtomicInteger();

    final RestartablePostgres postgres;
    final DatabaseProxy proxy;
    final ScriptedSmtpServer smtp;
    private final int imapPort = Ports.free();
    private GreenMail imap;
    private GreenMailUser mailbox;
    private final String name;
    private DataSource database;
    private String url;
    private final Map<String, String> further;
    private final List<String> virtualMachine;
    private RunningRingback node;

    private Installation(String name, Map<String, String> further, String... virtualMachine) throws IOException {
        this.name = name;
        this.further = Map.copyOf(further);
        this.virtualMachine = List.of(virtualMachine);
        Path folder = Files.createTempDirectory("ringback-faults-");
        postgres = new RestartablePostgres(folder);
        proxy = new DatabaseProxy(postgres.port());
        database = postgres.dataSource();
        url = urlAt(proxy.port());
        smtp = new ScriptedSmtpServer();
        startImap();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private Installation(String name, DataSource database, String url) throws IOException {
        this.name = name;
        this.further = Map.of();
        this.virtualMachine = List.of();
        postgres = null;
        proxy = null;
        this.database = database;
        this.url = url;
        smtp = new ScriptedSmtpServer();
        startImap();
    }

    /** The one of this JVM, started at first use. */
    static Installation shared() {
        return Shared.INSTALLATION;
    }

    /**
     * One for a test class alone, for as long as this JVM lives.
     *
     * @param name of its node
     * @param further settings of its node
     * @param virtualMachine options of its node's Java, which win over those that all nodes have
     */
    static Installation ofItsOwn(String name, Map<String, String> further, String... virtualMachine)
            throws IOException {
        return new Installation(name, further, virtualMachine);
    }

    /**
     * One for a test class alone, with neither PostgreSQL nor proxy of its own.
     *
     * @param name of its node
     * @param url where its node connects to {@code database}
     */
    static Installation onDatabase(String name, DataSource database, String url) throws IOException {
        return new Installation(name, database, url);
    }

    /** From now on its node, a new one, uses another database. */
    synchronized void moveTo(DataSource other, String otherUrl) {
        database = other;
        url = otherUrl;
        node = null;
    }

    /** The node behind the proxy, started at first use, and again if it has been killed. */
    synchronized RunningRingback node() {
        if (node == null) {
            node = RunningRingback.start(name, settings(url), virtualMachine);
        }
        for (int starts = 0; starts < 3 && !node.isAlive(); starts++) {
            try {
                node.start();
            } catch (TerminalFailureException e) {
                // It works before it says that it is ready, and may have met the next thing that kills it.
            }
        }
        return node;
    }

    /** One more node on the same database and mailbox. */
    RunningRingback anotherNode() {
        return anotherNode(Map.of());
    }

    /** The same, with settings of its own. */
    RunningRingback anotherNode(Map<String, String> own) {
        Map<String, String> settings = settings(postgres == null ? url : urlAt(postgres.port()));
        settings.putAll(own);
        return RunningRingback.start("other-" + NODES.incrementAndGet(), settings, List.of());
    }

    private static String urlAt(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresServer.DATABASE + "?sslmode=disable";
    }

    private Map<String, String> settings(String databaseUrl) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("spring.datasource.url", databaseUrl);
        settings.put("spring.datasource.username", PostgresServer.DATABASE);
        settings.put("spring.datasource.password", RestartablePostgres.PASSWORD);
        settings.put("ringback.secret", SECRET);
        settings.put("ringback.api.keys.faults.value", API_KEY);
        settings.put("ringback.api.keys.faults.scopes", "calls.write,cases.read");
        settings.put("ringback.operators.admin.password", ADMIN_PASSWORD);
        settings.put("ringback.operators.admin.group", "camunda-admin");
        settings.put("ringback.operators.olga.password", ADMIN_PASSWORD);
        settings.put("ringback.operators.olga.group", "operators");
        settings.put("ringback.operators.anders.password", ADMIN_PASSWORD);
        settings.put("ringback.operators.anders.group", "analysts");
        settings.put("ringback.mail.domain", "ringback.test");
        settings.put("ringback.mail.smtp.host", "127.0.0.1");
        settings.put("ringback.mail.smtp.port", Integer.toString(smtp.port()));
        settings.put("ringback.mail.smtp.starttls-required", "false");
        settings.put("ringback.mail.smtp.timeout", "1000");
        settings.put("ringback.mail.imap.host", "127.0.0.1");
        settings.put("ringback.mail.imap.port", Integer.toString(imapPort));
        settings.put("ringback.mail.imap.scheme", "imap");
        settings.put("ringback.mail.imap.starttls-required", "false");
        settings.put("ringback.mail.imap.username", MAILBOX);
        settings.put("ringback.mail.imap.password", MAILBOX_PASSWORD);
        settings.put("ringback.mail.imap.poll", "200");
        settings.put("ringback.delivery.first-retry", "200ms");
        settings.put("db-scheduler.polling-interval", "200ms");
        settings.put("db-scheduler.heartbeat-interval", "200ms");
        for (String limit : new String[] {"page-reads", "page-writes", "operators", "api"}) {
            settings.put("ringback.limits." + limit + ".requests", "100000");
        }
        settings.putAll(further);
        return settings;
    }

    /** Plain SQL on the database, past the proxy. */
    JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    /** How addresses stand in the database, once a node has made its tables. */
    SealedAddresses addresses() {
        return SealedAddresses.of(jdbc(), AddressKeys.of(null, SECRET));
    }

    /** The people in the database, once a node has made its tables. */
    Directory directory() {
        return new Directory(jdbc(), addresses(), Clock.systemUTC());
    }

    /** Starts the mailbox's server on its port; these mails have arrived while it was away. */
    void startImap(String... arrived) {
        imap = new GreenMail(new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        try {
            mailbox = imap.getUserManager().createUser(MAILBOX, MAILBOX, MAILBOX_PASSWORD);
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
        List.of(arrived).forEach(this::deliver);
        imap.start();
    }

    /** Stops the mailbox's server; what it held is gone. */
    void stopImap() {
        imap.stop();
    }

    /** In the place of the stopped mailbox's server: drops each of the next connections, and returns after the last. */
    void dropImapConnections(int connections) throws IOException {
        try (ServerSocket dropping = new ServerSocket(imapPort, 10, InetAddress.getLoopbackAddress())) {
            dropping.setSoTimeout(60_000);
            for (int dropped = 0; dropped < connections; dropped++) {
                dropping.accept().close();
            }
        }
    }

    /** Puts a mail into Ringback's mailbox as it came over the wire. */
    void deliver(String raw) {
        try {
            mailbox.deliver(new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1))));
        } catch (MessagingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** How many mails in Ringback's mailbox have not been marked as seen. */
    long unread() {
        try {
            return imap.getManagers().getImapHostManager().getInbox(mailbox).getNonDeletedMessages().stream()
                    .filter(message -> !message.getFlags().contains(Flags.Flag.SEEN))
                    .count();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops what was started; its folder goes with this JVM. */
    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static final class Shared {
        static final Installation INSTALLATION = make();

        private static Installation make() {
            try {
                return new Installation("node-1", Map.of());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
