package io.ringback.media.mail;

import io.ringback.protocol.mime.LabelledText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of headers. On its way in, from the directory or a template, a line break would begin another header. On its
 * way out it is read header by header: over IMAP, Jakarta Mail's {@code getSubject()} and the like need the whole
 * envelope, which one broken address makes unreadable.
 */
final class HeaderText {

    private static final int LONGEST = 200;
    private static final int LONGEST_READ = 4096;

    private static final Pattern FOLD = Pattern.compile("\\r?\\n\\s*");

    /** Controls, line and paragraph separators, halves of surrogate pairs, and the marks that reorder what is read. */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private HeaderText() {}

    /** {@code text} as one line that no mail program decodes into anything else. */
    static String clean(String text) {
        if (text == null) {
            return "";
        }
        // An ASCII name that looks like an encoded word (RFC 2047) would be decoded by whoever reads it.
        String line = UNFIT.matcher(text).replaceAll(" ").replace("=?", "= ?").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST));
    }

    /** The first header of that name, unfolded, as it is written; nothing if it is missing or empty. */
    static Optional<String> first(MimeMessage message, String name) throws MessagingException {
        return first(message.getHeader(name));
    }

    /** The first of {@code values}, unfolded, octets as they are meant (RFC 6532); nothing if it is missing or empty. */
    static Optional<String> first(String[] values) {
        return values == null || values[0].isBlank()
                ? Optional.empty()
                : Optional.of(FOLD.matcher(asMeant(bounded(values[0])))
                        .replaceAll(" ")
                        .strip());
    }

    /** What a reader sees of {@code raw}; as it is, if its encoding is broken. */
    static String decode(String raw) {
        try {
            return MimeUtility.decodeText(raw);
        } catch (UnsupportedEncodingException e) {
            return raw;
        }
    }

    /** Jakarta Mail takes an octet for a character. */
    private static String asMeant(String value) {
        return value.chars().allMatch(each -> each <= 0xff)
                ? LabelledText.decode(value.getBytes(StandardCharsets.ISO_8859_1), "", false)
                : value;
    }

    private static String bounded(String value) {
        return value.length() <= LONGEST_READ ? value : value.substring(0, LONGEST_READ);
    }
}
