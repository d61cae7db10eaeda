package io.ringback.web.operations.acts;

import io.ringback.directory.Medium;
import io.ringback.web.words.PlainWords;
import java.util.Optional;

/**
 * What an operator wants done.
 *
 * @param detail the reason, the note, the name of a {@link WayOn} or of a {@link Medium}; empty if the act needs none
 * @param operator who wants it
 */
public record Wish(CaseAct act, String detail, String operator) {

    /** The way, of an act that needs one. */
    public WayOn way() {
        return WayOn.valueOf(detail);
    }

    /** Which other medium; empty if the rules are to choose. */
    public Optional<Medium> medium() {
        return act == CaseAct.OTHER_MEDIUM && !detail.isEmpty()
                ? Optional.of(Medium.valueOf(detail))
                : Optional.empty();
    }

    /** The same with another detail. */
    Wish with(String otherDetail) {
        return new Wish(act, otherDetail, operator);
    }

    /** In words, without who. */
    public String words() {
        if (act.needsWay()) {
            return act.words() + ", " + way().words();
        }
        if (medium().isPresent()) {
            return act.words() + ": " + PlainWords.OF_OPERATORS.of(detail);
        }
        return act == CaseAct.END ? act.words() + ": " + detail : act.words();
    }
}
