package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.conversation.ReplyWord;
import io.ringback.directory.Address;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Letter;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Letters and answers through a Postfix and a Dovecot that were not written for Ringback. */
@BesideOthers
@ResourceLock("real mail")
class RealMailSystemTest {

    private static final MailIdentity IDENTITY = new MailIdentity("ringback", RealMailSystem.DOMAIN, "Ringback");
    private static final SessionIdentifiers SESSIONS = new SessionIdentifiers("only-for-tests-only-for-tests-only");
    private static final ReturnPath RETURN_PATH = new ReturnPath(IDENTITY, SESSIONS);

    private static RealMailSystem mailSystem;

    private final MailWriter writer = new MailWriter(IDENTITY, RETURN_PATH, Clock.systemUTC());
    private final MailReader reader = new MailReader(IDENTITY, RETURN_PATH, new SenderProof(List.of()));
    private final UUID messageId = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        mailSystem = RealMailSystem.start(
                List.of("notify_classes = bounce", "bounce_notice_recipient = ringback@example.test"), List.of());
    }

    @AfterAll
    static void stop() {
        mailSystem.close();
    }

    @Test
    void aLetterToAnUnknownUserComesBackAsAFailureOfThatLetter() throws Exception {
        mailSystem.send(letterTo("nobody@example.test"));

        assertThat(read(deliveredTo(RETURN_PATH.address(messageId))))
                .isEqualTo(new DeliveryStatusNotification.OfOurMail(
                        messageId, DeliveryAction.FAILED, new EnhancedStatusCode(5, 1, 1)));
    }

    @Test
    void aLetterToAServerThatRefusesComesBackAsAFailure() throws Exception {
        mailSystem.send(letterTo("carol@refused.test"));

        assertThat(read(deliveredTo(RETURN_PATH.address(messageId))))
                .isEqualTo(new DeliveryStatusNotification.OfOurMail(
                        messageId, DeliveryAction.FAILED, new EnhancedStatusCode(5, 7, 1)));
    }

    @Test
    void aLetterGivenUpAfterWaitingIsAFailureThoughItsCodeIsTransient() throws Exception {
        mailSystem.send(letterTo("carol@down.test"));

        assertThat(read(deliveredTo(RETURN_PATH.address(messageId))))
                .isEqualTo(new DeliveryStatusNotification.OfOurMail(
                        messageId, DeliveryAction.FAILED, new EnhancedStatusCode(4, 4, 1)))
                .matches(report -> ((DeliveryStatusNotification.OfOurMail) report).failed());
    }

    @Test
    void thePostmastersCopyOfOurOwnBounceIsNoMailBetweenPeople() throws Exception {
        mailSystem.send(letterTo("nobody@example.test"));

        assertThat(read(message -> isPostmastersCopy(message) && contains(message, messageId.toString())))
                .isInstanceOf(ReceivedMail.Unrelated.class);
    }

    @Test
    void aLetterSentByCamelKeepsMessageIdAndReturnPath() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            camel.createProducerTemplate()
                    .sendBody("smtp://127.0.0.1:" + mailSystem.smtpPort(), letterTo("bob@example.test"));
        }

        MimeMessage arrived = mailSystem.arrived("bob", message -> contains(message, messageId.toString()));
        assertThat(arrived.getMessageID()).isEqualTo("<" + messageId + "@example.test>");
        assertThat(arrived.getHeader("Return-Path", null)).isEqualTo("<" + RETURN_PATH.address(messageId) + ">");
    }

    @Test
    void aReplyToALetterComesBackToItsSession() throws Exception {
        mailSystem.send(letterTo("anna@example.test"));
        MimeMessage question = mailSystem.arrived("anna", message -> contains(message, messageId.toString()));
        MimeMessage reply = (MimeMessage) question.reply(false);
        reply.setFrom("anna@example.test");
        reply.setText(
                "Ja tack!\r\n\r\nDen mån 23 nov. 2026 kl 04:12 skrev Ringback <ringback@example.test>:\r\n> Nej?");
        mailSystem.send(reply);

        assertThat(read(deliveredTo("ringback+r-" + session().localPart() + "@example.test")))
                .isEqualTo(new ReceivedMail.Reply(
                        session(), Address.parse("mailto:anna@example.test", "SE"), ReplyWord.YES));
    }

    @Test
    void aReplyWhoseEnvelopeJakartaMailCannotReadOverImapIsReadAllTheSame() throws Exception {
        MimeMessage reply = new MimeMessage(Session.getInstance(new Properties()));
        reply.setHeader("From", "Anna <anna@example.test>");
        reply.setHeader(
                "To", "\"a\\\" <x@example.test>, \" <ringback@example.test> (c (d)), G: e@example.test;, <,>, \"");
        reply.setHeader("Message-ID", "<\"},\\u0022x\"@example.test>");
        reply.setText("No thanks");
        String address = "ringback+r-" + session().localPart() + "@example.test";
        mailSystem.send(reply, mailSystem.smtpPort(), new InternetAddress(address));

        assertThat(read(deliveredTo(address)))
                .isEqualTo(new ReceivedMail.Reply(
                        session(), Address.parse("mailto:anna@example.test", "SE"), ReplyWord.NO));
    }

    @Test
    void postfixsNoticeOfAMailBetweenPeopleSaysAllThatIsNeeded() throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(new InternetAddress("anna@example.test", "Anna"));
        mail.setRecipients(Message.RecipientType.TO, "nobody@example.test, bob@example.test, carol@refused.test");
        mail.setSubject("Lunch?");
        mail.setText("At noon?");
        mail.saveChanges();
        mailSystem.send(mail);

        ReceivedMail report =
                read(message -> isPostmastersCopy(message) && contains(message, unchecked(mail::getMessageID)));
        assertThat(report).isInstanceOfSatisfying(DeliveryStatusNotification.OfMailBetweenPeople.class, bounce -> {
            assertThat(bounce.messageId()).isEqualTo(unchecked(mail::getMessageID));
            assertThat(bounce.sender().value()).isEqualTo("anna@example.test");
            assertThat(bounce.failures())
                    .extracting(failure -> failure.finalRecipient().value() + " " + failure.status())
                    .containsExactlyInAnyOrder("nobody@example.test 5.1.1", "carol@refused.test 5.7.1");
        });
    }

    private MimeMessage letterTo(String address) {
        return writer.write(new OutgoingMail(
                messageId,
                Address.parse(address, "SE"),
                "Somebody",
                Locale.ENGLISH,
                new Letter("Bob was busy", "Shall we tell Bob?", "<p>Shall we tell Bob?</p>"),
                Optional.of(session()),
                Optional.of(URI.create("https://ringback.example.test/u/token"))));
    }

    private SessionIdentifier session() {
        return SESSIONS.derive(messageId, Purpose.ANSWER);
    }

    /** Read as it lies on the IMAP server, as the route reads it. */
    private ReceivedMail read(Predicate<MimeMessage> fits) {
        return mailSystem.whenArrived("ringback", fits, reader::read);
    }

    private static Predicate<MimeMessage> deliveredTo(String address) {
        return message -> address.equals(unchecked(() -> message.getHeader("Delivered-To", null)));
    }

    private static boolean isPostmastersCopy(MimeMessage message) {
        return Optional.ofNullable(unchecked(() -> message.getHeader("Subject", null)))
                .filter(subject -> subject.startsWith("Postmaster Copy"))
                .isPresent();
    }

    private static boolean contains(MimeMessage message, String text) {
        return unchecked(() -> {
            var bytes = new java.io.ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toString(java.nio.charset.StandardCharsets.UTF_8).contains(text);
        });
    }

    private interface Asking<T> {
        T ask() throws MessagingException, IOException;
    }

    private static <T> T unchecked(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
