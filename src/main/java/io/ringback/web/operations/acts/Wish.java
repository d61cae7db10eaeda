package io.ringback.web.operations.acts;

/**
 * What an operator wants done.
 *
 * @param detail the reason, the note, or the name of a {@link WayOn}; empty if the act needs none
 * @param operator who wants it
 */
public record Wish(CaseAct act, String detail, String operator) {

    /** The way, of an act that needs one. */
    public WayOn way() {
        return WayOn.valueOf(detail);
    }

    /** In words, without who. */
    public String words() {
        if (act.needsWay()) {
            return act.words() + ", " + way().words();
        }
        return act == CaseAct.END ? act.words() + ": " + detail : act.words();
    }
}
