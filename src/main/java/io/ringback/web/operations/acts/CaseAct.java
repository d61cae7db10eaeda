package io.ringback.web.operations.acts;

/** What operators can do to a case. */
public enum CaseAct {
    SEND_AGAIN("Send again", Needs.NOTHING),
    OTHER_MEDIUM("Choose another medium", Needs.NOTHING),
    MOVE_ON("Move on", Needs.A_WAY),
    END("End", Needs.WORDS),
    MIGRATE("Migrate to the diagram in force", Needs.NOTHING),
    RAISE("Raise priority", Needs.NOTHING),
    NOTE("Note for colleagues", Needs.WORDS);

    /** What an operator has to add to it. */
    private enum Needs {
        NOTHING,
        WORDS,
        A_WAY
    }

    private final String words;
    private final Needs needs;

    CaseAct(String words, Needs needs) {
        this.words = words;
        this.needs = needs;
    }

    /** As pages and the operators' journal call it. */
    public String words() {
        return words;
    }

    /** Whether only administrators may do it: it changes what a case is, as a deploy does. */
    public boolean isForAdministrators() {
        return this == MIGRATE;
    }

    /** Whether an operator has to say why, or what. */
    public boolean needsWords() {
        return needs == Needs.WORDS;
    }

    /** Whether an operator has to say which {@link WayOn} it takes. */
    public boolean needsWay() {
        return needs == Needs.A_WAY;
    }

    /** Whether who confirms it can name a medium. */
    public boolean choosesMedium() {
        return this == OTHER_MEDIUM;
    }

    /** Whether it may have something leave, so that it goes no faster than that can. */
    public boolean sends() {
        return this == SEND_AGAIN || this == OTHER_MEDIUM || this == MOVE_ON;
    }

    /** Whether it can be done to a case that has ended. */
    public boolean isForEndedCases() {
        return this == NOTE;
    }
}
