package io.ringback.mail;

import java.util.regex.Pattern;

/** Text from the directory or a template on its way into a header, where a line break would begin another header. */
final class HeaderText {

    private static final int LONGEST = 200;

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
}
