package io.ringback.media.mail;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import io.ringback.conversation.SpokenTime;
import io.ringback.directory.Address;
import io.ringback.protocol.mime.BoundedPart;
import io.ringback.session.SessionIdentifier;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Reads what arrives in Ringback's mailbox: replies, automatic answers and delivery reports. Anybody can send anything
 * there, so nothing is believed but the secrets in the address it came to and what the receiving mail system says of the
 * sender, and reading never costs more than a bounded piece of the message.
 */
public final class MailReader {

    private static final int MOST_TEXT = 256 * 1024;
    private static final int LARGEST = 64 * 1024 * 1024;

    /** A mail of this size is read as it was written; of a larger one, its server's reading of the parts is believed. */
    private static final int LARGEST_COPY = 1024 * 1024;

    private final ReturnPath returnPath;
    private final OwnAddress ownAddress;
    private final OwnMessageId ownMessageId;
    private final SenderProof senderProof;
    private final AutomaticSigns automaticSigns;
    private final DeliveryStatusReader deliveryStatus;
    private final BounceReader bounces;
    private final ComplaintReader complaints;

    MailReader(MailIdentity identity, ReturnPath returnPath, SenderProof senderProof) {
        this.returnPath = returnPath;
        this.senderProof = senderProof;
        this.ownAddress = new OwnAddress(identity);
        this.ownMessageId = new OwnMessageId(identity);
        this.automaticSigns = new AutomaticSigns(identity);
        this.deliveryStatus = new DeliveryStatusReader(identity);
        this.bounces = new BounceReader(deliveryStatus);
        this.complaints = new ComplaintReader(ownAddress, returnPath, ownMessageId);
    }

    /** What {@code message} is; whatever is wrong with it, it is {@link ReceivedMail.Unreadable} at worst. */
    public ReceivedMail read(MimeMessage message) {
        return read(message, written -> {});
    }

    /**
     * The same.
     *
     * @param seen gets the mail as it was written, before it is understood; it is fetched once for both
     */
    ReceivedMail read(MimeMessage message, Consumer<MimeMessage> seen) {
        try {
            if (size(message) > LARGEST) {
                return new ReceivedMail.Unreadable("larger than " + LARGEST / 1024 / 1024 + " MB");
            }
            MimeMessage written = asWritten(message);
            seen.accept(written);
            return understand(written);
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

    /** The mail itself instead of what an IMAP server makes of its header and parts. */
    private static MimeMessage asWritten(MimeMessage message) throws MessagingException {
        int size = size(message);
        return message instanceof IMAPMessage && size >= 0 && size <= LARGEST_COPY ? new MimeMessage(message) : message;
    }

    private ReceivedMail understand(MimeMessage message) throws MessagingException, IOException {
        BoundedPart whole = new BoundedPart(message);
        List<BoundedPart> parts = MailParts.of(whole);
        String detail = ownAddress.detail(message).orElse("");
        Optional<UUID> bouncedLetter = returnPath.messageOfDetail(detail);
        if (MailParts.haveReport(parts, "feedback-report")) {
            return complaints.read(parts, bouncedLetter);
        }
        if (bouncedLetter.isPresent()) {
            Optional<ReceivedMail> bounce = bounces.read(message, parts, bouncedLetter.get());
            if (bounce.isPresent()) {
                return bounce.get();
            }
        }
        if (MailParts.haveReport(parts, "disposition-notification")) {
            return new ReceivedMail.AutomaticAnswer("disposition-notification");
        }
        if (whole.type().equals("multipart/report")) {
            return MailParts.haveReport(parts, "delivery-status")
                    ? deliveryStatus.aboutPeoples(parts)
                    : new ReceivedMail.Unrelated("a report of another kind than delivery");
        }
        Optional<String> automatic = automaticSigns.of(message);
        if (automatic.isPresent()) {
            return new ReceivedMail.AutomaticAnswer(automatic.get());
        }
        if (bouncedLetter.isPresent()) {
            return new ReceivedMail.AutomaticAnswer("sent to a return path");
        }
        Optional<SessionIdentifier> session = detail.startsWith("r-")
                ? SessionIdentifier.fromLocalPart(detail.substring("r-".length()))
                : Optional.empty();
        Optional<UUID> answered = ownMessageId.answeredBy(message);
        if (session.isEmpty() && answered.isEmpty()) {
            return new ReceivedMail.Unrelated("not sent to an address that Ringback gave to anybody");
        }
        Optional<Address> from = HeaderText.first(message, "From").flatMap(WrittenMailbox::first);
        if (from.isEmpty()) {
            return new ReceivedMail.Unreadable("a reply without a sender");
        }
        List<String> own = OwnLine.of(text(whole));
        if (AutomaticSigns.areSaidIn(own)) {
            return new ReceivedMail.AutomaticAnswer("text");
        }
        return session.isPresent()
                ? new ReceivedMail.Reply(session.get(), from.get(), word(own), time(own))
                : new ReceivedMail.ReplyToLetter(
                        answered.orElseThrow(),
                        from.get(),
                        senderProof.isGiven(message, from.get()),
                        word(own),
                        time(own));
    }

    /** What the first of the author's {@code own} lines says, unless another takes it back. */
    private static ReplyWord word(List<String> own) {
        if (own.isEmpty()) {
            return ReplyWord.NONE;
        }
        ReplyWord word = ReplyWords.understand(own.get(0));
        boolean consent = word == ReplyWord.YES || word == ReplyWord.ALWAYS;
        boolean takenBack = own.stream()
                .skip(1)
                .map(ReplyWords::understand)
                .anyMatch(later -> later == ReplyWord.NO || later == ReplyWord.STOP);
        return consent && takenBack ? ReplyWord.NONE : word;
    }

    /** The time that the first of these lines names, unless another says more that could be meant, such as "or at 15.30 perhaps". */
    private static Optional<SpokenTime> time(List<String> own) {
        return own.stream().skip(1).anyMatch(MailReader::saysMore)
                ? Optional.empty()
                : own.stream().findFirst().flatMap(ReplyWords::time);
    }

    private static boolean saysMore(String line) {
        return ReplyWords.understand(line) != ReplyWord.NONE
                || ReplyWords.time(line).isPresent()
                || line.codePoints().anyMatch(Character::isDigit);
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
                if (!OwnLine.isNothing(text)) {
                    return text;
                }
            }
        }
        return "";
    }
}
