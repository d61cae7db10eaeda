package io.ringback.delivery;

import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import java.util.Set;

/**
 * The analysts' decision table on how often people are written to. The settings {@code ringback.caps} are its ceiling: it can only hold
 * back more.
 */
public interface CapsPolicy {

    /** Where there is nothing to be known. */
    String NONE = "NONE";

    /** No table at all: what the settings let through leaves. */
    CapsPolicy CEILING_ALONE = new CapsPolicy() {
        @Override
        public Set<String> ranges() {
            return Set.of();
        }

        @Override
        public Caps of(About message) {
            return Caps.CEILING;
        }
    };

    /** The number ranges that it tells from others: prefixes with {@code +}. */
    Set<String> ranges();

    /** What it says about a message; {@link Caps#CEILING} if it does not say one thing. */
    Caps of(About message);

    /**
     * What it may look at.
     *
     * @param trunk where the call came from: a trunk or the name of an API key; {@link #NONE} if nobody knows
     * @param destination of a short message: the longest of {@link #ranges()} that the number begins with, or else its country; {@link
     *     #NONE} of any other message
     */
    record About(MessageKind purpose, Medium medium, CallerIdentity callerIdentity, String trunk, String destination) {}

    /**
     * What it says, each cap by the name of its column. What is counted is the same as for the setting of that name.
     *
     * @param perReceiver of what only answers the person's own act, the ceiling is {@code ringback.caps.answers}
     * @param perRange short messages to the same destination
     */
    record Caps(Cap perReceiver, Cap perPair, Cap perCaller, Cap perTrunk, Cap perTrunkUnverified, Cap perRange) {

        /** As much as the settings let through. */
        public static final Caps CEILING = new Caps(Cap.NONE, Cap.NONE, Cap.NONE, Cap.NONE, Cap.NONE, Cap.NONE);
    }
}
