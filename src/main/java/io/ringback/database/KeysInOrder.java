package io.ringback.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Keys in the order of their making (UUID version 7, RFC 9562 5.7): new rows stand side by side in an index, however many old ones
 * there are. Whoever sees one knows when it was made, and by 74 random bits nothing of others. Not for what people or their servers
 * get to see.
 */
public final class KeysInOrder {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private KeysInOrder() {}

    /** A new one, made at {@code now}. */
    public static UUID at(Instant now) {
        long random = RANDOM.nextInt(1 << 12);
        return new UUID(now.toEpochMilli() << 16 | VERSION | random, VARIANT | RANDOM.nextLong() >>> 2);
    }
}
