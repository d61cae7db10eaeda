package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Keeps a connection's row, tells its case how it goes. */
final class Records implements Chronicle {

    private final UUID id;
    private final UUID caseId;
    private final ConnectionRows rows;
    private final Connections connections;
    private final Entries entries;

    // Of the recorder's thread.
    private final Map<DialogIdentity, byte[]> sealed = new HashMap<>();
    private Ending ending = Ending.FAILED;

    Records(UUID id, UUID caseId, ConnectionRows rows, Connections connections, Recorder recorder) {
        this.id = id;
        this.caseId = caseId;
        this.rows = rows;
        this.connections = connections;
        this.entries = new Entries(recorder, rows::together);
    }

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {
        Runnable entry = () -> {
            if (state == State.ENDED) {
                rows.end(id, ending);
            } else {
                rows.move(id, state, sealed(calls));
            }
        };
        entries.add(entry, entry);
    }

    /** Each is encrypted once, however often the connection moves on with it. */
    private Map<Role, byte[]> sealed(Map<Role, DialogIdentity> calls) {
        sealed.keySet().retainAll(calls.values());
        Map<Role, byte[]> all = new EnumMap<>(Role.class);
        calls.forEach((role, call) -> all.put(role, sealed.computeIfAbsent(call, one -> rows.sealed(id, one))));
        return all;
    }

    @Override
    public void progressed(Progress step, String detail) {
        entries.add(() -> connections.progressed(caseId, step, detail), () -> connections.note(caseId, step, detail));
    }

    /** Told before the row is ended: a crash between the two has it told once more, which the inbox knows for a repetition. */
    @Override
    public void turnedOut(Ending turnedOut) {
        entries.add(() -> {
            ending = turnedOut;
            connections.ended(id.toString(), caseId, turnedOut);
        });
    }
}
