package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A tag is what a stranger would need to hang up a call (RFC 3261 19.3). */
class TagsTest {

    /** How Java's quick random numbers go on within a thread, each from the one before. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private static final long FIRST = 0xff51afd7ed558ccdL;
    private static final long SECOND = 0xc4ceb9fe1a85ec53L;

    @Test
    void fromOneTagTheNextCannotBeReckoned() {
        assertThat(after(AgentMessages.newTag())).isNotEqualTo(AgentMessages.newTag());
    }

    @Test
    void itCouldBeIfTheyWereQuickRandomNumbers() {
        ThreadLocalRandom quick = ThreadLocalRandom.current();

        assertThat(after(Long.toHexString(quick.nextLong()))).isEqualTo(Long.toHexString(quick.nextLong()));
    }

    private static String after(String tag) {
        long seed = unshift(inverse(FIRST) * unshift(inverse(SECOND) * unshift(Long.parseUnsignedLong(tag, 16))));
        return Long.toHexString(mixed(seed + STEP + (Thread.currentThread().getId() << 1)));
    }

    private static long mixed(long seed) {
        long once = (seed ^ (seed >>> 33)) * FIRST;
        long twice = (once ^ (once >>> 33)) * SECOND;
        return twice ^ (twice >>> 33);
    }

    /** Undoes {@code x ^ (x >>> 33)}: what is shifted by more than half of the bits undoes itself. */
    private static long unshift(long value) {
        return value ^ (value >>> 33);
    }

    /** The factor that undoes an odd one, modulo 2^64 (Newton). */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
