package io.ringback.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person has settled once and for all (patent S25-S27, variants without a question).
 *
 * @param alwaysNotifyForMe as caller: notify whom I could not reach, without asking me
 * @param alwaysTellMe as callee: I want to know of everyone who tried to reach me
 * @param never neither question, notification nor information is ever sent to this person
 * @param returnCallsTo as caller: on which of my phones I am called when the call is returned (S50)
 * @param quietHours when nothing that rings is to reach me; empty: as the installation has it
 * @param ends when it ends that I always notify and always want to know
 * @param seen as callee: whether signs that I can be reached may count; empty: as the installation has it
 */
public record Preferences(
        boolean alwaysNotifyForMe,
        boolean alwaysTellMe,
        boolean never,
        ReturnCallsTo returnCallsTo,
        Optional<QuietHours> quietHours,
        Ends ends,
        Optional<Boolean> seen) {

    /** For how many days somebody settles what they do not settle for good. */
    public static final int DAYS = 30;

    /**
     * When what was settled ends, by the database's clock. What has ended is as if it had never been said: it is read as false.
     *
     * @param alwaysNotifyForMe empty: never
     * @param alwaysTellMe empty: never
     */
    public record Ends(Optional<Instant> alwaysNotifyForMe, Optional<Instant> alwaysTellMe) {

        /** Both stand until they are taken back. */
        public static final Ends NEVER = new Ends(Optional.empty(), Optional.empty());
    }

    /** One of a caller's phones. */
    public enum ReturnCallsTo {
        /** The one the caller called from if it is theirs and may be called, else the first. */
        CALLING_PHONE,
        /** The first in the order of the caller's devices. */
        FIRST_PHONE
    }

    /** Whether signs of life count is as the installation has it. */
    public Preferences(
            boolean alwaysNotifyForMe,
            boolean alwaysTellMe,
            boolean never,
            ReturnCallsTo returnCallsTo,
            Optional<QuietHours> quietHours,
            Ends ends) {
        this(alwaysNotifyForMe, alwaysTellMe, never, returnCallsTo, quietHours, ends, Optional.empty());
    }

    /** What is settled has no end. */
    public Preferences(
            boolean alwaysNotifyForMe,
            boolean alwaysTellMe,
            boolean never,
            ReturnCallsTo returnCallsTo,
            Optional<QuietHours> quietHours) {
        this(alwaysNotifyForMe, alwaysTellMe, never, returnCallsTo, quietHours, Ends.NEVER);
    }

    /** Quiet hours are those of the installation. */
    public Preferences(boolean alwaysNotifyForMe, boolean alwaysTellMe, boolean never, ReturnCallsTo returnCallsTo) {
        this(alwaysNotifyForMe, alwaysTellMe, never, returnCallsTo, Optional.empty());
    }

    /** Calls are returned to the phone they came from, and quiet hours are those of the installation. */
    public Preferences(boolean alwaysNotifyForMe, boolean alwaysTellMe, boolean never) {
        this(alwaysNotifyForMe, alwaysTellMe, never, ReturnCallsTo.CALLING_PHONE);
    }

    /** The same, with another answer to whether signs of life count. */
    public Preferences withSeen(Optional<Boolean> other) {
        return new Preferences(alwaysNotifyForMe, alwaysTellMe, never, returnCallsTo, quietHours, ends, other);
    }

    /** What holds for someone who has said nothing yet: ask me, and tell me when the caller wants it. */
    public static final Preferences UNSET = new Preferences(false, false, false);
}
