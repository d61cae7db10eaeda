package io.ringback.telephony.callcontrol;

import io.ringback.telephony.callcontrol.Script.End;

/** Goes on with the phone of a dialogue. Has the same thread for events as the dialogue. */
interface Successor {

    /**
     * Takes the phone, and is in charge of it from now on. On the thread of the phone's events.
     *
     * @return false if it has ended itself, and the phone is not taken
     */
    boolean take(Party onTheLine);

    /** The phone that was to be taken is not there: its own call has ended like this. */
    void miss(End turnedOut);
}
