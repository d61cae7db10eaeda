package io.ringback.media.sipmessage;

import java.util.Map;

/**
 * A MESSAGE to be sent.
 *
 * @param to request URI and To
 * @param from one of Ringback's own senders
 * @param headers further SIP headers, Content-Type among them
 * @param text the body
 * @param wrapped whether the body is message/cpim and asks for a disposition notification
 */
public record OutgoingMessage(String to, String from, Map<String, String> headers, String text, boolean wrapped) {

    public OutgoingMessage {
        headers = Map.copyOf(headers);
    }

    /** Addresses and texts reach no log. */
    @Override
    public String toString() {
        return "MESSAGE";
    }
}
