package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.util.Map;

/** Is told what happens to one connection, in order. The methods return at once. */
interface Chronicle {

    /** It is in another state, with these answered calls; {@code ENDED} comes last. */
    void moved(State state, Map<Role, DialogIdentity> calls);

    /** Something to be read in the case's journey. {@code detail} may be null and holds no address. */
    void progressed(Progress step, String detail);

    /** The outcome, once. The connection itself may go on after that. */
    void turnedOut(Ending ending);
}
