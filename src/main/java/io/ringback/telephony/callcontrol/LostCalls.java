package io.ringback.telephony.callcontrol;

import java.util.UUID;

/** Hears of voice calls whose script is gone, because the node that had them died. */
public interface LostCalls {

    /**
     * The call is over: {@link Script.End#FAILED}. May be told again if this throws, or the node dies meanwhile.
     *
     * @param messageId the message that was spoken
     */
    void lost(UUID callId, UUID messageId);
}
