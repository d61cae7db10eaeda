package io.ringback.delivery;

import java.util.List;

/** How a message's delivery ended, as far as the dispatcher can tell. */
public sealed interface DeliveryReport {

    /** The message it is about. */
    OutboundMessage message();

    /**
     * The medium's server has taken it.
     *
     * @param providerIds what the server calls it, where it does; reports come in under these
     * @param serverIds the same as the server gave them, in the same order, where its reports write them otherwise; empty if they do not
     * @param reportFollows whether the server will tell what became of it; if not, taken is as good as delivered
     * @param alone whether it certainly told of nothing else that was held back
     */
    record Accepted(
            OutboundMessage message,
            List<String> providerIds,
            List<String> serverIds,
            boolean reportFollows,
            boolean alone)
            implements DeliveryReport {

        /** One whose reports call it what its server does. */
        Accepted(OutboundMessage message, List<String> providerIds, boolean reportFollows, boolean alone) {
            this(message, providerIds, List.of(), reportFollows, alone);
        }

        Accepted ofWhatWasHeld(boolean held) {
            return new Accepted(message, providerIds, serverIds, reportFollows, !held);
        }
    }

    /**
     * It will not be delivered.
     *
     * @param problem for operators; holds no address
     */
    record Failed(OutboundMessage message, String problem) implements DeliveryReport {}

    /** Receives the reports. Must be durable when it returns. */
    interface Listener {
        void on(DeliveryReport report);
    }
}
