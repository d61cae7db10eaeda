package io.ringback.media.smpp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps segments until their text is complete. */
interface Segments {

    /**
     * All segments of a text, in order.
     *
     * @param since when the first of them came
     */
    record Whole(List<Segment> segments, Instant since) {}

    /** Stores a segment, durably; the same again changes nothing. Returns the whole if it is the last that was missing. */
    Optional<Whole> add(Segment segment);

    /** Forgets a text that has been handed on. */
    void remove(Whole whole);

    /**
     * Forgets what has waited too long.
     *
     * @return how many texts that were
     */
    int dropOlderThan(Instant time);
}
