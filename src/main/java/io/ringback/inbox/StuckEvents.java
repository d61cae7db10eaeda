package io.ringback.inbox;

/** Events whose handling was given up; operators can have it tried again. */
public interface StuckEvents {

    /**
     * Has a stuck event handled again soon. Nothing happens if it is not stuck (any more).
     *
     * @param eventId its id in the inbox
     */
    void tryAgain(String eventId);
}
