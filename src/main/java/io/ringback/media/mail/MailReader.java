package io.ringback.media.mail;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import io.ringback.directory.Address;
import io.ringback.protocol.mime.BoundedPart;
import io.ringback.session.SessionIdentifier;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads what arrives in Ringback's mailbox: replies, automatic answers and delivery reports. Anybody can send anything
 * there, so nothing is believed but the secrets in the address it came to, and reading never costs more than a bounded
 * piece of the message.
 */
public final class MailReader {

    private static final int MOST_TEXT = 256 * 1024;
    private static final int LARGEST = 64 * 1024 * 1024;

    /** How servers without RFC 3464 say that they have given up: qmail, and Exim before 4.85 by a header. */
    private static final Pattern OLD_BOUNCE = Pattern.compile("^\\s*Hi\\. This is the .{1,100}(?:program|server) at ");

    private final ReturnPath returnPath;
    private final OwnAddress ownAddress;
    private final DeliveryStatusReader deliveryStatus;

    public MailReader(MailIdentity identity, ReturnPath returnPath) {
        this.returnPath = returnPath;
        this.ownAddress = new OwnAddress(identity);
        this.deliveryStatus = new DeliveryStatusReader(identity);
    }

    /** What {@code message} is; whatever is wrong with it, it is {@link ReceivedMail.Unreadable} at worst. */
    public ReceivedMail read(MimeMessage message) {
        try {
            return size(message) > LARGEST
                    ? new ReceivedMail.Unreadable("larger than " + LARGEST / 1024 / 1024 + " MB")
                    : understand(message);
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError e) {
            // The exception's text may quote the message, and with it an address.
            return new ReceivedMail.Unreadable(
                    "not a message that can be read: " + e.getClass().getSimpleName());
        }
    }

    /** In bytes; unknown where Jakarta Mail cannot read the envelope that it asks an IMAP server for along with it. */
    private static int size(MimeMessage message) {
        try {
            return message.getSize();
        } catch (MessagingException e) {
            return -1;
        }
    }

    private ReceivedMail understand(MimeMessage message) throws MessagingException, IOException {
        BoundedPart whole = new BoundedPart(message);
        String detail = ownAddress.detail(message).orElse("");
        Optional<UUID> bouncedLetter = returnPath.messageOfDetail(detail);
        if (whole.type().equals("multipart/report")) {
            return report(whole, bouncedLetter);
        }
        if (bouncedLetter.isPresent() && isOldBounce(message, whole)) {
            DeliveryAction failed = DeliveryAction.FAILED;
            return new DeliveryStatusNotification.OfOurMail(bouncedLetter.get(), failed, EnhancedStatusCode.of(failed));
        }
        Optional<String> automatic = AutomaticSigns.of(message);
        if (automatic.isPresent()) {
            return new ReceivedMail.AutomaticAnswer(automatic.get());
        }
        Optional<SessionIdentifier> session = detail.startsWith("r-")
                ? SessionIdentifier.fromLocalPart(detail.substring("r-".length()))
                : Optional.empty();
        if (session.isEmpty()) {
            return new ReceivedMail.Unrelated("not sent to an address that Ringback gave to anybody");
        }
        Optional<Address> from = HeaderText.first(message, "From").flatMap(HeaderText::mailbox);
        if (from.isEmpty()) {
            return new ReceivedMail.Unreadable("a reply without a sender");
        }
        ReplyWord word = OwnLine.of(text(whole)).map(ReplyWords::understand).orElse(ReplyWord.NONE);
        return new ReceivedMail.Reply(session.get(), from.get(), word);
    }

    private ReceivedMail report(BoundedPart report, Optional<UUID> bouncedLetter)
            throws MessagingException, IOException {
        return switch (reportType(report)) {
            case "delivery-status" ->
                bouncedLetter.isPresent()
                        ? deliveryStatus.aboutOurs(report, bouncedLetter.get())
                        : deliveryStatus.aboutPeoples(report);
            case "disposition-notification" -> new ReceivedMail.AutomaticAnswer("disposition-notification");
            default -> new ReceivedMail.Unrelated("a report of another kind than delivery");
        };
    }

    /** The report's type, or that of its second part where the parameter was lost on the way. */
    private static String reportType(BoundedPart report) throws MessagingException {
        String named = report.reportType();
        if (!named.isEmpty()) {
            return named.replace("global-", "");
        }
        for (BoundedPart part : report.children()) {
            if (part.type().endsWith("delivery-status")) {
                return "delivery-status";
            }
            if (part.type().endsWith("disposition-notification")) {
                return "disposition-notification";
            }
        }
        return "";
    }

    private static boolean isOldBounce(MimeMessage message, BoundedPart whole) throws MessagingException {
        return message.getHeader("X-Failed-Recipients") != null
                || whole.type().equals("text/plain")
                        && OLD_BOUNCE.matcher(whole.text(1024)).find();
    }

    /** The first text that says anything: plain before HTML, never an attachment. */
    private static String text(BoundedPart part) throws MessagingException {
        if (part.isAttachment()) {
            return "";
        }
        if (part.type().equals("text/plain")) {
            return part.text(MOST_TEXT);
        }
        if (part.type().equals("text/html")) {
            return HtmlReply.text(part.text(MOST_TEXT));
        }
        if (part.isMultipart()) {
            for (BoundedPart child : part.children()) {
                String text = text(child);
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return "";
    }
}
