package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.util.Map;

/** Writes nothing down, and tells who has asked for the connection. */
record WatchedChronicle(ConnectionWatch watch) implements Chronicle {

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {}

    @Override
    public void progressed(Progress step, String detail) {
        watch.progressed(step, detail);
    }

    @Override
    public void turnedOut(Ending ending) {
        watch.turnedOut(ending);
    }
}
