package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Party.Role;

/**
 * Notes that a phone has answered before the phone is told that we have heard so: a node that dies in between leaves a phone that
 * gives up by itself (RFC 3261 13.3.1.4), and one that dies after it has left what it takes to hang up.
 */
@FunctionalInterface
interface AnswerNotes {

    /** For what nobody has to hang up from elsewhere. */
    AnswerNotes NONE = (role, dialog, then) -> then.run();

    /**
     * Notes it, and goes on. Returns at once.
     *
     * @param then what is run once it is noted, or after a moment in which it could not be
     */
    void note(Role role, DialogIdentity dialog, Runnable then);
}
