package io.ringback.media.smsgateway;

import java.util.Map;

/**
 * What a callback tells Ringback.
 *
 * @param fields for the inbound endpoint, as docs/adapters.md names them
 */
public record Told(Kind kind, Map<String, Object> fields) {

    /** Something that changes nothing, such as that a message is on its way. */
    static final Told NOTHING = new Told(Kind.NOTHING, Map.of());

    /** Which endpoint takes it. */
    public enum Kind {
        REPLY,
        REPORT,
        NOTHING
    }

    public Told {
        fields = Map.copyOf(fields);
    }
}
