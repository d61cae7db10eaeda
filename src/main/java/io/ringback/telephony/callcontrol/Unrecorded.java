package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Dialogue.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Asks the script of a call of which nothing is kept. */
final class Unrecorded implements Prompter {

    private final Script script;
    private final Executor serial;

    /** @param serial runs what the script is asked one after another */
    Unrecorded(Script script, Executor serial) {
        this.script = script;
        this.serial = serial;
    }

    @Override
    public void next(Cue cue, Consumer<Optional<Turn>> then) {
        serial.execute(() -> then.accept(Optional.of(cue.ask(script))));
    }

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {}

    @Override
    public void over(End end) {
        serial.execute(() -> script.over(end));
    }

    @Override
    public void missed() {}

    @Override
    public void ended() {}
}
