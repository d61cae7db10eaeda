package io.ringback.media.sipmessage;

import java.util.Map;

/**
 * What a MESSAGE that came in says.
 *
 * @param kind what is to be done with it
 * @param event the fields of {@code direct:reply-received} or {@code direct:delivery-report} (docs/adapters.md); empty if
 *     there is nothing to tell
 * @param status what the MESSAGE is answered, once the event is stored
 * @param headers of that response
 */
public record Reading(Kind kind, Map<String, Object> event, int status, Map<String, String> headers) {

    private static final int OK = 200;

    /** What a MESSAGE comes to. */
    public enum Kind {
        REPLY,
        REPORT,
        NOTHING
    }

    public Reading {
        event = Map.copyOf(event);
        headers = Map.copyOf(headers);
    }

    static Reading reply(Map<String, Object> event) {
        return new Reading(Kind.REPLY, event, OK, Map.of());
    }

    static Reading report(Map<String, Object> event) {
        return new Reading(Kind.REPORT, event, OK, Map.of());
    }

    static Reading ignored() {
        return new Reading(Kind.NOTHING, Map.of(), OK, Map.of());
    }

    static Reading refused(int status, Map<String, String> headers) {
        return new Reading(Kind.NOTHING, Map.of(), status, headers);
    }

    /** Addresses and texts reach no log. */
    @Override
    public String toString() {
        return kind + " " + status;
    }
}
