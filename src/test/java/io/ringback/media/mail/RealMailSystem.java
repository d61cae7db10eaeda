package io.ringback.media.mail;

import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import jakarta.mail.Address;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A mail system as an operator of Ringback has it: Debian's Postfix and Dovecot, on free ports of the loopback
 * interface, with configuration, queue and mailboxes in a directory of their own. The domain {@code example.test} has
 * the mailboxes ringback, anna and bob; anything after a {@code +} is a detail. Postfix accepts mail for unknown users
 * and then bounces it, as a server at the edge of a company does.
 *
 * <p>{@code refused.test} is refused for good (5.7.1); {@code down.test} cannot be reached and is given up at once
 * (4.4.1).
 */
final class RealMailSystem implements AutoCloseable {

    static final String DOMAIN = "example.test";
    static final String PASSWORD = "mailbox-password";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int smtpPort;
    private final int submissionPort;
    private final int imapPort;
    private final String postfix;
    private final Process dovecot;
    private final Thread closeAtExit = new Thread(this::stop);

    private RealMailSystem(List<String> mainSettings, List<String> masterSettings) throws IOException {
        postfix = program("postfix", "postfix");
        String dovecotProgram = program("dovecot", "dovecot-imapd");
        directory = Files.createTempDirectory("ringback-mail-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        smtpPort = Ports.free();
        submissionPort = Ports.free();
        imapPort = Ports.free();
        int closedPort = Ports.free();

        ownedBy("nobody", Files.createDirectory(directory.resolve("mail")));
        configurePostfix(closedPort, mainSettings, masterSettings);
        configureDovecot();
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        run(postfix, "-c", directory.resolve("postfix").toString(), "start");
        dovecot = new ProcessBuilder(
                        dovecotProgram,
                        "-F",
                        "-c",
                        directory.resolve("dovecot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dovecot.out").toFile())
                .start();
        awaitListening(smtpPort);
        awaitListening(imapPort);
    }

    /** Starts both and waits until they listen. Needs to be root, as Postfix does. */
    static RealMailSystem start() throws IOException {
        return start(List.of(), List.of());
    }

    /**
     * The same with further lines at the end of main.cf and master.cf. In master.cf, {@code submission inet} gets {@link
     * #submissionPort()}.
     */
    static RealMailSystem start(List<String> mainSettings, List<String> masterSettings) throws IOException {
        return new RealMailSystem(mainSettings, masterSettings);
    }

    int smtpPort() {
        return smtpPort;
    }

    int submissionPort() {
        return submissionPort;
    }

    int imapPort() {
        return imapPort;
    }

    /** Hands {@code message} over as a mail program does, for its recipients, from its envelope sender or From. */
    void send(MimeMessage message) throws MessagingException {
        send(message, smtpPort);
    }

    /** The same through the given port. */
    void send(MimeMessage message, int port) throws MessagingException {
        send(message, port, message.getAllRecipients());
    }

    /** The same for recipients that the message does not name. */
    void send(MimeMessage message, int port, Address... recipients) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.localhost", "client.example.test");
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "10000");
        try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, recipients);
        }
    }

    /** A connection to the mailbox of {@code user} over IMAP. */
    Store imap(String user) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", "10000");
        properties.put("mail.imap.timeout", "10000");
        Store store = Session.getInstance(properties).getStore("imap");
        store.connect("127.0.0.1", imapPort, user + "@" + DOMAIN, PASSWORD);
        return store;
    }

    /** Calls {@code read} with the first message of {@code user} that fits, still open over IMAP, when it is there. */
    <T> T whenArrived(String user, Predicate<MimeMessage> fits, Reading<T> read) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            try (Store store = imap(user);
                                    Folder inbox = store.getFolder("INBOX")) {
                                inbox.open(Folder.READ_ONLY);
                                for (jakarta.mail.Message message : inbox.getMessages()) {
                                    if (message instanceof MimeMessage mime && fits.test(mime)) {
                                        return java.util.Optional.of(read.of(mime));
                                    }
                                }
                                return java.util.Optional.<T>empty();
                            }
                        },
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** How many messages of {@code user} fit, of those that are there now. */
    long count(String user, Predicate<MimeMessage> fits) throws MessagingException {
        try (Store store = imap(user);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            return Arrays.stream(inbox.getMessages())
                    .filter(message -> message instanceof MimeMessage mime && fits.test(mime))
                    .count();
        }
    }

    /** The bytes of the first message of {@code user} that fits, when it is there. */
    MimeMessage arrived(String user, Predicate<MimeMessage> fits) {
        return whenArrived(user, fits, message -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return new MimeMessage(null, new ByteArrayInputStream(bytes.toByteArray()));
        });
    }

    /** What is done with a message. */
    interface Reading<T> {
        T of(MimeMessage message) throws Exception;
    }

    /** What Postfix has logged. */
    String postfixLog() throws IOException {
        Path log = directory.resolve("postfix.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(closeAtExit);
        stop();
    }

    private void stop() {
        try {
            run(postfix, "-c", directory.resolve("postfix").toString(), "stop");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            dovecot.destroy();
            awaitEnd(dovecot);
            // A session of Dovecot's outlives its master for a moment, and writes its index last.
            await().atMost(PATIENCE).ignoreException(DirectoryNotEmptyException.class).until(this::deleteAll);
        }
    }

    private void configurePostfix(int closedPort, List<String> mainSettings, List<String> masterSettings)
            throws IOException {
        Path configuration = Files.createDirectory(directory.resolve("postfix"));
        Files.createDirectory(directory.resolve("queue"));
        ownedBy("postfix", Files.createDirectory(directory.resolve("data")));
        List<String> main = new ArrayList<>(List.of(
                "compatibility_level = 3.6",
                "queue_directory = " + directory.resolve("queue"),
                "data_directory = " + directory.resolve("data"),
                "mail_owner = postfix",
                "setgid_group = postdrop",
                "maillog_file = " + directory.resolve("postfix.log"),
                "maillog_file_prefixes = " + directory,
                "myhostname = mail." + DOMAIN,
                "mydestination =",
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = ipv4",
                "mynetworks = 127.0.0.0/8",
                "alias_maps =",
                "alias_database =",
                "recipient_delimiter = +",
                "smtpd_relay_restrictions = permit_mynetworks, reject",
                "smtpd_reject_unlisted_recipient = no",
                "virtual_mailbox_domains = " + DOMAIN,
                "virtual_mailbox_base = " + directory.resolve("mail"),
                "virtual_mailbox_maps = inline:{ ringback@" + DOMAIN + "=ringback/, anna@" + DOMAIN + "=anna/, bob@"
                        + DOMAIN + "=bob/ }",
                "virtual_minimum_uid = 1",
                "virtual_uid_maps = static:" + id("nobody", "uid"),
                "virtual_gid_maps = static:" + id("nobody", "gid"),
                "test_transports = inline:{ { refused.test = error:5.7.1 Not accepted here }, { down.test ="
                        + " smtp:[127.0.0.1]:" + closedPort + " } }",
                "transport_maps = $test_transports",
                "bounce_queue_lifetime = 0",
                "maximal_queue_lifetime = 0"));
        main.addAll(mainSettings);
        Files.write(configuration.resolve("main.cf"), main);

        List<String> master = new ArrayList<>(List.of(
                "127.0.0.1:" + smtpPort + " inet n - n - - smtpd",
                "pickup unix n - n 60 1 pickup",
                "cleanup unix n - n - 0 cleanup",
                "qmgr unix n - n 1 1 qmgr",
                "rewrite unix - - n - - trivial-rewrite",
                "bounce unix - - n - 0 bounce",
                "defer unix - - n - 0 bounce",
                "trace unix - - n - 0 bounce",
                "verify unix - - n - 1 verify",
                "flush unix n - n 1000? 0 flush",
                "proxymap unix - - n - - proxymap",
                "smtp unix - - n - - smtp",
                "relay unix - - n - - smtp",
                "showq unix n - n - - showq",
                "error unix - - n - - error",
                "retry unix - - n - - error",
                "discard unix - - n - - discard",
                "local unix - n n - - local",
                "virtual unix - n n - - virtual",
                "anvil unix - - n - 1 anvil",
                "scache unix - - n - 1 scache",
                "postlog unix-dgram n - n - 1 postlogd"));
        for (String line : masterSettings) {
            master.add(line.replace("submission inet", "127.0.0.1:" + submissionPort + " inet"));
        }
        Files.write(configuration.resolve("master.cf"), master);
    }

    private void configureDovecot() throws IOException {
        Files.writeString(directory.resolve("dovecot.conf"), """
                base_dir = %1$s/dovecot
                state_dir = %1$s/dovecot-state
                log_path = %1$s/dovecot.log
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                mail_location = maildir:%1$s/mail/%%n
                first_valid_uid = 1
                last_valid_uid = 0
                first_valid_gid = 1
                passdb {
                  driver = static
                  args = password=%2$s
                }
                userdb {
                  driver = static
                  args = uid=%3$s gid=%4$s home=%1$s/mail/%%n
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    address = 127.0.0.1
                    port = %5$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                namespace inbox {
                  inbox = yes
                }
                """.formatted(
                        directory, PASSWORD, id("nobody", "uid"), id("nobody", "gid"), imapPort));
    }

    private static String program(String name, String aptPackage) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The mail tests need " + name
                        + ", which is not installed. Install it: apt-get install -y --no-install-recommends "
                        + aptPackage))
                .toString();
    }

    private static void ownedBy(String user, Path path) throws IOException {
        try {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        } catch (java.nio.file.FileSystemException e) {
            throw new IOException(
                    "The mail tests start Postfix and Dovecot, which only root may: run them as root.", e);
        }
    }

    private static String id(String user, String kind) throws IOException {
        Path file = Files.createTempFile("ringback-owner", "");
        try {
            ownedBy(user, file);
            if (kind.equals("uid")) {
                return Files.getAttribute(file, "unix:uid").toString();
            }
            return run("id", "-g", user).strip();
        } finally {
            Files.delete(file);
        }
    }

    private static String run(String... command) throws IOException {
        // Into a file: what Postfix leaves running would keep a pipe open.
        Path output = Files.createTempFile("ringback-run", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            awaitEnd(process);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("A program of the mail system does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a program of the mail system ends.", e);
        }
    }

    private void awaitListening(int port) {
        Callable<Boolean> greets = () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    InputStream in = socket.getInputStream()) {
                return in.read() >= 0;
            } catch (IOException e) {
                return false;
            }
        };
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(greets);
    }

    /** @throws DirectoryNotEmptyException if a process of Postfix's or Dovecot's, still writes there as it ends */
    private boolean deleteAll() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return true;
    }
}
