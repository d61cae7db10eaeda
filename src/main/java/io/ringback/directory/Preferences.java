package io.ringback.directory;

/**
 * What a person has settled once and for all (patent S25-S27, variants without a question).
 *
 * @param alwaysNotifyForMe as caller: notify whom I could not reach, without asking me
 * @param alwaysTellMe as callee: I want to know of everyone who tried to reach me
 * @param never neither question nor notification is ever sent to this person
 */
public record Preferences(boolean alwaysNotifyForMe, boolean alwaysTellMe, boolean never) {

    /** What holds for someone who has said nothing yet: ask me, and tell me when the caller wants it. */
    public static final Preferences UNSET = new Preferences(false, false, false);
}
