package io.ringback.web.operations.cockpit;

import io.ringback.web.operations.acts.ProblemGroup;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What holds cases up, and how many.
 *
 * @param place what people call the element of the diagram, or a medium whose messages are tried again
 * @param problem in the words of one of the cases
 * @param oldest the case that it holds up longest
 * @param since when
 */
record CauseOfMany(String place, String problem, int cases, UUID oldest, Instant since) {

    static CauseOfMany of(ProblemGroup group, Map<String, String> names) {
        return new CauseOfMany(
                names.getOrDefault(group.place(), group.place()),
                group.problem(),
                group.cases().size(),
                group.cases().get(0),
                group.first());
    }
}
