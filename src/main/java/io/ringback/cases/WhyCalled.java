package io.ringback.cases;

import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.Urgency;
import java.util.Optional;

/**
 * Why the caller of a case called, as far as they have said.
 *
 * @param reason as tables see it
 * @param urgency how urgent they say it is
 * @param line in their own words, for who reads them; tables do not
 */
public record WhyCalled(CallReason reason, Urgency urgency, Optional<OneLine> line) {

    /** They have said nothing. */
    public static final WhyCalled UNSAID = new WhyCalled(CallReason.NONE, Urgency.NORMAL, Optional.empty());

    /**
     * What is kept of what was told with a call. What cannot be passed on is left out as a whole, as half a sentence may say the
     * opposite; and whoever forges a number puts no words into anybody's mouth.
     */
    static WhyCalled of(ToldReason told, CallerIdentity caller) {
        Optional<OneLine> line = told.line()
                .filter(text -> caller != CallerIdentity.UNVERIFIED)
                .filter(text -> OneLine.fault(text).isEmpty())
                .map(OneLine::of);
        return new WhyCalled(line.isPresent() ? CallReason.OWN_WORDS : CallReason.NONE, told.urgency(), line);
    }

    /** Whether something is said that somebody may read. */
    public boolean isSaid() {
        return urgency == Urgency.URGENT || reason != CallReason.NONE;
    }

    /**
     * After one more call of the same two. A call whose caller is better known than the case's speaks for the case alone; one whose
     * caller is less well known says nothing of it.
     *
     * @param ofCase whether the case's caller was who they are said to be, before that call
     * @param later what was said with it
     * @param ofLater whether its caller is
     */
    WhyCalled after(CallerIdentity ofCase, WhyCalled later, CallerIdentity ofLater) {
        int known = Integer.compare(trust(ofLater), trust(ofCase));
        if (known != 0) {
            return known > 0 ? later : this;
        }
        boolean urgent = urgency == Urgency.URGENT || later.urgency == Urgency.URGENT;
        WhyCalled newest = later.reason == CallReason.NONE ? this : later;
        return new WhyCalled(newest.reason, urgent ? Urgency.URGENT : Urgency.NORMAL, newest.line);
    }

    private static int trust(CallerIdentity identity) {
        return switch (identity) {
            case UNVERIFIED -> 0;
            case NOT_TOLD -> 1;
            case VERIFIED -> 2;
        };
    }
}
