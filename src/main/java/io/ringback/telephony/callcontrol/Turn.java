package io.ringback.telephony.callcontrol;

import java.util.List;
import java.util.Locale;

/**
 * One thing said to a phone.
 *
 * @param prompts what is played, one after another: URLs as {@code play} of RFC 4240 has them
 * @param language for prompts that there are in several
 * @param then what follows
 */
public record Turn(List<String> prompts, Locale language, Then then) {

    /** What follows when the prompts have been played. */
    public enum Then {
        /** What follows is asked as soon as all has been heard: no key is waited for, but it may be pressed before. */
        HEAR,
        /** A key is waited for; it may be pressed before the prompts end. */
        ASK,
        /** The same, but the key is waited for a moment only: there is more to be said. */
        ASK_SHORTLY,
        HANG_UP,
        /** The call is kept for the connection that has been asked for. */
        CONNECT;

        /** Whether a key means something. */
        boolean asks() {
            return this == HEAR || this == ASK || this == ASK_SHORTLY;
        }
    }

    public Turn {
        prompts = List.copyOf(prompts);
    }
}
