package io.ringback.inbox;

/**
 * Marks an exception that time does not heal: somebody has to mend what its message names. An event whose handling ends in it
 * is shown to operators as stuck at once. It is tried again all the same, so that it goes on by itself once that is mended.
 */
public interface NeedsMending {

    /** Whether {@code thrown} is such, or was brought about by one. */
    static boolean isBehind(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NeedsMending) {
                return true;
            }
        }
        return false;
    }
}
