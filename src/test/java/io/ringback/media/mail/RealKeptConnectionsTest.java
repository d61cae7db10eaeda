package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.embedded.EmbeddedProperties;
import io.ringback.embedded.MailServer;
import io.ringback.peers.Authority;
import io.ringback.peers.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept connections with a Postfix that was not written for Ringback, with STARTTLS and SMTPS, and with the mail server of bin/run. */
class RealKeptConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CONNECTS = Pattern.compile("smtpd\\[\\d+]: connect from .*127\\.0\\.0\\.1");
    private static final String TRUSTED = "sslContextParameters: \"#trusted\"";

    @TempDir
    private static Path folder;

    private static RealMailSystem postfix;
    private static Authority authority;

    @BeforeAll
    static void start() throws IOException {
        authority = Authority.in(folder.resolve("authority"));
        Authority.Signed server = authority.sign("server", "IP:127.0.0.1");
        postfix = RealMailSystem.start(
                List.of(
                        "smtpd_tls_cert_file = " + server.certificate(),
                        "smtpd_tls_key_file = " + server.key(),
                        "smtpd_tls_security_level = may",
                        "smtpd_timeout = 2s"),
                List.of(
                        "submission inet n - n - - smtpd -o smtpd_tls_wrappermode=yes",
                        "tlsmgr unix - - n 1000? 1 tlsmgr"));
    }

    @AfterAll
    static void stop() {
        postfix.close();
    }

    @Test
    void overStarttlsLettersShareAConnectionUntilPostfixEndsIt() throws Exception {
        try (MailOut out = new MailOut(
                new KeptConnections(),
                Map.of("port", Integer.toString(postfix.smtpPort()), "starttls-required", "true"),
                Map.of("trusted", trusted()),
                TRUSTED)) {
            lettersUntilPostfixEndsTheConnection(out);
        }
    }

    @Test
    void overSmtpsToo() throws Exception {
        try (MailOut out = new MailOut(
                new KeptConnections(),
                Map.of("port", Integer.toString(postfix.submissionPort()), "scheme", "smtps"),
                Map.of("trusted", trusted()),
                TRUSTED)) {
            lettersUntilPostfixEndsTheConnection(out);
        }
    }

    private static void lettersUntilPostfixEndsTheConnection(MailOut out) throws Exception {
        long before = inLog(CONNECTS.asPredicate());
        long timeouts = inLog(line -> line.contains("timeout after"));
        List<UUID> sent = List.of(
                out.send("bob@example.test"), out.send("nobody-here@example.test"), out.send("bob@example.test"));
        assertThat(inLog(CONNECTS.asPredicate())).isEqualTo(before + 1);
        await("Postfix says 421 and closes")
                .atMost(PATIENCE)
                .until(() -> inLog(line -> line.contains("timeout after")) > timeouts);
        UUID later = out.send("bob@example.test");
        assertThat(inLog(CONNECTS.asPredicate())).isEqualTo(before + 2);
        for (UUID id : List.of(sent.get(0), sent.get(2), later)) {
            postfix.arrived("bob", mail -> isOf(id, mail));
            assertThat(postfix.count("bob", mail -> isOf(id, mail))).isEqualTo(1);
        }
    }

    @Test
    @SuppressWarnings("try") // it only has to be there
    void theMailServerOfBinRunTakesOneLetterAfterAnother() throws Exception {
        EmbeddedProperties.Mail settings = new EmbeddedProperties.Mail(
                Ports.free(), Ports.free(), "example.test", Map.of("ringback", "a-secret", "bob", "another"));
        try (MailServer server = MailServer.start(folder.resolve("embedded"), settings);
                MailOut out = new MailOut(
                        new KeptConnections(),
                        Map.of(
                                "port", Integer.toString(settings.smtpPort()),
                                "username", "ringback@example.test",
                                "password", "a-secret"),
                        Map.of())) {
            out.send("bob@example.test");
            out.send("bob+twice@example.test");
            out.send("bob@example.test");
        }
    }

    private static boolean isOf(UUID id, MimeMessage mail) {
        try {
            return ("<" + id + "@example.test>").equals(mail.getMessageID());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContextParameters trusted() throws Exception {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + authority.trustStore());
        store.setPassword(Authority.PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static long inLog(Predicate<String> fits) throws IOException {
        return postfix.postfixLog().lines().filter(fits).count();
    }
}
