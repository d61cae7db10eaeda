package io.ringback.web.operations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the operators' journal must know of Cockpit and the engine's other webapps. */
public interface EngineDesk {

    /**
     * What a request asks for.
     *
     * @param method of HTTP
     * @param path of the whole request
     * @return in words; empty if it only looks
     */
    Optional<String> act(String method, String path);

    /**
     * What does not go on by itself.
     *
     * @param caseId null if it is of no case
     * @param since when it began
     * @param element where in the diagram, by its id
     * @param problem why, and mostly what to do
     */
    record Incident(UUID caseId, Instant since, String element, String problem) {

        /** With what the advice begins that stands behind a cause in Cockpit. */
        public static final String ADVICE = "Mend the cause";

        /** The problem without the advice. */
        public String cause() {
            int advice = problem == null ? -1 : problem.indexOf(ADVICE);
            return advice < 0
                    ? String.valueOf(problem)
                    : problem.substring(0, advice).strip();
        }
    }

    /** How many incidents there are. */
    long incidents();

    /** The oldest incidents, {@code most} of them. */
    List<Incident> oldestIncidents(int most);

    /** The cases of these process instances, executions and jobs; other ids are left out. */
    Set<UUID> cases(Collection<String> ids);
}
