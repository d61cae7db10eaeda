package io.ringback.web.operations.find;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What only the engine knows of the processes of cases. */
public interface RunningProcesses {

    /** The versions of the diagram, the newest first. */
    List<Integer> versions();

    /**
     * Cases that have an incident, the newest incident first; {@code most} of them.
     *
     * @param from of those that began at this time or later
     * @param to and before this
     * @param words that stand in why, as PostgreSQL's {@code to_tsquery} takes them; empty for whatever reason
     */
    List<UUID> withIncident(Instant from, Instant to, Optional<String> words, int most);
}
