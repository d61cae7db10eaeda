package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.ringback.delivery.Departing;
import io.ringback.delivery.Departure;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.directory.Address;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Letter;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:12:00Z");
    private static final UUID LETTER = UUID.fromString("5f0c2c1a-6a0f-4d3f-9a53-2b6b8f1f0a11");
    private static final MailIdentity IDENTITY = new MailIdentity("ringback", "example.test", "Ringback");
    private static final SessionIdentifiers SESSIONS = new SessionIdentifiers("only-for-tests-only-for-tests-only");
    private static final ReturnPath RETURN_PATH = new ReturnPath(IDENTITY, SESSIONS);
    private static final SessionIdentifier ANSWER = SESSIONS.derive(LETTER, Purpose.ANSWER);

    private final MailWriter writer = new MailWriter(IDENTITY, RETURN_PATH, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aLetterIsReadBackAsItWasWritten() throws Exception {
        MimeMessage mail = received(writer.write(letter("Åsa Öberg", "Bob är upptagen ☎")));

        assertThat(mail.getFrom()).containsExactly(new InternetAddress("ringback@example.test", "Ringback"));
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("asa@example.test"));
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal()).isEqualTo("Åsa Öberg");
        assertThat(mail.getReplyTo())
                .containsExactly(new InternetAddress("ringback+r-" + ANSWER.localPart() + "@example.test"));
        assertThat(mail.getSubject()).isEqualTo("Bob är upptagen ☎");
        assertThat(mail.getSentDate()).isEqualTo(NOW);
        assertThat(mail.getContentLanguage()).containsExactly("sv");
        MimeMultipart alternatives = (MimeMultipart) mail.getContent();
        assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
        assertThat(alternatives.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(alternatives.getBodyPart(0).getContent()).isEqualTo("Hej Åsa,\r\nsvara ja eller nej.");
        assertThat(alternatives.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(alternatives.getBodyPart(1).getContent()).isEqualTo("<p>Hej Åsa</p>");
    }

    @Test
    void aLetterSaysUntilWhenItCanBeActedOn() throws Exception {
        OutgoingMail letter = letter("Åsa", "Bob");
        assertThat(received(writer.write(letter)).getHeader("Expires")).isNull();

        MimeMessage mail = received(writer.write(new OutgoingMail(
                LETTER,
                letter.to(),
                letter.toName(),
                letter.language(),
                letter.letter(),
                letter.reply(),
                letter.unsubscribe(),
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-25T08:12:00Z")),
                Optional.empty(),
                Optional.empty())));

        String[] expires = mail.getHeader("Expires");
        assertThat(expires).hasSize(1);
        assertThat(new MailDateFormat().parse(expires[0])).isEqualTo(Instant.parse("2026-11-25T08:12:00Z"));
    }

    @Test
    void aCardIsAttachedAndTheLetterStaysAsItIs() throws Exception {
        OutgoingMail letter = letter("Åsa", "Bob");
        String card =
                "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Åsa\\, by Ringback\r\nTEL;VALUE=uri:tel:+46101000000\r\nEND:VCARD\r\n";
        MimeMessage written = writer.write(new OutgoingMail(
                LETTER,
                letter.to(),
                letter.toName(),
                letter.language(),
                letter.letter(),
                letter.reply(),
                letter.unsubscribe(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(card)));

        MimeMultipart mixed = (MimeMultipart) received(written).getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getCount()).isEqualTo(2);
        MimeMultipart alternatives = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternatives.getBodyPart(0).getContent()).isEqualTo("Hej Åsa,\r\nsvara ja eller nej.");
        assertThat(alternatives.getBodyPart(1).getContent()).isEqualTo("<p>Hej Åsa</p>");
        MimeBodyPart attached = (MimeBodyPart) mixed.getBodyPart(1);
        assertThat(attached.getContentType()).isEqualTo("text/vcard; charset=UTF-8");
        assertThat(attached.getDisposition()).isEqualTo("attachment");
        assertThat(attached.getFileName()).isEqualTo("contact.vcf");
        assertThat(new String(attached.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(card);
        assertThat(wire(written).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    @Test
    void aLetterWrittenAgainHasTheSameBytes() throws Exception {
        assertThat(wire(writer.write(letter("Åsa", "Bob")))).isEqualTo(wire(writer.write(letter("Åsa", "Bob"))));
    }

    @Test
    void whatARouteChangesInALetterLeaves() throws Exception {
        MimeMessage withALine = writer.write(letter("Åsa", "Bob"));
        MimeBodyPart line = new MimeBodyPart();
        line.setText("An added line", "UTF-8");
        ((MimeMultipart) withALine.getContent()).addBodyPart(line);
        MimeMessage another = writer.write(letter("Åsa", "Bob"));
        another.setText("Another text", "UTF-8");
        another.setHeader("X-Added", "here");

        assertThat(((MimeMultipart) received(withALine).getContent())
                        .getBodyPart(2)
                        .getContent())
                .isEqualTo("An added line");
        assertThat(received(another).getContent()).isEqualTo("Another text");
        assertThat(received(another).getHeader("X-Added", null)).isEqualTo("here");
        assertThat(received(another).getMessageID()).isEqualTo("<" + LETTER + "@example.test>");
    }

    @Test
    void aLetterSaysThatAMachineSentItAndHowToEndIt() throws Exception {
        MimeMessage mail = received(writer.write(letter("Åsa", "Bob")));

        assertThat(mail.getHeader("Auto-Submitted", ",")).isEqualTo("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress", ",")).isEqualTo("All");
        assertThat(mail.getHeader("List-Unsubscribe", ",")).isEqualTo("<https://ringback.example.test/u/abc>");
        assertThat(mail.getHeader("List-Unsubscribe-Post", ",")).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void aRetryIsTheSameMessageHoweverOftenItIsSaved() throws Exception {
        MimeMessage first = writer.write(letter("Åsa", "Bob"));
        MimeMessage retry = writer.write(letter("Åsa", "Bob"));
        retry.saveChanges();
        retry.saveChanges();

        assertThat(received(retry).getMessageID())
                .isEqualTo("<" + LETTER + "@example.test>")
                .isEqualTo(received(first).getMessageID());
        assertThat(((SMTPMessage) retry).getEnvelopeFrom())
                .isEqualTo(RETURN_PATH.address(LETTER))
                .isEqualTo(((SMTPMessage) first).getEnvelopeFrom());
    }

    @Test
    void noLineIsTooLongAndNoByteIsAboveSevenBits() throws Exception {
        String wire = wire(writer.write(letter("Åsa ".repeat(40), "Bob är upptagen ".repeat(40))));

        assertThat(wire.lines()).allMatch(line -> line.length() <= 998);
        assertThat(wire.chars()).allMatch(c -> c < 128 && c != 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eve\r\nBcc: victim@example.test",
                "Eve\nBcc: victim@example.test",
                "Eve\rBcc: victim@example.test",
                "Eve\u2028Bcc: victim@example.test",
                "Eve\u0085Bcc: victim@example.test",
                "Eve\0\r\n\r\n<script>",
                "\"Eve\" <victim@example.test>, \"",
                "Eve\\",
                "=?utf-8?Q?Eve=0D=0ABcc:_victim@example.test?=",
                "Åsa\r\n Bcc: victim@example.test",
                "\u202eevE",
                "\ud800"
            })
    void aHostileNameStaysAName(String name) throws Exception {
        MimeMessage honest = received(writer.write(letter("Eve", "Eve")));
        MimeMessage mail = received(writer.write(letter(name, name + " was busy")));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("asa@example.test"));
        assertThat(headerNames(mail)).isEqualTo(headerNames(honest));
        assertThat(mail.getSubject()).doesNotContain("\r", "\n", "\0", "\u202e");
        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getPersonal())
                .isNotEqualTo("")
                .satisfies(shown -> assertThat(String.valueOf(shown)).doesNotContain("\r", "\n", "\0", "\u202e"));
    }

    @Test
    void aLetterThatTakesNoReplyNamesNoSession() throws Exception {
        OutgoingMail mail = new OutgoingMail(
                LETTER,
                Address.parse("asa@example.test", "SE"),
                "Åsa",
                Locale.ENGLISH,
                new Letter("s", "t", "h"),
                Optional.empty(),
                Optional.empty());

        String wire = wire(writer.write(mail));
        assertThat(wire).doesNotContain("Reply-To:", "List-Unsubscribe", "ringback+");
    }

    @Test
    void aLetterGoesToMailAddressesOnly() {
        assertThatThrownBy(() -> new OutgoingMail(
                        LETTER,
                        Address.parse("+46701234567", "SE"),
                        "Åsa",
                        Locale.ENGLISH,
                        new Letter("s", "t", "h"),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("+46701234567");
    }

    @Test
    void aReturnPathNamesItsLetterAndCannotBeMadeUp() {
        String address = RETURN_PATH.address(LETTER);
        ReturnPath ofAnotherRingback =
                new ReturnPath(IDENTITY, new SessionIdentifiers("another-secret-another-secret-another"));

        assertThat(address.substring(0, address.indexOf('@'))).hasSizeLessThanOrEqualTo(64);
        assertThat(RETURN_PATH.messageOf(address)).contains(LETTER);
        assertThat(RETURN_PATH.messageOf(address.toUpperCase(Locale.ROOT))).contains(LETTER);
        assertThat(ofAnotherRingback.messageOf(address)).isEmpty();
        assertThat(RETURN_PATH.messageOf(address.replace("5f0c", "5f0d"))).isEmpty();
        assertThat(RETURN_PATH.messageOf(address.replace("example.test", "example.com")))
                .isEmpty();
        assertThat(RETURN_PATH.messageOf("ringback@example.test")).isEmpty();
    }

    @Test
    void anIdentityThatDoesNotFitIntoAnAddressIsRefused() {
        assertThatThrownBy(() -> new MailIdentity("a-very-long-mailbox", "example.test", "x"))
                .hasMessageContaining("12");
        assertThatThrownBy(() -> new MailIdentity("ring\r\nback", "example.test", "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailIdentity("ringback", "example .test", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLetterTellsThatItLeavesBeforeItsFirstByteAndIsNotWrittenIfItMustNot() throws Exception {
        MimeMessage letter = writer.write(letter("Bob", "Anna called you"));
        Departure departure = mock(Departure.class);
        ((Departing) letter).departsBy(departure);

        doThrow(new NotDelivered(new Failure.NotTaken("given up")))
                .when(departure)
                .now();
        ByteArrayOutputStream nothing = new ByteArrayOutputStream();
        assertThatThrownBy(() -> letter.writeTo(nothing))
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(NotDelivered.class);
        assertThat(nothing.size()).isZero();

        doNothing().when(departure).now();
        assertThat(wire(letter)).contains("Anna called you");
    }

    private static OutgoingMail letter(String name, String subject) {
        return new OutgoingMail(
                LETTER,
                Address.parse("asa@example.test", "SE"),
                name,
                Locale.forLanguageTag("sv"),
                new Letter(subject, "Hej Åsa,\nsvara ja eller nej.", "<p>Hej Åsa</p>"),
                Optional.of(ANSWER),
                Optional.of(URI.create("https://ringback.example.test/u/abc")));
    }

    private static MimeMessage received(MimeMessage message) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(wire(message).getBytes(StandardCharsets.UTF_8)));
    }

    private static String wire(MimeMessage message) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> headerNames(MimeMessage message) throws Exception {
        return Collections.list(message.getAllHeaders()).stream()
                .map(header -> header.getName())
                .toList();
    }
}
