package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Dialogue.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Has the script of one dialogue, and keeps its row, in the order in which it is told. The methods return at once. */
interface Prompter {

    /**
     * Asks the script.
     *
     * @param then is given the next turn, on whichever thread; empty if the script fails
     */
    void next(Cue cue, Consumer<Optional<Turn>> then);

    /** It holds these answered calls now. */
    void moved(State state, Map<Role, DialogIdentity> calls);

    /** How it ended; the script is asked no more. */
    void over(End end);

    /** The connection that was to have the phone has been told that it cannot. */
    void missed();

    /** None of its calls is left. */
    void ended();
}
