package io.ringback.embedded;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail as the mailbox page shows it.
 *
 * @param uid its number in the mailbox
 * @param from the name of who sent it, or the address
 * @param subject its subject
 * @param received when it came, where the sample people live
 * @param text its plain text
 * @param html its HTML
 */
record MailView(long uid, String from, String subject, String received, Optional<String> text, Optional<String> html) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH).withZone(ZoneId.of("Europe/Stockholm"));

    static MailView of(StoredMessage mail) {
        MimeMessage message = mail.getMimeMessage();
        try {
            return new MailView(
                    mail.getUid(),
                    sender(message),
                    Optional.ofNullable(message.getSubject()).orElse("(no subject)"),
                    TIME.format(mail.getReceivedDate().toInstant()),
                    body(message, "text/plain"),
                    body(message, "text/html"));
        } catch (MessagingException | IOException e) {
            return new MailView(
                    mail.getUid(),
                    "",
                    "(a mail that cannot be read: " + e.getMessage() + ")",
                    "",
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static String sender(MimeMessage message) throws MessagingException {
        if (message.getFrom() == null || !(message.getFrom()[0] instanceof InternetAddress from)) {
            return "";
        }
        return from.getPersonal() == null ? from.getAddress() : from.getPersonal();
    }

    private static Optional<String> body(Part part, String type) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return Optional.empty();
        }
        if (part.isMimeType(type) && part.getContent() instanceof String content) {
            return Optional.of(content);
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                Optional<String> found = body(inner, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
