package io.ringback.web.pages;

import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.failedcall.Urgency;
import java.util.Optional;

/**
 * What a caller has filled in of why they called.
 *
 * @param typed as it was
 */
record SaidWhy(String typed, boolean urgent) {

    static final SaidWhy NOTHING = new SaidWhy("", false);

    /** @param urgent is there, whatever it says, if the box was ticked: browsers send nothing of one that was not */
    static SaidWhy of(Optional<String> line, Optional<String> urgent) {
        return new SaidWhy(line.orElse(""), urgent.isPresent());
    }

    /** Why the line cannot be passed on; nobody has to write one. */
    Optional<OneLine.Fault> fault() {
        return OneLine.fault(typed).filter(fault -> fault != OneLine.Fault.EMPTY);
    }

    /** What is said; not a line that has a {@link #fault}. */
    WhyCalled read() {
        Optional<OneLine> line = OneLine.fault(typed).isEmpty() ? Optional.of(OneLine.of(typed)) : Optional.empty();
        return WhyCalled.whenAsked(line, urgent ? Urgency.URGENT : Urgency.NORMAL);
    }

    /** The page with it, and what is wrong with the line, if anything is. */
    FilledPage in(FilledPage page) {
        FilledPage filled = page.with("urgent", urgent);
        return fault().map(fault -> filled.with(fault, typed)).orElseGet(() -> filled.withTyped(typed));
    }
}
