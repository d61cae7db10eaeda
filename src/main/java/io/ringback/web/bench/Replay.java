package io.ringback.web.bench;

import io.ringback.cases.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One replay, while it goes on and when it is done. */
final class Replay {

    private static final int HUNDRED = 100;
    private static final int ALMOST = 99;

    private final String id;
    private final Subject subject;
    private final int days;
    private final Instant begun;
    private volatile int decided;
    private volatile int percent;
    private volatile boolean stopping;
    private volatile Ending ending;

    /** Somebody has said that it shall end. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Stopped() {
            super("stopped", null, false, false);
        }
    }

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

    /** How much of it is done, by the time that the cases lie back. */
    public int percent() {
        return percent;
    }

    /** When the oldest case was opened. */
    Instant since() {
        return begun.minus(Duration.ofDays(days));
    }

    public boolean isStopping() {
        return stopping && goesOn();
    }

    /** Whether this analyst began it. */
    public boolean isStoppedBy(String reader) {
        return analyst().equals(reader);
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

    /** Notes how far it has come, and ends it if it shall. */
    void decided(int cases, Instant back) {
        if (stopping) {
            throw new Stopped();
        }
        decided = cases;
        double done = (double) Duration.between(back, begun).toMillis()
                / Duration.ofDays(days).toMillis();
        percent = (int) Math.max(percent, Math.min(ALMOST, HUNDRED * done));
    }

    void stop() {
        stopping = true;
    }

    void done(Replayed replayed, Instant now) {
        ending = new Ending(replayed, null, now);
    }

    void failed(String why, Instant now) {
        ending = new Ending(null, why, now);
    }
}
