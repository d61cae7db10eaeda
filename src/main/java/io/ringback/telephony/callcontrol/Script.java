package io.ringback.telephony.callcontrol;

/**
 * What is said to one phone, and what its keys do. Called by one thread at a time, which may wait for the database: a phone
 * hears nothing meanwhile, so not for long.
 */
public interface Script {

    /** What is said first. */
    Turn opening();

    /** What follows when {@code key} is pressed, one of {@code 0-9*#}, whether it was offered or not. */
    Turn pressed(char key);

    /** What follows when no key is pressed until the time for it is over, which is at once where all was only to be heard. */
    Turn silent();

    /** What is said in the end to a caller on the line who has pressed no key for as long as they are kept: it asks nothing. */
    Turn enough();

    /** The call is over. Told once, or after a crash perhaps twice; nothing is asked any more. */
    void over(End end);

    /** How a call to a phone ended. */
    enum End {
        /** It was not answered. */
        BUSY,
        NO_ANSWER,
        UNREACHABLE,
        REJECTED,
        /** Somebody, or a machine, hung up while there was something left to say or to ask. */
        HUNG_UP,
        /** All was said, and Ringback hung up. */
        FINISHED,
        /** It goes on as a connection. */
        CONNECTED,
        /** Neither of them is at fault: no prompt-and-collect server, no common codec, a node that died. */
        FAILED
    }
}
