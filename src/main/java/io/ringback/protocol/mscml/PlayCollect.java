package io.ringback.protocol.mscml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The request {@code playcollect} (RFC 5022 section 6.2): plays, and collects keys meanwhile and afterwards.
 *
 * @param id comes back in the response; empty if there is none
 * @param audio URLs that are played one after another
 * @param locale of the prompts, as it was written; empty for the server's own
 * @param playback how often they are played
 * @param barge whether a key ends the playing
 * @param clearDigits whether keys pressed before it are forgotten
 * @param firstDigit how long the first key is waited for once all is played; {@link #INFINITE} for ever
 * @param interDigit how long each further key is waited for
 * @param extraDigit how long the return key is waited for once there are all digits
 * @param maxDigits how many keys end it; {@link #ANY_NUMBER} if none do
 * @param returnKey the key that ends it and is no digit of it; empty for none
 * @param escapeKey the key that calls it off; empty for none
 */
public record PlayCollect(
        Optional<String> id,
        List<String> audio,
        Optional<String> locale,
        Playback playback,
        boolean barge,
        boolean clearDigits,
        Duration firstDigit,
        Duration interDigit,
        Duration extraDigit,
        int maxDigits,
        Optional<Character> returnKey,
        Optional<Character> escapeKey)
        implements MscmlRequest {

    /** A timer that never fires. */
    public static final Duration INFINITE = ChronoUnit.FOREVER.getDuration();

    /** Only a timer or a key ends it. */
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    public PlayCollect {
        audio = List.copyOf(audio);
    }

    /** Plays everything once. */
    public PlayCollect(
            Optional<String> id,
            List<String> audio,
            Optional<String> locale,
            boolean barge,
            boolean clearDigits,
            Duration firstDigit,
            Duration interDigit,
            Duration extraDigit,
            int maxDigits,
            Optional<Character> returnKey,
            Optional<Character> escapeKey) {
        this(
                id,
                audio,
                locale,
                Playback.ONCE,
                barge,
                clearDigits,
                firstDigit,
                interDigit,
                extraDigit,
                maxDigits,
                returnKey,
                escapeKey);
    }

    @Override
    public String name() {
        return "playcollect";
    }
}
