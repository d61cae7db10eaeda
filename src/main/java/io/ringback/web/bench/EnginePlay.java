package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import java.util.List;
import java.util.Map;

/** Plays thought-of cases. */
public interface EnginePlay {

    /**
     * Plays a case through the diagram and the tables in force, with these files in their place. Writes to nobody, and changes nothing.
     *
     * @param changed files by name
     * @param happened ids of what happens where it waits, in order
     * @throws NotDone if a file cannot run; what its tests say does not matter
     */
    WayOfCase play(Map<String, byte[]> changed, ThoughtOfCase one, List<String> happened);
}
