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
 * @param whenAsked whether any of it was said by the caller themself when they were asked, and not only with a call
 */
public record WhyCalled(CallReason reason, Urgency urgency, Optional<OneLine> line, boolean whenAsked) {

    /** They have said nothing. */
    public static final WhyCalled UNSAID = new WhyCalled(CallReason.NONE, Urgency.NORMAL, Optional.empty());

    /** The caller asks, when they are asked, to be called back when it suits the callee. */
    public static final WhyCalled CALL_BACK =
            new WhyCalled(CallReason.CALL_BACK, Urgency.NORMAL, Optional.empty(), true);

    /** The caller has said it aloud when they were asked; what they said is a {@link SpokenReason}. */
    public static final WhyCalled SPOKEN = new WhyCalled(CallReason.SPOKEN, Urgency.NORMAL, Optional.empty(), true);

    /** The caller says, when they are asked, that it is urgent. */
    public static final WhyCalled URGENT = whenAsked(Optional.empty(), Urgency.URGENT);

    /** What was said with a call. */
    public WhyCalled(CallReason reason, Urgency urgency, Optional<OneLine> line) {
        this(reason, urgency, line, false);
    }

    /** What the caller says when they are asked: in their own words, and how urgent it is. */
    public static WhyCalled whenAsked(Optional<OneLine> line, Urgency urgency) {
        CallReason reason = line.isPresent() ? CallReason.OWN_WORDS : CallReason.NONE;
        return new WhyCalled(reason, urgency, line, line.isPresent() || urgency == Urgency.URGENT);
    }

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
     * caller is less well known says nothing of it. What the caller said when asked stands, whatever is said with a call.
     *
     * @param ofCase whether the case's caller was who they are said to be, before that call
     * @param later what was said with it
     * @param ofLater whether its caller is
     */
    WhyCalled after(CallerIdentity ofCase, WhyCalled later, CallerIdentity ofLater) {
        int known = Integer.compare(trust(ofLater), trust(ofCase));
        if (known < 0 || known > 0 && !whenAsked) {
            return known > 0 ? later : this;
        }
        return (whenAsked ? later.saying(this) : saying(later)).with(moreUrgent(later), whenAsked);
    }

    /**
     * After the caller was asked, and has said this. Their words take the place of what came with the call; that it is urgent adds to
     * it. Of a call that may have been somebody else's, only what they say now is left.
     *
     * @param ofCase whether the case's caller was who they are said to be
     */
    WhyCalled afterAsking(CallerIdentity ofCase, WhyCalled said) {
        WhyCalled before = ofCase == CallerIdentity.UNVERIFIED && reason == CallReason.NONE ? UNSAID : this;
        return before.saying(said).with(before.moreUrgent(said), true);
    }

    /** The reason of {@code other}, if there is one, in the place of this; the words of this stay where they have none. */
    private WhyCalled saying(WhyCalled other) {
        return other.reason == CallReason.NONE
                ? this
                : new WhyCalled(other.reason, other.urgency, other.line.or(() -> line), other.whenAsked);
    }

    private WhyCalled with(Urgency said, boolean asked) {
        return new WhyCalled(reason, said, line, asked);
    }

    private Urgency moreUrgent(WhyCalled other) {
        return urgency == Urgency.URGENT ? urgency : other.urgency;
    }

    private static int trust(CallerIdentity identity) {
        return switch (identity) {
            case UNVERIFIED -> 0;
            case NOT_TOLD -> 1;
            case VERIFIED -> 2;
        };
    }
}
