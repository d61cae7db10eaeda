package io.ringback.callcontrol;

import java.util.UUID;

/** Is told of the voice calls that were lost with the node that held them. */
public interface LostCalls {

    /** Nobody knows how the call ended. May be told more than once. */
    void lost(UUID callId, UUID messageId);
}
