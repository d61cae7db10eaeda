package io.ringback.protocol.sip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves one carriage return at the start of a line. JAIN-SIP's reader has room for no more: at the second it ended, and
 * the connection stayed open with nobody to read it. Bodies pass as they are.
 */
final class SingleReturns extends FilterInputStream {

    /** RFC 3261 20.14. */
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)(?:content-length|l)\\s*:\\s*(\\d{1,9})\\s*");

    /** No Content-Length is written longer. */
    private static final int LONGEST_LOOKED_AT = 100;

    private final StringBuilder line = new StringBuilder();
    private boolean returned;
    private boolean inMessage;
    private int announced;
    private int bodyLeft;

    SingleReturns(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        while (read > 0) {
            int kept = keep(buffer, offset, read);
            if (kept > 0) {
                return kept;
            }
            read = in.read(buffer, offset, length);
        }
        return read;
    }

    private int keep(byte[] buffer, int offset, int read) {
        int kept = 0;
        for (int i = 0; i < read; i++) {
            byte next = buffer[offset + i];
            if (bodyLeft > 0) {
                bodyLeft--;
            } else if (next == '\r' && line.isEmpty()) {
                if (returned) {
                    continue;
                }
                returned = true;
            } else {
                follow(next);
            }
            buffer[offset + kept] = next;
            kept++;
        }
        return kept;
    }

    private void follow(byte next) {
        if (next == '\n') {
            endOfLine();
        } else if (next != '\r' && line.length() < LONGEST_LOOKED_AT) {
            line.append((char) next);
        }
    }

    private void endOfLine() {
        if (line.isEmpty()) {
            bodyLeft = inMessage ? announced : 0;
            announced = 0;
            inMessage = false;
        } else {
            inMessage = true;
            Matcher length = CONTENT_LENGTH.matcher(line);
            if (length.matches()) {
                announced = Integer.parseInt(length.group(1));
            }
        }
        line.setLength(0);
        returned = false;
    }
}
