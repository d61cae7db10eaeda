package io.ringback.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Codes of six digits by which somebody who dials Ringback's own number shows that they have a message, where nobody vouches for their
 * number. A code is made of the message's session identifier, so none is kept; it can be guessed, so the tries are counted (io.ringback.cases.GuessedCodes).
 */
@Component
public class DialCodes {

    /** How many digits it has. */
    public static final int LENGTH = 6;

    private static final int ALL = 1_000_000;

    private final SessionIdentifiers sessions;
    private final boolean named;

    /** @param named whether messages name codes, and strangers are asked for them */
    public DialCodes(
            SessionIdentifiers sessions,
            @Value("${ringback.voice.own-number.codes:false}") boolean named) {
        this.sessions = sessions;
        this.named = named;
    }

    /** Whether messages name codes. */
    public boolean areNamed() {
        return named;
    }

    /** That of message {@code messageId}, which tells its receiver apart and nothing else. */
    public String of(UUID messageId) {
        // Of the hash, as of the identifier itself nothing may be said aloud.
        long number = ByteBuffer.wrap(sessions.derive(messageId, Purpose.CONTACT).hash()).getLong();
        return String.format("%0" + LENGTH + "d", Long.remainderUnsigned(number, ALL));
    }

    /** Whether {@code said} is the code of that message, in the same time whatever is wrong with it. */
    public boolean is(UUID messageId, String said) {
        return MessageDigest.isEqual(
                of(messageId).getBytes(StandardCharsets.US_ASCII), said.getBytes(StandardCharsets.US_ASCII));
    }
}
