package io.ringback.telephony.callcontrol;

import io.ringback.telephony.callcontrol.Party.Role;
import java.util.concurrent.Executor;

/** Makes the parties of a connection or dialogue. */
@FunctionalInterface
interface PartyMaker {

    /**
     * @param listener who is in charge of it
     * @param serial runs its events one after another
     */
    Party make(Role role, PartyListener listener, Executor serial);
}
