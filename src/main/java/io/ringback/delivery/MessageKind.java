package io.ringback.delivery;

/** What leaves Ringback. */
public enum MessageKind {
    /** Asks the caller for consent to notify. */
    QUESTION,
    /** The same, spoken in the very call that failed. */
    OFFER,
    /** Tells the callee who tried to reach them. */
    NOTIFICATION,
    /** Tells the caller that the callee can be reached. */
    INFORMATION,
    /** Tells the switch to connect the two. */
    CONNECTION,
    /** Tells someone who replied too late that the case is over. */
    CLOSING,
    /** Asks back what a reply was meant for. */
    ASK_BACK,
    /** Confirms that no more messages come (STOP). */
    STOPPED,
    /** Confirms that messages come again (START). */
    STARTED,
    /** Says who writes and how to end it (HELP). */
    HELP;

    /** Whether it only answers something that was said: nothing waits on it, and it may go to who wants no more. */
    public boolean isCourtesy() {
        return compareTo(CLOSING) >= 0;
    }
}
