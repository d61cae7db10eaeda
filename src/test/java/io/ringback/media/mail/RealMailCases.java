package io.ringback.media.mail;

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
import io.ringback.ladder.LadderRows;
import io.ringback.ladder.Rung;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole of Ringback with its routes as they are, between a real Postfix and a real Dovecot, and people who write through
 * them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("real mail")
abstract class RealMailCases {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static RealMailSystem mailSystem;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mailSystem = RealMailSystem.start(
                List.of("notify_classes = bounce", "bounce_notice_recipient = ringback@example.test"), List.of());
        TestDatabase.fresh().register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost:8080");
        registry.add("ringback.mail.domain", () -> RealMailSystem.DOMAIN);
        registry.add("ringback.mail.trusted-authserv-ids", () -> "mail." + RealMailSystem.DOMAIN);
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
        // Anna calls sixty people within a minute, and answers all questions in words of her own.
        registry.add("ringback.caps.per-receiver", () -> "none");
        registry.add("ringback.caps.per-caller", () -> "none");
        registry.add("ringback.caps.answers", () -> "none");
    }

    @AfterAll
    static void stop() {
        mailSystem.close();
    }

    @Autowired
    CallEvents calls;

    @Autowired
    Directory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    LadderRows ladder;

    Person anna;

    @BeforeEach
    void people() {
        jdbc.sql("delete from person").update();
        anna = person("Anna", "+46701740605", "anna");
    }

    final Person person(String name, String phone, String mailbox) {
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

    final UUID annaCalls(Person callee) {
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

    final void reply(String user, String subject, String text) throws Exception {
        mailSystem.send(replyTo(mailSystem.arrived(user, about(subject)), user, text));
    }

    /** The mails of a case that were fetched, as its ladder has them. */
    final List<String> fetched(UUID caseId) {
        return ladder.of(List.of(caseId)).rungs().stream()
                .filter(rung -> rung.protocol() == Rung.Protocol.IMAP)
                .map(rung -> rung.label() + "\n" + rung.text())
                .toList();
    }

    static Predicate<MimeMessage> about(String subject) {
        return message -> {
            try {
                return message.getSubject() != null && message.getSubject().contains(subject);
            } catch (MessagingException e) {
                return false;
            }
        };
    }

    static MimeMessage replyTo(MimeMessage original, String from, String text) throws MessagingException {
        MimeMessage reply = new MimeMessage(Session.getInstance(new Properties()));
        reply.setFrom(from + "@" + RealMailSystem.DOMAIN);
        reply.setRecipients(Message.RecipientType.TO, original.getReplyTo());
        reply.setSubject("SV: " + original.getMessageID());
        reply.setText(text, "UTF-8");
        reply.saveChanges();
        return reply;
    }

    final void awaitOutcome(UUID caseId, String outcome) {
        await().atMost(PATIENCE)
                .until(() -> outcome.equals(jdbc.sql("select coalesce(outcome, '') from failed_call_case where id = ?")
                        .param(caseId)
                        .query(String.class)
                        .single()));
    }

    final String stateOf(UUID caseId) {
        return jdbc.sql("select state from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }
}
