package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Message-ID of a letter, {@code <message id@domain>}, found again in what is written about it. Its 122 random bits are known
 * to those who have seen the letter.
 */
final class OwnMessageId {

    private static final int LONGEST = 16_384;

    /** What a mail answers comes before the mails that led to that one (RFC 5322 3.6.4), of which the last is the nearest. */
    private static final List<String> HEADERS = List.of("In-Reply-To", "References");

    private final MailIdentity identity;
    private final Pattern written;

    OwnMessageId(MailIdentity identity) {
        this.identity = identity;
        this.written = Pattern.compile(
                "<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@" + Pattern.quote(identity.domain()) + ">",
                Pattern.CASE_INSENSITIVE);
    }

    /** Angle brackets and all. */
    String of(UUID letter) {
        return "<" + letter + "@" + identity.domain() + ">";
    }

    /** The letter that {@code message} says it answers. */
    Optional<UUID> answeredBy(MimeMessage message) throws MessagingException {
        for (String header : HEADERS) {
            String[] values = message.getHeader(header);
            Optional<UUID> letter = values == null ? Optional.empty() : lastIn(values[values.length - 1]);
            if (letter.isPresent()) {
                return letter;
            }
        }
        return Optional.empty();
    }

    private Optional<UUID> lastIn(String text) {
        Matcher id = written.matcher(text.substring(Math.max(0, text.length() - LONGEST)));
        UUID last = null;
        while (id.find()) {
            last = UUID.fromString(id.group(1));
        }
        return Optional.ofNullable(last);
    }

    /** The first letter that is named in {@code text}. */
    Optional<UUID> firstIn(String text) {
        Matcher id = written.matcher(text);
        return id.find() ? Optional.of(UUID.fromString(id.group(1))) : Optional.empty();
    }
}
