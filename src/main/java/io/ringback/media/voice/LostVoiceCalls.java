package io.ringback.media.voice;

import io.ringback.conversation.MessageReports;
import io.ringback.telephony.callcontrol.LostCalls;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Calls that were lost with their node count as failed: nobody knows what was heard in them, so the message goes another way
 * and the phone does not ring again. A caller who was on the line is asked in writing.
 */
@Component
class LostVoiceCalls implements LostCalls {

    private final MessageReports deliveries;

    LostVoiceCalls(MessageReports deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void lost(UUID callId, UUID messageId) {
        deliveries.failed(CallResults.eventId(callId), messageId, "the node that made the call died");
    }
}
