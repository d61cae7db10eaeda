package io.ringback.telephony.announcement;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the built-in server of this process may record. Nothing is recorded anywhere else, and nothing of it is written to a disk. The
 * names of the places cannot be guessed, each is recorded to once and read once, and they are soon forgotten.
 */
public final class RecordingPlaces {

    private static final int ID_BYTES = 16;
    private static final Pattern URL = Pattern.compile("file:recorded/([0-9a-f]{32})\\.wav");

    private final SecureRandom random = new SecureRandom();
    private final Duration kept;
    private final int most;
    private final Clock clock;

    /** The oldest first. */
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** @param recorder empty until it is recorded to */
    private record Place(Instant since, Optional<SoundRecorder> recorder) {}

    /**
     * @param kept for how long each is known
     * @param most how many are; one more, and the oldest is forgotten
     */
    RecordingPlaces(Duration kept, int most, Clock clock) {
        this.kept = kept;
        this.most = most;
        this.clock = clock;
    }

    /** Makes a place; its URL is the {@code recurl} of one {@code playrecord} (RFC 5022 section 6.3). */
    public synchronized String open() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        places.values().removeIf(place -> place.since().plus(kept).isBefore(now));
        if (places.size() >= most) {
            places.remove(places.keySet().iterator().next());
        }
        places.put(id, new Place(now, Optional.empty()));
        return "file:recorded/" + id + ".wav";
    }

    /** Gives a place the recorder that records to it; empty if there is no such place, or it has one. */
    synchronized Optional<SoundRecorder> record(String url, Supplier<SoundRecorder> made) {
        return id(url).flatMap(id -> Optional.ofNullable(places.get(id))
                .filter(place -> place.recorder().isEmpty())
                .map(place -> {
                    SoundRecorder recorder = made.get();
                    places.put(id, new Place(place.since(), Optional.of(recorder)));
                    return recorder;
                }));
    }

    /**
     * Takes what has been recorded there, and ends it if it goes on. The place is gone then.
     *
     * @return 8,000 codes in a second, in A law (ITU-T G.711), without the silence around them and 20 seconds at most; empty if there
     *     is nothing, or less than somebody says who says something
     */
    public Optional<byte[]> take(String url) {
        Optional<Place> place;
        synchronized (this) {
            place = id(url).map(places::remove);
        }
        return place.flatMap(Place::recorder).flatMap(SoundRecorder::said);
    }

    private static Optional<String> id(String url) {
        Matcher parts = URL.matcher(url);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }
}
