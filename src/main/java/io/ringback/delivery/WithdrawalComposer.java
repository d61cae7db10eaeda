package io.ringback.delivery;

import java.util.Map;

/** Writes what asks a medium's server, or the reader's program, to take back a message of ours. */
public interface WithdrawalComposer {

    /**
     * What an adapter in {@code camel-routes/} gets, but for the ids of the message: {@code to} and {@code from} as it was sent, and
     * {@code text} for a program that can only show that it is settled.
     *
     * @throws IllegalStateException if its people or its device have been deleted meanwhile
     */
    Map<String, String> withdraw(OutboundMessage message);
}
