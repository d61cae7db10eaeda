package io.ringback.media.sipmessage;

import io.ringback.arrival.HandedIn;
import java.util.Map;

/**
 * What a MESSAGE that came in says, and how it is answered.
 *
 * @param handedIn what it says; nothing if it was refused, or says nothing that matters
 * @param status what the MESSAGE is answered, once that is stored
 * @param headers of that response
 */
public record ReceivedMessage(HandedIn handedIn, int status, Map<String, String> headers) {

    private static final int OK = 200;

    static final ReceivedMessage IGNORED = of(HandedIn.NOTHING);

    public ReceivedMessage {
        headers = Map.copyOf(headers);
    }

    static ReceivedMessage of(HandedIn handedIn) {
        return new ReceivedMessage(handedIn, OK, Map.of());
    }

    static ReceivedMessage refused(int status, Map<String, String> headers) {
        return new ReceivedMessage(HandedIn.NOTHING, status, headers);
    }

    /** Addresses and texts reach no log. */
    @Override
    public String toString() {
        return handedIn + " " + status;
    }
}
