package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ringback.BesideOthers;
import io.ringback.session.SessionIdentifiers;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The files in deploy/postfix as they are, in a real Postfix: it tells of mail between people, and of its bounces. */
@BesideOthers
@ResourceLock("real mail")
class MailBetweenPeopleTest {

    private static final Path DEPLOY = Path.of("deploy", "postfix");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", RealMailSystem.DOMAIN, "Ringback");

    private static final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private static final AtomicInteger answer = new AtomicInteger(202);

    private static Path installed;
    private static HttpServer ringback;
    private static RealMailSystem mailSystem;

    private record Told(String method, String path, String key, String contentType, JsonNode body) {}

    @BeforeAll
    static void install() throws IOException {
        ringback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ringback.createContext("/", exchange -> {
            // Before the test hears of it, and may change its mind.
            int status = answer.get();
            told.add(new Told(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new ObjectMapper().readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        ringback.start();

        installed = Files.createTempDirectory("ringback-tell-");
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.copy(DEPLOY.resolve("tell-ringback"), installed.resolve("tell-ringback"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(
                installed.resolve("tell-ringback.conf"),
                Files.readString(DEPLOY.resolve("tell-ringback.conf.example"))
                        .replace(
                                "https://ringback.example.com",
                                "http://127.0.0.1:" + ringback.getAddress().getPort())
                        .replace("PUT-THE-API-KEY-HERE", "the-key"));
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(
                configuration,
                configuration.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        List<String> main = new java.util.ArrayList<>(Files.readAllLines(DEPLOY.resolve("main.cf.ringback")));
        main.replaceAll(line -> line.replace("@example.com", "@example.test")
                .replace("transport_maps = ", "transport_maps = $test_transports, "));
        // A copy that could not be handed over is tried again soon, not in five minutes.
        main.addAll(List.of("maximal_queue_lifetime = 1h", "minimal_backoff_time = 1s", "queue_run_delay = 1s"));
        List<String> master = new java.util.ArrayList<>(Files.readAllLines(DEPLOY.resolve("master.cf.ringback")));
        // The rig has neither certificates nor logins for SMTP; everything else stays as it is.
        master.removeIf(line -> line.contains("smtpd_"));
        master.replaceAll(line -> line.replace("user=ringback-tell", "user=nobody")
                .replace("/usr/local/libexec/tell-ringback", script.toString())
                .replace("/etc/ringback/tell-ringback.conf", configuration.toString()));
        mailSystem = RealMailSystem.start(main, master);
    }

    @AfterAll
    static void remove() throws IOException {
        mailSystem.close();
        ringback.stop(0);
        Files.delete(installed.resolve("tell-ringback"));
        Files.delete(installed.resolve("tell-ringback.conf"));
        Files.delete(installed);
    }

    @BeforeEach
    void nothingToldYet() {
        told.clear();
        answer.set(202);
    }

    @Test
    void ringbackIsToldOfAMailBeforeItsBounceArrives() throws Exception {
        MimeMessage mail = mail("\"Lönn, Bob\" <bob@example.test>, nobody@example.test");
        mail.setRecipients(Message.RecipientType.CC, "carol@refused.test");
        mail.setHeader("From", "Somebody Else <boss@example.test>");
        mail.saveChanges();
        mailSystem.send(mail, mailSystem.submissionPort());

        Told first = told.poll(1, TimeUnit.MINUTES);
        assertThat(first).isNotNull();
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.path()).isEqualTo("/api/sent-mails");
        assertThat(first.key()).isEqualTo("Bearer the-key");
        assertThat(first.contentType()).isEqualTo("application/json");
        assertThat(first.body().get("messageId").asText()).isEqualTo(mail.getMessageID());
        assertThat(first.body().get("from").asText())
                .as("who logged in, not who From claims")
                .isEqualTo("anna@example.test");
        assertThat(first.body().get("to"))
                .extracting(JsonNode::asText)
                .containsExactly("bob@example.test", "nobody@example.test", "carol@refused.test");

        MailReader reader = new MailReader(
                IDENTITY,
                new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only")),
                new SenderProof(List.of()));
        ReceivedMail report = mailSystem.whenArrived("ringback", message -> true, reader::read);
        assertThat(report).isInstanceOfSatisfying(DeliveryStatusNotification.OfMailBetweenPeople.class, bounce -> {
            assertThat(bounce.messageId())
                    .isEqualTo(first.body().get("messageId").asText());
            assertThat(bounce.sender().value())
                    .isEqualTo(first.body().get("from").asText());
            assertThat(bounce.failures())
                    .extracting(failure -> failure.finalRecipient().value())
                    .containsExactlyInAnyOrder("nobody@example.test", "carol@refused.test");
        });
    }

    @Test
    void whatMachinesSendIsNotTold() throws Exception {
        MimeMessage newsletter = mail("bob@example.test");
        newsletter.setHeader("Auto-Submitted", "auto-generated");
        mailSystem.send(newsletter, mailSystem.submissionPort());
        MimeMessage list = mail("bob@example.test");
        list.setHeader("List-Id", "<all.example.test>");
        mailSystem.send(list, mailSystem.submissionPort());
        MimeMessage person = mail("bob@example.test");
        mailSystem.send(person, mailSystem.submissionPort());

        Told only = told.poll(1, TimeUnit.MINUTES);
        assertThat(only).isNotNull();
        assertThat(only.body().get("messageId").asText()).isEqualTo(person.getMessageID());
        assertThat(journeyOf(newsletter)).contains("relay=tell-ringback");
        assertThat(journeyOf(list)).contains("relay=tell-ringback");
        assertThat(told).isEmpty();
    }

    @Test
    void mailThatComesFromElsewhereIsNotTold() throws Exception {
        MimeMessage stranger = mail("bob@example.test");
        mailSystem.send(stranger);

        assertThat(journeyOf(stranger)).contains("to=<bob@example.test>").doesNotContain("tell-ringback");
        assertThat(told).isEmpty();
    }

    @Test
    void aMailIsToldAgainUntilRingbackTakesIt() throws Exception {
        answer.set(503);
        MimeMessage mail = mail("bob@example.test");
        mailSystem.send(mail, mailSystem.submissionPort());
        assertThat(told.poll(1, TimeUnit.MINUTES)).isNotNull();

        answer.set(202);
        Told again = told.poll(1, TimeUnit.MINUTES);
        assertThat(again).isNotNull();
        assertThat(again.body().get("messageId").asText()).isEqualTo(mail.getMessageID());
        mailSystem.arrived("bob", message -> has(message, mail));
    }

    @Test
    void headersMadeToConfuseGiveWholeJsonOrNothing() throws Exception {
        MimeMessage mail = mail("bob@example.test");
        mail.setHeader("Message-ID", "<\"},\\u0022x\"@example.test>");
        mail.setHeader(
                "To",
                "\"a\\\" <x@example.test>, \" <bob@example.test> (c@example.test (d)), G: e@example.test;,\r\n <,>, \"");
        mailSystem.send(mail, mailSystem.submissionPort(), new InternetAddress("bob@example.test"));

        Told only = told.poll(1, TimeUnit.MINUTES);
        assertThat(only).isNotNull();
        assertThat(only.body().get("messageId").asText()).isEqualTo("<\"},\\u0022x\"@example.test>");
        assertThat(only.body().get("to"))
                .extracting(JsonNode::asText)
                .containsExactly("bob@example.test", "e@example.test");
    }

    /** What Postfix has logged of {@code mail}, when it is done with it. */
    private static String journeyOf(MimeMessage mail) {
        return await().until(
                        () -> {
                            String log = mailSystem.postfixLog();
                            String queueId = log.lines()
                                    .filter(line -> line.contains("message-id=" + id(mail)))
                                    .findFirst()
                                    .map(line -> line.replaceFirst(".*\\]: (\\w+): .*", "$1"))
                                    .orElse("not queued");
                            return log.lines()
                                    .filter(line -> line.contains(queueId))
                                    .collect(Collectors.joining("\n"));
                        },
                        journey -> journey.endsWith("removed"));
    }

    private static boolean has(MimeMessage message, MimeMessage sent) {
        return id(message).equals(id(sent));
    }

    private static String id(MimeMessage message) {
        try {
            return message.getHeader("Message-ID", null);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From anna, by envelope and header. */
    private static MimeMessage mail(String to) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.from", "anna@example.test");
        var mail = new org.eclipse.angus.mail.smtp.SMTPMessage(Session.getInstance(properties));
        mail.setEnvelopeFrom("anna@example.test");
        mail.setFrom(new InternetAddress("anna@example.test"));
        mail.setRecipients(Message.RecipientType.TO, to);
        mail.setSubject("Lunch?");
        mail.setText("At noon?\r\nTo: not@header.test\r\n");
        mail.saveChanges();
        return mail;
    }
}
