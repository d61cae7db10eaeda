package io.ringback.web.operations.cockpit;

import java.util.Optional;

/** Knows the ids that stand on Cockpit's pages. The engine implements it. */
public interface CockpitIds {

    /** Which version of the cases' diagram this process definition is; empty if it is another process, or unknown. */
    Optional<Integer> diagramVersion(String processDefinitionId);
}
