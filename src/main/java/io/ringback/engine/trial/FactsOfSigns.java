package io.ringback.engine.trial;

import io.ringback.conversation.SeenBy;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import java.util.List;

/** What the table when-seen is asked with about each sign that a callee can be reached. Docs/for-analysts.md lists it. */
final class FactsOfSigns {

    private FactsOfSigns() {}

    /** All that the facts can be together. */
    static Combinations combinations() {
        return new Combinations(List.of(
                FactsGiven.one("seenBy", FactsGiven.names(SeenBy.values())),
                FactsGiven.one("cause", FactsGiven.names(Cause.values())),
                FactsGiven.one("callerIdentity", FactsGiven.names(CallerIdentity.values()))));
    }
}
