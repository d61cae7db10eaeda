package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.conversation.ReplyWord;
import io.ringback.directory.Address;
import io.ringback.peers.Ports;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The files in deploy/postfix as they are, in a real Postfix with a real OpenDKIM: the border of Ringback's mail system, which finds
 * out whether Anna's provider has signed what is said to be hers. The provider signs with an OpenDKIM of its own.
 */
@BesideOthers
@ResourceLock("real mail")
class RealSenderProofTest {

    private static final Path DEPLOY = Path.of("deploy", "postfix");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", RealMailSystem.DOMAIN, "Ringback");
    private static final String ANNA = "anna@provider.test";

    private static final List<Process> checkers = new ArrayList<>();
    private static Path directory;
    private static RealMailSystem mailSystem;

    private final UUID letter = UUID.randomUUID();
    private final MailReader reader = new MailReader(
            IDENTITY,
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only")),
            new SenderProof(List.of("mail.example.test")));

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        directory = Files.createTempDirectory("ringback-dkim-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        KeyPair providers = keys.generateKeyPair();
        Path key = file(
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(providers.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path dns = file(
                "dns",
                "s._domainkey.provider.test v=DKIM1; k=rsa; p="
                        + Base64.getEncoder()
                                .encodeToString(providers.getPublic().getEncoded()) + "\n");
        int border = Ports.free();
        int provider = Ports.free();
        // In the rig all mail comes from the same machine, whose own mail OpenDKIM would not look at; and there is no
        // DNS.
        startOpenDkim(
                "border",
                border,
                Files.readString(DEPLOY.resolve("opendkim.conf.ringback"))
                        .replace("8891", Integer.toString(border))
                        .replace("mail.example.com", "mail.example.test")
                        .replaceAll("(?m)^Syslog.*$", "InternalHosts 192.0.2.1\nTestPublicKeys " + dns));
        startOpenDkim("provider", provider, """
                Mode s
                Socket inet:%d@127.0.0.1
                Domain provider.test
                Selector s
                KeyFile %s
                RequireSafeKeys no
                """.formatted(provider, key));
        List<String> main = new ArrayList<>(Files.readAllLines(DEPLOY.resolve("main.cf.senders")));
        main.replaceAll(line -> line.replace("8891", Integer.toString(border))
                .replace(
                        "/etc/postfix/header_checks.ringback",
                        DEPLOY.resolve("header_checks.ringback")
                                .toAbsolutePath()
                                .toString()));
        mailSystem = RealMailSystem.start(
                main, List.of("submission inet n - n - - smtpd", "  -o smtpd_milters=inet:127.0.0.1:" + provider));
    }

    @AfterAll
    static void stop() throws IOException {
        mailSystem.close();
        checkers.forEach(Process::destroy);
        for (String name : List.of("key.pem", "dns", "border.conf", "provider.conf")) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }

    @Test
    void aMailThatAnnasProviderSignedIsProvenToBeHers() throws Exception {
        mailSystem.send(signed(mail("Yes")));

        assertThat(arrived()).isEqualTo(reply(true));
    }

    @Test
    void aMailThatNobodySignedIsNotAndItsOwnClaimsAreTakenAway() throws Exception {
        MimeMessage forged = mail("Yes");
        for (String claim : List.of("dmarc=pass header.from=provider.test", "dkim=pass header.d=provider.test")) {
            forged.addHeader("Authentication-Results", "(x)\n mail.example.test; " + claim);
            forged.addHeader("authentication-results ", "mail.example.test 1; " + claim);
        }
        mailSystem.send(forged);

        assertThat(arrived()).isEqualTo(reply(false));
        assertThat(results()).singleElement().asString().contains("dkim=none");
    }

    @Test
    void aMailThatWasChangedOnItsWayIsNot() throws Exception {
        MimeMessage changed = signed(mail("No"));
        changed.setText("Yes");
        changed.saveChanges();
        changed.setHeader("Authentication-Results", "mail.example.test; dmarc=pass header.from=provider.test");
        mailSystem.send(changed);

        assertThat(arrived()).isEqualTo(reply(false));
        assertThat(results()).singleElement().asString().contains("dkim=fail");
    }

    @Test
    void theSignatureOfAnotherAuthorProvesNothing() throws Exception {
        MimeMessage another = signed(mail("Yes"));
        another.setHeader("From", "Anna <anna@bank.test>");
        mailSystem.send(another);

        assertThat(arrived()).matches(mail -> !((ReceivedMail.ReplyToLetter) mail).proven());
    }

    private ReceivedMail reply(boolean proven) {
        return new ReceivedMail.ReplyToLetter(letter, new Address("mailto:" + ANNA), proven, ReplyWord.YES);
    }

    private MimeMessage mail(String text) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(ANNA);
        mail.setRecipients(Message.RecipientType.TO, "ringback@example.test");
        mail.setSubject("Re: Bob");
        mail.setHeader("In-Reply-To", "<" + letter + "@example.test>");
        mail.setText(text);
        mail.saveChanges();
        return mail;
    }

    /** As it leaves Anna's provider. */
    private MimeMessage signed(MimeMessage mail) throws MessagingException {
        mailSystem.send(
                mail, mailSystem.submissionPort(), new jakarta.mail.internet.InternetAddress("bob@example.test"));
        MimeMessage signed = mailSystem.arrived("bob", this::isAboutLetter);
        assertThat(signed.getHeader("DKIM-Signature")).hasSize(1);
        signed.removeHeader("Delivered-To");
        return signed;
    }

    private ReceivedMail arrived() {
        return mailSystem.whenArrived("ringback", this::isAboutLetter, reader::read);
    }

    private List<String> results() {
        return mailSystem.whenArrived(
                "ringback", this::isAboutLetter, mail -> List.of(mail.getHeader("Authentication-Results")));
    }

    private boolean isAboutLetter(MimeMessage mail) {
        try {
            return ("<" + letter + "@example.test>").equals(mail.getHeader("In-Reply-To", null));
        } catch (MessagingException e) {
            return false;
        }
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static void startOpenDkim(String name, int port, String configuration) throws IOException {
        Path program = Path.of("/usr/sbin/opendkim");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(
                    "This test needs opendkim, which is not installed. Install it: apt-get install -y"
                            + " --no-install-recommends opendkim");
        }
        Path settings = file(name + ".conf", configuration);
        checkers.add(new ProcessBuilder(program.toString(), "-f", "-x", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }
}
