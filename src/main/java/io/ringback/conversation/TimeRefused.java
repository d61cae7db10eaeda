package io.ringback.conversation;

/** A time was named at which nobody can be called. Nothing was stored. */
public final class TimeRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Why {
        /** It is no time of day, such as 15:40. */
        NOT_UNDERSTOOD,
        /** The reader's clock is set forward and never shows it. */
        LEFT_OUT,
        /** It is over, or farther off than may be. */
        NOT_SOON
    }

    private final Why why;

    TimeRefused(Why why) {
        super(why.name());
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
