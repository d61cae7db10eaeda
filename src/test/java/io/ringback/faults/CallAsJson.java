package io.ringback.faults;

import java.time.Instant;

/** A call some seconds ago, as a switch writes it for the API or for Kafka. */
final class CallAsJson {

    private CallAsJson() {}

    /**
     * A call.
     *
     * @param before fields before all others, each with a comma behind it
     * @param more fields besides, likewise
     */
    static String of(String before, String id, String caller, String callee, String more) {
        return "{%s\"id\":\"%s\",\"caller\":\"%s\",\"callee\":\"%s\",\"medium\":\"VOICE\",%s\"occurredAt\":\"%s\"}"
                .formatted(before, id, caller, callee, more, Instant.now().minusSeconds(5));
    }

    /** One of a kind, as Kafka's records say. */
    static String ofKind(String kind, String id, String caller, String callee, String more) {
        return of("\"kind\":\"" + kind + "\",", id, caller, callee, more);
    }
}
