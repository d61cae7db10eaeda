package io.ringback.failedcall;

/** The callers whose failed call is kept open while it is told. */
public interface CallersOnTheLine {

    /**
     * Whether the caller is still there and could be spoken to.
     *
     * @param callId the id of the failed call
     */
    boolean isHeld(String callId);
}
