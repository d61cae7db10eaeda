package io.ringback.media.voice;

import io.ringback.wording.Standing;

/** One thing that Ringback says by telephone. */
public enum Phrase {
    /** To the caller whose call has just failed: shall we tell the callee? */
    OFFER,
    /** To the same caller, who has pressed yes: why did you call? */
    WHY,
    /** The same, of who may also say it aloud. */
    WHY_OR_SPEAK,
    /** To whoever wants to say it aloud: now, please. */
    SPEAK,
    /** To the same, if nothing could be heard; what was pressed before is noted all the same. */
    NOTHING_HEARD,
    /** The same question as the offer, later, by a call. */
    QUESTION,
    /** To the callee: who tried, and what can be done. */
    NOTIFICATION,
    /** To the callee who has dialled Ringback's own number, or who stands in for them: the same, and the keys of a call that they have made. */
    WAITING,
    /** Behind it, if another case waits. */
    MENU_NEXT,
    MENU_REPEAT,
    /** To whoever has dialled Ringback's own number, and is not verified, or for whom nothing waits. */
    NOTHING_WAITS,
    /** To whoever has dialled it and is not verified, where messages name codes. */
    CODE_ASKED,
    /** To who has said the code and wants to be connected: their own telephone will ring. */
    CALLING_BACK,
    /** To the caller: the callee can be reached, or returned the call. */
    INFORMATION,
    /** To the caller who calls again, or dials Ringback's own number: how the open case stands. */
    STANDING_ASKED,
    STANDING_TOLD,
    STANDING_NOT_YET_TOLD,
    STANDING_CONNECTING,
    STANDING_INFORMING,
    NOTED_YES,
    NOTED_ALWAYS,
    NOTED_NO,
    NOTED_WITHDRAW,
    NOTED_INFORM,
    NOTED_NOT_NOW,
    NOTED_LATER,
    NOTED_STOP,
    /** What the key does is stored, and the next case is read out. */
    NOTED_AND_ON,
    CONNECTING,
    /** Connecting was chosen and cannot be done; the caller is informed instead. */
    CANNOT_CONNECT,
    /** What the key does could not be stored: it may be pressed again. */
    NOT_NOTED,
    /** The case is over. */
    NO_LONGER,
    /** The same, and the next one is read out. */
    SETTLED_AND_ON,
    WRONG_KEY,
    GOODBYE;

    /** What tells a caller that their case stands like this. */
    static Phrase of(Standing standing) {
        return switch (standing) {
            case ASKED -> STANDING_ASKED;
            case TOLD -> STANDING_TOLD;
            case NOT_YET_TOLD -> STANDING_NOT_YET_TOLD;
            case CONNECTING -> STANDING_CONNECTING;
            case INFORMING -> STANDING_INFORMING;
        };
    }
}
