package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * A callee with whom a dialogue of this node talks, and whom a connection may take from it.
 *
 * @param id of the voice call
 * @param events runs the events of the phone's call
 * @param records runs what waits for the database
 */
record CalleeOnTheLine(UUID id, Dialogue dialogue, Address phone, Executor events, Executor records) {

    /** Whether it is the same call. */
    boolean isSame(CalleeOnTheLine other) {
        return id.equals(other.id);
    }

    /** Whether a connection to {@code wanted} goes on with it: it is this phone, or a key of it has asked for the connection. */
    boolean isFor(Address wanted) {
        return phone.isSameTelephoneAs(wanted) || dialogue.isKeyed();
    }
}
