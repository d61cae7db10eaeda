package io.ringback.media.mail;

import io.ringback.delivery.MailThread;
import io.ringback.wording.Letter;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Writes letters as mail that a machine sends on a person's behalf: no auto-responder answers it (RFC 3834), it can be
 * unsubscribed from with one click (RFC 8058), a reply names its session, and a bounce proves which letter it is about.
 */
public final class MailWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Pattern UNFIT_FOR_TEXT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

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
            SMTPMessage message = new MessageWithFixedId(session, new OwnMessageId(identity).of(mail.messageId()));
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
            message.setContentLanguage(new String[] {mail.language().toLanguageTag()});
            message.setHeader("Auto-Submitted", mail.answers().isPresent() ? "auto-replied" : "auto-generated");
            setThread(message, mail.answers().orElse(MailThread.NONE));
            message.setHeader("X-Auto-Response-Suppress", "All");
            if (mail.unsubscribe().isPresent()) {
                URI unsubscribe = mail.unsubscribe().get();
                message.setHeader("List-Unsubscribe", "<" + unsubscribe.toASCIIString() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            message.setContent(alternatives(mail.letter()));
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw new IllegalArgumentException(
                    "The letter cannot be written as mail; check the receiver's address.", e);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
    }

    /**
     * Whether the text of a letter was given to a mail server, up to its last line.
     *
     * @param letter as it was written here; what somebody else wrote is taken to have been
     */
    static boolean isSentWhole(Object letter) {
        return !(letter instanceof MessageWithFixedId ours) || ours.sentWhole;
    }

    private static void setThread(MimeMessage message, MailThread thread) throws MessagingException {
        if (!thread.inReplyTo().isEmpty()) {
            message.setHeader("In-Reply-To", thread.inReplyTo());
        }
        if (!thread.references().isEmpty()) {
            message.setHeader("References", MimeUtility.fold("References: ".length(), thread.references()));
        }
    }

    /** The plain text first: readers show the last alternative they understand (RFC 2046 5.1.4). */
    private static MimeMultipart alternatives(Letter letter) throws MessagingException {
        return new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html"));
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(UNFIT_FOR_TEXT.matcher(text.replace("\r\n", "\n")).replaceAll(""), UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /**
     * Knows whether it was sent, and keeps its Message-ID: Jakarta Mail gives a message a new one at every {@link #saveChanges()},
     * which senders call again.
     */
    private static final class MessageWithFixedId extends SMTPMessage {

        private final String messageId;
        private volatile boolean sentWhole;

        MessageWithFixedId(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        /** So it is given to the server, after its 354. */
        @Override
        public void writeTo(OutputStream server, String[] withoutHeaders) throws IOException, MessagingException {
            super.writeTo(server, withoutHeaders);
            sentWhole = true;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
