package io.ringback.delivery;

/** How a message's delivery ended, as far as the dispatcher can tell. */
public sealed interface DeliveryReport {

    /** The message it is about. */
    OutboundMessage message();

    /** The medium's server has taken it. */
    record Accepted(OutboundMessage message) implements DeliveryReport {}

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
