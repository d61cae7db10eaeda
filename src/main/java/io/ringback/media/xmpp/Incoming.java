package io.ringback.media.xmpp;

import java.util.Optional;
import java.util.UUID;

/** What a message stanza that came in is to Ringback. */
sealed interface Incoming {

    /**
     * What a person wrote.
     *
     * @param id the same for the same message, however often the server delivers it
     * @param from their bare JID as a URI
     * @param text as written, cut where nobody would still be reading; yes or no for a thumb up or down
     * @param inReplyTo the message of ours that it names, if it names one
     * @param correction whether it takes the place of what they wrote last (XEP-0308)
     */
    record Reply(String id, String from, String text, Optional<UUID> inReplyTo, boolean correction)
            implements Incoming {}

    /** A device has one of our messages (XEP-0184). */
    record Received(UUID messageId) implements Incoming {}

    /**
     * One of our messages was not delivered (RFC 6120 8.3).
     *
     * @param problem the defined condition, {@code XMPP item-not-found}
     * @param passing whether it may be delivered later, to who tries again
     */
    record Returned(UUID messageId, String problem, boolean passing) implements Incoming {}

    /** Encrypted from end to end, so what its body says is not what was written (XEP-0380). */
    record Unreadable() implements Incoming {}

    /** Nothing to act on: of a room, from ourselves, somebody is typing ... */
    record Nothing() implements Incoming {}
}
