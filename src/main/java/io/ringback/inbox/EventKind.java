package io.ringback.inbox;

/** What an event from outside is about. */
public enum EventKind {
    FAILED_CALL,
    ANSWERED_CALL,
    ANSWER,
    WITHDRAWAL,
    CONTACT,
    DELIVERED,
    DELIVERY_FAILED,
    /** A report that names a message as the medium's server does. */
    DELIVERY_REPORT,
    /** A short message that a person sent to one of our senders. */
    TEXT,
    CONNECTION_OUTCOME,
    /** A voice call in which nobody heard the message; another may be made. */
    NOT_HEARD,
    /** A reply to a letter that does not say for certain what is to be done. */
    NOT_UNDERSTOOD,
    /** A reply to a case that is over. */
    LATE_REPLY,
    /** Somebody wants no more messages at all. */
    STOP,
    /** Somebody wants no more messages at one telephone. */
    OPT_OUT,
    /** Somebody complains of a mail as spam. */
    COMPLAINT,
    /** The caller sends a line of text back to who has answered with one. */
    ANSWERED_BACK,
    /** Who was notified wants to know of each call of this caller, for some days. */
    ALWAYS_TELL,
    /** Somebody takes back what they have settled beyond a case. */
    TAKEN_BACK,
    /** A message that waits for an answer gets no for one, as its receiver wants no more messages. */
    DECLINE,
    /** A sign that the callee of a case that waits can be reached just now. */
    CALLEE_SEEN,
    /** Somebody does not want to be watched for such signs any more. */
    NOT_TO_BE_SEEN,
    /** The callee names a time at which they want to be called. */
    TIME_NAMED,
    /** The caller says whether a time suits them that the callee has named. */
    TIME_ANSWER,
    /** Something that asks for nothing: kept so that it is read once. */
    UNUSED;

    /**
     * Whether it may be stored first and handled after those that came before it. Switches tell thousands of calls at once; what a person
     * says is handled at once.
     */
    public boolean waitsItsTurn() {
        return this == FAILED_CALL || this == ANSWERED_CALL;
    }
}
