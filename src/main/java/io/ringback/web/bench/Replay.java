package io.ringback.web.bench;

import io.ringback.cases.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One replay, while it goes on and when it is done. */
final class Replay {

    private final String id;
    private final Subject subject;
    private final int days;
    private final Instant begun;
    private volatile int decided;
    private volatile Ending ending;

    /** What came of it, and when; without a problem there is a result. */
    private record Ending(Replayed result, String problem, Instant at) {}

    /**
     * What is tried.
     *
     * @param analyst who replays it
     * @param proposal its number; empty if it is the analyst's drafts, which nobody else sees
     * @param words for people
     */
    record Subject(String analyst, Optional<Long> proposal, String words) {

        boolean isOpenTo(String reader) {
            return proposal.isPresent() || analyst.equals(reader);
        }
    }

    Replay(String id, Subject subject, int days, Instant begun) {
        this.id = id;
        this.subject = subject;
        this.days = days;
        this.begun = begun;
    }

    public String id() {
        return id;
    }

    public Subject subject() {
        return subject;
    }

    public String words() {
        return subject.words();
    }

    public String analyst() {
        return subject.analyst();
    }

    public Optional<Long> proposal() {
        return subject.proposal();
    }

    public int days() {
        return days;
    }

    public Instant begun() {
        return begun;
    }

    /** How many cases have been decided so far. */
    public int decided() {
        return decided;
    }

    public boolean goesOn() {
        return ending == null;
    }

    /** How long it took, in seconds, of which each begun one counts. */
    public long seconds() {
        return Duration.between(begun, ending.at()).plusMillis(999).toSeconds();
    }

    /** Null until it is done, and if it failed. */
    public Replayed result() {
        Ending now = ending;
        return now == null ? null : now.result();
    }

    /** Why it failed; null if it did not. */
    public String problem() {
        Ending now = ending;
        return now == null ? null : now.problem();
    }

    void decided(int cases) {
        decided = cases;
    }

    void done(Replayed replayed, Instant now) {
        ending = new Ending(replayed, null, now);
    }

    void failed(String why, Instant now) {
        ending = new Ending(null, why, now);
    }
}
