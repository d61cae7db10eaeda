package io.ringback.media.mail;

import io.ringback.protocol.mime.BoundedPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/**
 * Reads what comes to the return path of a letter. Only mail servers write there, and only if something is wrong (RFC 5321
 * 4.5.5), so a letter has failed unless they say that they go on trying; in which form they say it is all the same. Auto-responders
 * answer there too (RFC 3834 4).
 */
final class BounceReader {

    private static final int MOST_TEXT = 8192;

    /** How servers without RFC 3464 begin: qmail, and James after it. */
    private static final Pattern OLD_BOUNCE = Pattern.compile("^\\s*Hi\\. This is the .{1,100}(?:program|server) at ");

    /** As what mail servers write. */
    private static final Pattern MAIL_SERVER = Pattern.compile(
            "(?:mailer|mail)[-_ .]?daemon|postmaster|mail delivery|delivery (?:sub)?system|mail (?:sub)?system"
                    + "|microsoftexchange|system administrator|mdaemon",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DELAYED = Pattern.compile(MailPhrases.oneOf("delayed"), MailPhrases.ANY_CASE);
    private static final Pattern GIVEN_UP = Pattern.compile(MailPhrases.oneOf("given-up"), MailPhrases.ANY_CASE);
    private static final Pattern FAILED = Pattern.compile(MailPhrases.oneOf("failed"), MailPhrases.ANY_CASE);

    /** Below it the letter itself stands, which may speak of anything. */
    private static final Pattern COPY = Pattern.compile(
            "(?im)^(?:received:|return-path:|.{0,20}(?:below this line|copy of (?:the|your) (?:message|mail)"
                    + "|original message (?:follows|headers))).*");

    private final DeliveryStatusReader deliveryStatus;

    BounceReader(DeliveryStatusReader deliveryStatus) {
        this.deliveryStatus = deliveryStatus;
    }

    /** What {@code message}, made of {@code parts}, says about {@code letter}; empty if it is no report at all. */
    Optional<ReceivedMail> read(MimeMessage message, List<BoundedPart> parts, UUID letter)
            throws MessagingException, IOException {
        Optional<ReceivedMail> reported = deliveryStatus.aboutOurs(parts, letter);
        if (reported.isPresent()) {
            return reported;
        }
        if (MailParts.haveReport(parts, "disposition-notification") || !isBounce(message, parts)) {
            return Optional.empty();
        }
        DeliveryAction action = saysDelayed(message, parts) ? DeliveryAction.DELAYED : DeliveryAction.FAILED;
        return Optional.of(new DeliveryStatusNotification.OfOurMail(letter, action, EnhancedStatusCode.of(action)));
    }

    private static boolean isBounce(MimeMessage message, List<BoundedPart> parts) throws MessagingException {
        if (MailParts.haveReport(parts, "delivery-status") || message.getHeader("X-Failed-Recipients") != null) {
            return true;
        }
        String from = HeaderText.first(message, "From").map(HeaderText::decode).orElse("");
        if (MAIL_SERVER.matcher(from).find() || OLD_BOUNCE.matcher(texts(parts)).find()) {
            return true;
        }
        boolean nullSender = HeaderText.first(message, "Return-Path")
                .map(path -> path.replaceAll("\\s", ""))
                .filter("<>"::equals)
                .isPresent();
        return nullSender && !AutomaticSigns.isAnswer(message);
    }

    private static boolean saysDelayed(MimeMessage message, List<BoundedPart> parts) throws MessagingException {
        String subject =
                HeaderText.first(message, "Subject").map(HeaderText::decode).orElse("");
        if (FAILED.matcher(subject).find() || GIVEN_UP.matcher(subject).find()) {
            return false;
        }
        String text = texts(parts);
        return DELAYED.matcher(subject).find()
                || DELAYED.matcher(text).find() && !GIVEN_UP.matcher(text).find();
    }

    /** What the server says itself, in one line for each part. */
    private static String texts(List<BoundedPart> parts) {
        StringBuilder texts = new StringBuilder();
        for (BoundedPart part : parts) {
            String type = part.type().toLowerCase(Locale.ROOT);
            if (type.equals("text/plain") || type.equals("text/html")) {
                String text = part.text(MOST_TEXT);
                String own =
                        COPY.split(type.equals("text/html") ? Jsoup.parse(text).text() : text, 2)[0];
                texts.append(own.replaceAll("[\\s\\p{Z}]+", " ")).append('\n');
            }
        }
        return texts.toString();
    }
}
