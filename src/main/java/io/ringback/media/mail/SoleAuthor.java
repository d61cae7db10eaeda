package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one author of a mail, where no two readers can take different ones from its From line: who checked the sender must have
 * checked the same as we read. One field, one mailbox, no group, no comment, no route, ASCII (RFC 5322 3.4 without its section 4).
 */
final class SoleAuthor {

    private static final int LONGEST = 1024;

    private static final String ATOM = "[A-Za-z0-9!#$&'*+/=^_`{|}~-]++";

    private static final String ADDRESS = "(" + ATOM + "(?:\\." + ATOM + ")*+@[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++)";

    /** Words, encoded ones too, and strings in quotes. */
    private static final String NAME =
            "(?:[\\x20-\\x7e&&[^\"<>()@,;:\\\\\\[\\]]]++|\"(?:[\\x20-\\x7e&&[^\"\\\\]]|\\\\[\\x20-\\x7e])*+\")*+";

    private static final Pattern MAILBOX = Pattern.compile("(?:" + NAME + "<" + ADDRESS + ">|" + ADDRESS + ")");

    private SoleAuthor() {}

    /** In small letters; empty if there is none, more than one, or any doubt. */
    static Optional<String> of(MimeMessage message) throws MessagingException {
        String[] fields = message.getHeader("From");
        if (fields == null || fields.length != 1 || fields[0].length() > LONGEST) {
            return Optional.empty();
        }
        Matcher mailbox = MAILBOX.matcher(
                fields[0].replaceAll("\\r?\\n(?=[ \\t])", "").replace('\t', ' ').strip());
        return mailbox.matches()
                ? Optional.of((mailbox.group(1) == null ? mailbox.group(2) : mailbox.group(1)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
