package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.util.Map;
import java.util.UUID;

/** Keeps a connection's row, tells its case how it goes. */
final class Records implements Chronicle {

    private final UUID id;
    private final UUID caseId;
    private final ConnectionRows rows;
    private final Connections connections;
    private final Recorder recorder;
    private Ending ending = Ending.FAILED;

    Records(UUID id, UUID caseId, ConnectionRows rows, Connections connections, Recorder recorder) {
        this.id = id;
        this.caseId = caseId;
        this.rows = rows;
        this.connections = connections;
        this.recorder = recorder;
    }

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {
        recorder.write(() -> {
            if (state == State.ENDED) {
                rows.end(id, ending);
            } else {
                rows.move(id, state, calls);
            }
        });
    }

    @Override
    public void progressed(Progress step, String detail) {
        recorder.write(() -> connections.progressed(caseId, step, detail));
    }

    /** Told before the row is ended: a crash between the two has it told once more, which the inbox knows for a repetition. */
    @Override
    public void turnedOut(Ending turnedOut) {
        recorder.write(() -> {
            ending = turnedOut;
            connections.ended(id.toString(), caseId, turnedOut);
        });
    }
}
