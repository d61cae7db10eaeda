package io.ringback.protocol.sip;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What an agent counts from its start. */
final class Counters {

    /** What is counted. */
    enum Count {
        /** Requests outside of calls, and INVITEs, that were let through to whoever takes them. */
        REQUESTS_TAKEN("requests.taken"),
        /** Requests that the agent refused itself (RFC 3261 8.2). */
        REQUESTS_REFUSED("requests.refused"),
        /** Requests and responses that are no SIP, or broken SIP. */
        MALFORMED("malformed"),
        /** Datagrams, connections and requests of hosts that are not among the peers. */
        STRANGERS("strangers"),
        /** Datagrams, connections and requests beyond what one peer may send. */
        THROTTLED("throttled"),
        /** Requests whose credentials were wrong. */
        CREDENTIALS_REFUSED("credentials.refused"),
        /** Requests of ours that had a final response. */
        REQUESTS_ANSWERED("requests.answered"),
        /** Requests of ours that had none, or could not be sent. */
        REQUESTS_UNANSWERED("requests.unanswered"),
        /** Registrations that the registrar accepted. */
        REGISTRATIONS("registrations"),
        /** Registrations that failed. */
        REGISTRATIONS_FAILED("registrations.failed");

        private final String title;

        Count(String title) {
            this.title = title;
        }
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    Counters() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    void count(Count count) {
        counts.get(count).increment();
    }

    Map<String, Long> byName() {
        Map<String, Long> byName = new LinkedHashMap<>();
        counts.forEach((count, value) -> byName.put(count.title, value.sum()));
        return byName;
    }
}
