package io.ringback.telephony.callcontrol;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing said to a phone.
 *
 * @param prompts what is played, one after another: URLs as {@code play} of RFC 4240 has them
 * @param language for prompts that there are in several
 * @param then what follows
 * @param recordTo where what is said then is recorded: the {@code recurl} of RFC 5022; only where that follows
 */
public record Turn(List<String> prompts, Locale language, Then then, Optional<String> recordTo) {

    /** What follows when the prompts have been played. */
    public enum Then {
        /** What follows is asked as soon as all has been heard: no key is waited for, but it may be pressed before. */
        HEAR,
        /** A key is waited for; it may be pressed before the prompts end. */
        ASK,
        /** The same, but the key is waited for a moment only: there is more to be said. */
        ASK_SHORTLY,
        /** What is said is recorded, until a key, a silence, or the longest time ends it. */
        RECORD,
        HANG_UP,
        /** The call is kept for the connection that has been asked for. */
        CONNECT;

        /** Whether a key means something. */
        boolean asks() {
            return this == HEAR || this == ASK || this == ASK_SHORTLY || this == RECORD;
        }
    }

    public Turn {
        prompts = List.copyOf(prompts);
        if (recordTo.isPresent() != (then == Then.RECORD)) {
            throw new IllegalArgumentException("A turn that records, and no other, says where to.");
        }
    }

    /** One that records nothing. */
    public Turn(List<String> prompts, Locale language, Then then) {
        this(prompts, language, then, Optional.empty());
    }

    /** One that records what is said after its prompts and a tone. */
    public static Turn recording(List<String> prompts, Locale language, String recordTo) {
        return new Turn(prompts, language, Then.RECORD, Optional.of(recordTo));
    }
}
