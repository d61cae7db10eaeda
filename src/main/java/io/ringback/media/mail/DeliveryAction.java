package io.ringback.media.mail;

import java.util.Locale;
import java.util.Optional;

/** What the reporting mail server did with a message (RFC 3464 2.3.3), from worst to best. */
public enum DeliveryAction {
    /** It has given up: the message will not arrive. */
    FAILED,
    /** Not delivered yet; it goes on trying. */
    DELAYED,
    /** Given to more than one further address. */
    EXPANDED,
    /** Given to a server that does not report. */
    RELAYED,
    DELIVERED;

    static Optional<DeliveryAction> parse(String text) {
        // Some servers add a comment, as in "failed (delivery attempts exceeded)".
        String word = text.strip().toLowerCase(Locale.ROOT).split("[\\s(;]", 2)[0];
        for (DeliveryAction action : values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
