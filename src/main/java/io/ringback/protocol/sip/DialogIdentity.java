package io.ringback.protocol.sip;

import java.util.List;

/**
 * What it takes to send a BYE in a dialog that another process opened (RFC 3261 section 12).
 *
 * @param localUri ours, as it stood in the dialog
 * @param remoteUri the phone's
 * @param remoteTarget its Contact
 * @param routeSet the Record-Route of the dialog, in the order of our requests
 * @param localSequence our last CSeq
 */
public record DialogIdentity(
        String callId,
        String localUri,
        String localTag,
        String remoteUri,
        String remoteTag,
        String remoteTarget,
        List<String> routeSet,
        long localSequence) {

    public DialogIdentity {
        routeSet = List.copyOf(routeSet);
    }
}
