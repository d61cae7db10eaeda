package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.SentMails;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole of Ringback with its routes as they are, between a real Postfix and a real Dovecot. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class RealMailEndToEndTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static RealMailSystem mailSystem;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mailSystem = RealMailSystem.start(
                List.of("notify_classes = bounce", "bounce_notice_recipient = ringback@example.test"), List.of());
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost:8080");
        registry.add("ringback.mail.domain", () -> RealMailSystem.DOMAIN);
        registry.add("ringback.mail.smtp.host", () -> "127.0.0.1");
        registry.add("ringback.mail.smtp.port", mailSystem::smtpPort);
        registry.add("ringback.mail.smtp.starttls-required", () -> "false");
        registry.add("ringback.mail.imap.scheme", () -> "imap");
        registry.add("ringback.mail.imap.host", () -> "127.0.0.1");
        registry.add("ringback.mail.imap.port", mailSystem::imapPort);
        registry.add("ringback.mail.imap.starttls-required", () -> "false");
        registry.add("ringback.mail.imap.username", () -> "ringback@" + RealMailSystem.DOMAIN);
        registry.add("ringback.mail.imap.password", () -> RealMailSystem.PASSWORD);
        registry.add("ringback.mail.imap.poll", () -> "300");
    }

    @AfterAll
    static void stop() {
        mailSystem.close();
    }

    @Autowired
    private CallEvents calls;

    @Autowired
    private Directory directory;

    @Autowired
    private SentMails sentMails;

    @Autowired
    private JdbcClient jdbc;

    private Person anna;

    @BeforeEach
    void people() {
        jdbc.sql("delete from person").update();
        anna = person("Anna", "+46701740605", "anna");
    }

    private Person person(String name, String phone, String mailbox) {
        Person person = new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.forLanguageTag("sv"),
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + phone), "Mobil"),
                        new Device(
                                UUID.randomUUID(),
                                Medium.EMAIL,
                                new Address("mailto:" + mailbox + "@" + RealMailSystem.DOMAIN),
                                "Post")));
        directory.save(person);
        return person;
    }

    private UUID annaCalls(Person callee) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                anna.devices().get(0).address(),
                callee.devices().get(0).address(),
                Medium.VOICE,
                Cause.NO_ANSWER,
                Instant.now(),
                "test"));
        return ((Accepted.New) accepted).caseId();
    }

    @Test
    void repliesAnswerTheQuestionAndTheNotification() throws Exception {
        Person bob = person("Bob", "+46701740606", "bob");
        UUID caseId = annaCalls(bob);
        reply("anna", "Bob", "Ja tack!\n\nOn Monday Ringback wrote:\n> nej?\n");
        reply("bob", "Anna", "ok\n");
        awaitOutcome(caseId, "INFORMED");
        MimeMessage information = mailSystem.arrived("anna", about("nås"));
        assertThat(information.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    }

    @Test
    void anAutomaticAnswerAndAStrangerChangeNothing() throws Exception {
        Person berit = person("Berit", "+46701740607", "bob");
        UUID caseId = annaCalls(berit);
        MimeMessage question = mailSystem.arrived("anna", about("Berit"));
        MimeMessage vacation = replyTo(question, "anna", "Ja. Jag är på semester till måndag.");
        vacation.setHeader("Auto-Submitted", "auto-replied");
        mailSystem.send(vacation);
        mailSystem.send(replyTo(question, "mallory", "ja"));
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "select count(*) from inbound_event where payload->>'reason' like 'an automatic answer%'"
                                                + " or payload->>'reason' = 'a reply from a stranger'")
                                .query(Long.class)
                                .single()
                        == 2);
        assertThat(stateOf(caseId)).isEqualTo("ASKING_CALLER");
    }

    @Test
    void aReplyThatComesTooLateIsAnsweredPolitelyOnce() throws Exception {
        Person lars = person("Lars", "+46701740608", "bob");
        UUID caseId = annaCalls(lars);
        reply("anna", "Lars", "nej");
        awaitOutcome(caseId, "DECLINED");
        MimeMessage question = mailSystem.arrived("anna", about("Lars"));
        mailSystem.send(replyTo(question, "anna", "ja, förresten"));
        mailSystem.send(replyTo(question, "anna", "ja!!"));
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from inbound_event where kind = 'LATE_REPLY' and case_id = ?")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 2);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = 'CLOSING'"
                                        + " and state = 'SENT'")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(stateOf(caseId)).isEqualTo("ENDED");
    }

    @Test
    void aRealBounceBringsAnOperatorAndTheMendedAddressIsWrittenTo() throws Exception {
        Person gone = person("Gun", "+46701740609", "nobody-here");
        UUID caseId = annaCalls(gone);
        reply("anna", "Gun", "ja");
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "select count(*) from outbound_message where case_id = ? and kind = 'NOTIFICATION'"
                                                + " and state = 'FAILED' and (problem like '%5.1.1%' or problem like '%550%')")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from journal where case_id = ? and step = 'OPERATOR_NEEDED'")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    @Test
    void aBouncedMailBetweenPeopleOpensACaseOnlyIfWeWereToldOfIt() throws Exception {
        Person carl = person("Carl", "+46701740610", "carl-moved-away");
        MimeMessage told = mail("carl-moved-away");
        MimeMessage untold = mail("carl-moved-away");
        sentMails.tell(
                told.getMessageID(),
                anna.devices().get(1).address(),
                List.of(carl.devices().get(1).address()));
        mailSystem.send(untold);
        mailSystem.send(told);
        mailSystem.arrived("anna", about("Carl"));
        assertThat(jdbc.sql("select failed_medium || ' ' || cause from failed_call_case where callee_id = ?")
                        .param(carl.id())
                        .query(String.class)
                        .list())
                .containsExactly("EMAIL UNDELIVERABLE");
    }

    @Test
    void aMailThatBreaksOtherProgramsDoesNotHoldUpTheNext() throws Exception {
        Person eva = person("Eva", "+46701740611", "bob");
        UUID caseId = annaCalls(eva);
        SMTPMessage broken =
                new SMTPMessage(Session.getInstance(new Properties()), new ByteArrayInputStream("""
                                From: <<<>>@@ "broken
                                To: ringback@example.test
                                Subject: =?utf-8?q?=FF=FE
                                Content-Type: multipart/mixed; boundary=

                                --
                                """.getBytes(
                                StandardCharsets.US_ASCII)));
        broken.setEnvelopeFrom("mallory@example.test");
        mailSystem.send(broken, mailSystem.smtpPort(), new InternetAddress("ringback@example.test"));
        reply("anna", "Eva", "nej");
        awaitOutcome(caseId, "DECLINED");
    }

    private static MimeMessage mail(String to) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom("anna@" + RealMailSystem.DOMAIN);
        mail.setRecipients(Message.RecipientType.TO, to + "@" + RealMailSystem.DOMAIN);
        mail.setSubject("Lunch?");
        mail.setText("Shall we?");
        mail.saveChanges();
        return mail;
    }

    private void reply(String user, String subject, String text) throws Exception {
        mailSystem.send(replyTo(mailSystem.arrived(user, about(subject)), user, text));
    }

    private static Predicate<MimeMessage> about(String subject) {
        return message -> {
            try {
                return message.getSubject() != null && message.getSubject().contains(subject);
            } catch (MessagingException e) {
                return false;
            }
        };
    }

    private static MimeMessage replyTo(MimeMessage original, String from, String text) throws MessagingException {
        MimeMessage reply = new MimeMessage(Session.getInstance(new Properties()));
        reply.setFrom(from + "@" + RealMailSystem.DOMAIN);
        reply.setRecipients(Message.RecipientType.TO, original.getReplyTo());
        reply.setSubject("SV: " + original.getMessageID());
        reply.setText(text, "UTF-8");
        reply.saveChanges();
        return reply;
    }

    private void awaitOutcome(UUID caseId, String outcome) {
        await().atMost(PATIENCE)
                .until(() -> outcome.equals(jdbc.sql("select coalesce(outcome, '') from failed_call_case where id = ?")
                        .param(caseId)
                        .query(String.class)
                        .single()));
    }

    private String stateOf(UUID caseId) {
        return jdbc.sql("select state from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }
}
