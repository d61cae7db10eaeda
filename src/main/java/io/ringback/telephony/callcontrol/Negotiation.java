package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import java.util.Optional;

/** A session that two parties are being led to agree on: a {@link Join}, or a {@link Change} that one of them wants. */
interface Negotiation {

    /** Asks the first of them. */
    void begin();

    /** A party answered our offer, or made one because we asked; it waits for its ACK. */
    void agreed(Party party, Optional<SessionDescription> sdp);

    /** A party refused. */
    void refused(Party party, int status);

    /** It is not to be brought to its end: who waits for it is told to come again. */
    default void abandon() {}

    /** A party acknowledged what we answered it. */
    default void acknowledged(Party party, Optional<SessionDescription> answer) {}
}
