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
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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
            int control = lengthOfControl(bytes, i);
            if (control > 0) {
                i += control - 1;
                continue;
            }
            boolean plain = isPlain(next) || isBlank(next) && !isLastOfLine(bytes, i);
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

    private static boolean isLastOfLine(byte[] bytes, int at) {
        int next = at + 1;
        while (next < bytes.length && bytes[next] != '\n') {
            int control = lengthOfControl(bytes, next);
            if (control == 0) {
                return false;
            }
            next += control;
        }
        return true;
    }

    /** How many bytes make the control character that is left out: those of ASCII have one, U+0080 to U+009F two. */
    private static int lengthOfControl(byte[] bytes, int at) {
        byte first = bytes[at];
        if (first >= 0 && first < ' ') {
            return first == '\n' || first == '\t' ? 0 : 1;
        }
        if (first == 0x7F) {
            return 1;
        }
        return first == (byte) 0xC2 && at + 1 < bytes.length && bytes[at + 1] < (byte) 0xA0 ? 2 : 0;
    }
}
