package io.ringback.delivery;

import io.ringback.directory.Medium;
import java.util.Map;

/** Writes messages for one medium in the form its adapter takes. */
public interface Composer {

    Medium medium();

    /** Whether it writes messages of this kind too. A connection is nothing that is written to people. */
    default boolean composes(MessageKind kind) {
        return kind != MessageKind.CONNECTION;
    }

    /** The same message is composed the same way each time, so a second copy can be recognised as one. */
    Parcel compose(OutboundMessage message);

    /** The same, from what is known of it. */
    default Parcel compose(OutboundMessage message, Circumstances known) {
        return compose(message);
    }

    /**
     * What an adapter in {@code camel-routes/} gets.
     *
     * @param body in the form the medium's route expects
     * @param headers for the route; {@code caseId} and {@code messageId} are added
     */
    record Parcel(Object body, Map<String, Object> headers) {}
}
