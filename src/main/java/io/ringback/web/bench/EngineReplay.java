package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntConsumer;

/** What a replay asks of the engine. */
public interface EngineReplay {

    /**
     * Decides cases once more, by the tables in force and by these files in their place. Takes up to minutes, and changes nothing.
     *
     * @param changed files by name
     * @param since when the oldest case was opened
     * @param progress is told how many cases have been decided, as long as it goes on; what it throws ends it
     * @throws NotDone if a file is refused
     */
    Replayed replay(Map<String, byte[]> changed, Instant since, IntConsumer progress);
}
