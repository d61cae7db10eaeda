package io.ringback.web.operations.acts;

import io.ringback.directory.Medium;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One act on several cases, or on one.
 *
 * @param name the incident's, as its operator calls it
 * @param stoppedBy who stopped it, or null
 * @param confirmedAt null as long as it only waits to be confirmed
 * @param cases how many
 * @param done how many it has been done to
 * @param notDone how many it could not be done to
 */
record Batch(
        UUID id,
        String name,
        Wish wish,
        State state,
        String stoppedBy,
        Instant preparedAt,
        Instant confirmedAt,
        Instant endedAt,
        int cases,
        int done,
        int notDone) {

    enum State {
        /** It says what would happen, and does nothing. */
        PREPARED("waits to be confirmed"),
        RUNNING("under way"),
        STOPPED("stopped"),
        OVER("over");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The same if this medium is chosen: of an act that chooses none, it is this one. */
    Batch by(Optional<Medium> medium) {
        return wish.act() != CaseAct.OTHER_MEDIUM
                ? this
                : new Batch(
                        id,
                        name,
                        wish.with(medium.map(Medium::name).orElse("")),
                        state,
                        stoppedBy,
                        preparedAt,
                        confirmedAt,
                        endedAt,
                        cases,
                        done,
                        notDone);
    }

    public int left() {
        return cases - done - notDone;
    }

    public boolean isPrepared() {
        return state == State.PREPARED;
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** For the operators' journal; why a case was ended is kept with the case. */
    String words() {
        String of = (wish.act().needsWords() ? wish.act().words() : wish.words())
                + (cases == 1 ? "" : ", " + cases + " cases");
        return name.isEmpty() ? of : of + " (" + name + ")";
    }
}
