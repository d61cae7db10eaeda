package io.ringback.engine.trial;

import io.ringback.cases.ContactMeans;
import io.ringback.conversation.AcceptancePolicy.Leg;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.PhoneKind;
import java.util.List;
import java.util.stream.Stream;

/** What the table accepted-by-key is asked with about each phone that is rung. Docs/for-analysts.md lists it. */
final class FactsOfLegs {

    private FactsOfLegs() {}

    /** All that the facts can be together. */
    static Combinations combinations() {
        return new Combinations(List.of(
                FactsGiven.one("leg", FactsGiven.names(Leg.values())),
                FactsGiven.one(
                        "contactMeans",
                        Stream.concat(FactsGiven.names(ContactMeans.values()).stream(), Stream.of(FactsGiven.NONE))
                                .toList()),
                FactsGiven.one("justNow", List.of(true, false)),
                FactsGiven.one("phoneKind", FactsGiven.names(PhoneKind.values())),
                FactsGiven.one("callerIdentity", FactsGiven.names(CallerIdentity.values()))));
    }
}
