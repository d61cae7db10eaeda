package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import java.time.Instant;
import java.util.Map;

/** What a replay asks of the engine. */
public interface EngineReplay {

    /** Is told how far a replay has come; what it throws ends it. */
    @FunctionalInterface
    interface Progress {

        /**
         * So far it has come.
         *
         * @param cases how many have been decided
         * @param back when the oldest of them was opened
         */
        void decided(int cases, Instant back);
    }

    /**
     * Decides cases once more, by what is in force and by these files in its place. Takes up to minutes, and changes nothing.
     *
     * @param changed files by name
     * @param since when the oldest case was opened
     * @throws NotDone if a file cannot run; what its tests say does not matter
     */
    Replayed replay(Map<String, byte[]> changed, Instant since, Progress progress);
}
