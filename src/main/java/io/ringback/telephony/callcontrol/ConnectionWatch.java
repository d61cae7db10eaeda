package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;

/** Hears how a connection goes that has no case. Is called on the connection's own threads, and must not block them. */
public interface ConnectionWatch {

    /**
     * It has come so far.
     *
     * @param detail how long the two talked and why it ended, with {@link Progress#ENDED}; else null. Holds no address
     */
    void progressed(Progress step, String detail);

    /** The outcome, once. {@link Progress#ENDED} may come later, and says why. */
    void turnedOut(Ending ending);
}
