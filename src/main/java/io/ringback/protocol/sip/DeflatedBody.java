package io.ringback.protocol.sip;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A body with {@code Content-Encoding: deflate} (RFC 3261 7.4.1, RFC 9110 8.4.1.2), as linphone sends what is not text. */
final class DeflatedBody {

    static final String CODING = "deflate";

    /** No body is longer than a message may be, whatever was made of it on the way. */
    private static final int LONGEST = AgentParser.LONGEST;

    private DeflatedBody() {}

    /** What it was, and no more of it than one byte beyond the bound; empty if it is nothing deflated. */
    static Optional<byte[]> inflate(byte[] deflated) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] inflated = new byte[LONGEST + 1];
            int length = 0;
            while (!inflater.finished() && length < inflated.length) {
                int more = inflater.inflate(inflated, length, inflated.length - length);
                if (more == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                length += more;
            }
            return Optional.of(Arrays.copyOf(inflated, length));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    static boolean isTooLong(byte[] inflated) {
        return inflated.length > LONGEST;
    }
}
