package io.ringback.media.mail;

import io.ringback.delivery.MailThread;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Writes letters as mail that a machine sends on a person's behalf: no auto-responder answers it (RFC 3834), it can be
 * unsubscribed from with one click (RFC 8058), a reply names its session, and a bounce proves which letter it is about.
 */
public final class MailWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailIdentity identity;
    private final ReturnPath returnPath;
    private final Clock clock;
    private final Session session = Session.getInstance(new Properties());

    public MailWriter(MailIdentity identity, ReturnPath returnPath, Clock clock) {
        this.identity = identity;
        this.returnPath = returnPath;
        this.clock = clock;
    }

    /**
     * The letter, ready to be sent. Written again for a retry it has the same Message-ID and return path, so that the
     * receiving side can tell that it is the same letter.
     *
     * @throws IllegalArgumentException if the receiver's address cannot stand in a mail
     */
    public MimeMessage write(OutgoingMail mail) {
        try {
            SMTPMessage message = new WrittenMail(
                    session,
                    new OwnMessageId(identity).of(mail.messageId()),
                    Alternatives.of(mail.messageId(), mail.letter(), mail.card()),
                    mail.letter().text());
            message.setEnvelopeFrom(returnPath.address(mail.messageId()));
            // Only a final failure, and without our text in it, where the receiving side can do that (RFC 3461).
            message.setNotifyOptions(SMTPMessage.NOTIFY_FAILURE);
            message.setReturnOption(SMTPMessage.RETURN_HDRS);

            String sender = mail.sender().map(HeaderText::clean).orElse(identity.displayName());
            message.setFrom(new InternetAddress(identity.address(), sender, UTF_8));
            message.setRecipient(
                    jakarta.mail.Message.RecipientType.TO,
                    new InternetAddress(mail.to().value(), HeaderText.clean(mail.toName()), UTF_8));
            if (mail.reply().isPresent()) {
                message.setReplyTo(new InternetAddress[] {
                    new InternetAddress(
                            identity.address("r-" + mail.reply().get().localPart()), sender, UTF_8)
                });
            }
            message.setSubject(HeaderText.clean(mail.letter().subject()), UTF_8);
            message.setSentDate(Date.from(clock.instant()));
            if (mail.validUntil().isPresent()) {
                // RFC 4021 2.1.50. Programs show it, or put the mail away then; it goes on being delivered.
                message.setHeader(
                        "Expires",
                        new MailDateFormat().format(Date.from(mail.validUntil().get())));
            }
            message.setContentLanguage(new String[] {mail.language().toLanguageTag()});
            message.setHeader("Auto-Submitted", mail.answers().isPresent() ? "auto-replied" : "auto-generated");
            setThread(message, mail.answers().orElse(MailThread.NONE));
            message.setHeader("X-Auto-Response-Suppress", "All");
            if (mail.unsubscribe().isPresent()) {
                URI unsubscribe = mail.unsubscribe().get();
                message.setHeader("List-Unsubscribe", "<" + unsubscribe.toASCIIString() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            return message;
        } catch (MessagingException e) {
            throw new IllegalArgumentException(
                    "The letter cannot be written as mail; check the receiver's address.", e);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
    }

    private static void setThread(MimeMessage message, MailThread thread) throws MessagingException {
        if (!thread.inReplyTo().isEmpty()) {
            message.setHeader("In-Reply-To", thread.inReplyTo());
        }
        if (!thread.references().isEmpty()) {
            message.setHeader("References", MimeUtility.fold("References: ".length(), thread.references()));
        }
    }
}
