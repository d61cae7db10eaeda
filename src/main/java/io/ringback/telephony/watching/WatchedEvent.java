package io.ringback.telephony.watching;

import io.ringback.conversation.SeenBy;
import java.util.Set;

/** An event package that a switch may offer, by which it is noticed that somebody can be reached. */
enum WatchedEvent {
    /** Registrations (RFC 3680). */
    REG("reg", "application/reginfo+xml", SeenBy.REGISTRATION),
    /** Presence (RFC 3856). */
    PRESENCE("presence", "application/pidf+xml", SeenBy.PRESENCE),
    /** The state of calls (RFC 4235). */
    DIALOG("dialog", "application/dialog-info+xml", SeenBy.CALL_ENDED);

    private final String word;
    private final String type;
    private final SeenBy sign;

    WatchedEvent(String word, String type, SeenBy sign) {
        this.word = word;
        this.type = type;
        this.sign = sign;
    }

    /** The package's name in the header Event. */
    String word() {
        return word;
    }

    /** The type of the documents that tell of it. */
    String type() {
        return type;
    }

    SeenBy sign() {
        return sign;
    }

    /**
     * What is known before anything was told.
     *
     * @param own the user parts of Ringback's own addresses, whose calls tell nothing
     */
    WatchedState unknown(Set<String> own) {
        return switch (this) {
            case REG -> RegisteredState.UNKNOWN;
            case PRESENCE -> PresenceState.UNKNOWN;
            case DIALOG -> CallsState.unknown(own);
        };
    }
}
