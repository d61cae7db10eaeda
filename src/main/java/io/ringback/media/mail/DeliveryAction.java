package io.ringback.media.mail;

import java.util.Locale;
import java.util.Optional;

/** What the reporting mail server did with a message (RFC 3464 2.3.3), from worst to best. */
public enum DeliveryAction {
    /** It has given up: the message will not arrive. */
    FAILED("fail"),
    /** Not delivered yet; it goes on trying. */
    DELAYED("delay"),
    /** Given to more than one further address. */
    EXPANDED("expand"),
    /** Given to a server that does not report. */
    RELAYED("relay"),
    DELIVERED("deliver");

    private final String stem;

    DeliveryAction(String stem) {
        this.stem = stem;
    }

    static Optional<DeliveryAction> parse(String text) {
        // Some servers add a comment, as in "failed (delivery attempts exceeded)", or write another form: "failure",
        // "delay".
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("undeliver")) {
            return Optional.of(FAILED);
        }
        for (DeliveryAction action : values()) {
            if (word.startsWith(action.stem)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
