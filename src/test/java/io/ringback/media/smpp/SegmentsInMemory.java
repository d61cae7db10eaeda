package io.ringback.media.smpp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Segments for tests without a database. */
final class SegmentsInMemory implements Segments {

    private record Key(String sender, String recipient, int reference, int total) {
        Key(Segment segment) {
            this(segment.sender(), segment.recipient(), segment.reference(), segment.total());
        }
    }

    private final Map<Key, Map<Integer, Segment>> waiting = new LinkedHashMap<>();
    private final Map<Key, Instant> since = new LinkedHashMap<>();

    @Override
    public synchronized Optional<Whole> add(Segment segment) {
        Key key = new Key(segment);
        Map<Integer, Segment> held = waiting.computeIfAbsent(key, one -> new TreeMap<>());
        held.put(segment.number(), segment);
        since.putIfAbsent(key, Instant.now());
        return held.size() < segment.total()
                ? Optional.empty()
                : Optional.of(new Whole(List.copyOf(held.values()), since.get(key)));
    }

    @Override
    public synchronized void remove(Whole whole) {
        waiting.remove(new Key(whole.segments().get(0)));
        since.remove(new Key(whole.segments().get(0)));
    }

    @Override
    public synchronized int dropOlderThan(Instant time) {
        return 0;
    }
}
