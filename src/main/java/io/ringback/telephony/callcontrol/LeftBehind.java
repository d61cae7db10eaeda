package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import java.util.List;
import java.util.UUID;

/** A row that is under way as far as its table knows, though its node has died. */
interface LeftBehind {

    UUID id();

    /** What it takes to hang up the calls that it held. */
    List<DialogIdentity> calls();
}
