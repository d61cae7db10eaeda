package io.ringback.media.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text as quoted-printable (RFC 2045 6.7), into memory. */
final class QuotedPrintable {

    /** Without the mark of a line that goes on; with it, 76. */
    private static final int LONGEST_LINE = 75;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private QuotedPrintable() {}

    /**
     * The text, in UTF-8.
     *
     * @param text its lines end with {@code \n} or {@code \r\n}; other control characters, but for tabs, are left out
     */
    static byte[] encode(String text) {
        byte[] bytes = withoutControls(text).getBytes(StandardCharsets.UTF_8);
        // Of letters hardly anything needs three bytes.
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 4);
        byte[] line = new byte[LONGEST_LINE + 3];
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                column = end(line, column, out);
                continue;
            }
            boolean plain = isPlain(next) || (isBlank(next) && i + 1 < bytes.length && bytes[i + 1] != '\n');
            if (column + (plain ? 1 : 3) > LONGEST_LINE) {
                line[column] = '=';
                column = end(line, column + 1, out);
            }
            if (plain) {
                line[column++] = next;
            } else {
                line[column++] = '=';
                line[column++] = HEX[next >> 4 & 0xF];
                line[column++] = HEX[next & 0xF];
            }
        }
        out.write(line, 0, column);
        return out.toByteArray();
    }

    private static int end(byte[] line, int length, ByteArrayOutputStream out) {
        line[length] = '\r';
        line[length + 1] = '\n';
        out.write(line, 0, length + 2);
        return 0;
    }

    private static boolean isPlain(byte character) {
        return character > ' ' && character < 0x7F && character != '=';
    }

    /** May stand within a line, and not at its end. */
    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    private static String withoutControls(String text) {
        int first = 0;
        while (first < text.length() && !isControl(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder fit = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            if (!isControl(text.charAt(i))) {
                fit.append(text.charAt(i));
            }
        }
        return fit.toString();
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }
}
