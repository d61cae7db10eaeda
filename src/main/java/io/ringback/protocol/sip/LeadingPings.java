package io.ringback.protocol.sip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes the line ends that come on a connection before its first message (RFC 3261 7.5), and answers those that are pings (RFC
 * 5626 4.4.1): until a message has said by what it came, JAIN-SIP cannot. From the first message on it sees to them.
 */
final class LeadingPings extends FilterInputStream {

    private static final String PING = "\r\n\r\n";
    private static final byte[] PONG = {'\r', '\n'};

    private final OutputStream out;
    private boolean begun;
    private int matched;
    private int taken;

    LeadingPings(InputStream in, OutputStream out) {
        super(in);
        this.out = out;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Who sends nothing but line ends, more than a message may be long, is at the end of what we read. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        while (!begun && read > 0) {
            int line = 0;
            while (line < read && isLineEnd(buffer[offset + line])) {
                take((char) buffer[offset + line]);
                line++;
            }
            if (line < read) {
                begun = true;
                System.arraycopy(buffer, offset + line, buffer, offset, read - line);
                return read - line;
            }
            read = taken > AgentParser.LONGEST ? -1 : in.read(buffer, offset, length);
        }
        return read;
    }

    private static boolean isLineEnd(byte next) {
        return next == '\r' || next == '\n';
    }

    private void take(char next) throws IOException {
        taken++;
        matched = next == PING.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        if (matched == PING.length()) {
            matched = 0;
            out.write(PONG);
            out.flush();
        }
    }
}
