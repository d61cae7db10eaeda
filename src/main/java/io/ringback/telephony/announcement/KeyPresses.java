package io.ringback.telephony.announcement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that were pressed and not yet taken by anybody, in their order. Some phones send each key twice, in RTP (RFC 4733)
 * and by INFO: the two are told to be one by their coming within a second of each other.
 */
final class KeyPresses {

    /** How a key came. */
    enum Way {
        RTP,
        INFO
    }

    /** Who types ahead more than this is not understood any more. */
    private static final int MOST = 100;

    private static final long APART_MILLIS = 1000;

    private record Single(char key, long millis) {}

    private final Deque<Character> waiting = new ArrayDeque<>();
    private final Map<Way, List<Single>> singles =
            new EnumMap<>(Map.of(Way.RTP, new ArrayList<>(), Way.INFO, new ArrayList<>()));

    void pressed(char key, Way way, long nowMillis) {
        Way otherWay = way == Way.RTP ? Way.INFO : Way.RTP;
        singles.values().forEach(all -> all.removeIf(single -> nowMillis - single.millis() > APART_MILLIS));
        List<Single> others = singles.get(otherWay);
        for (Single single : others) {
            if (single.key() == key) {
                others.remove(single);
                return;
            }
        }
        if (waiting.size() < MOST) {
            waiting.add(key);
            singles.get(way).add(new Single(key, nowMillis));
        }
    }

    /** The last key of RTP is still held; an INFO about it may come when it is released. */
    void held(long nowMillis) {
        List<Single> inRtp = singles.get(Way.RTP);
        if (!inRtp.isEmpty()) {
            inRtp.add(new Single(inRtp.remove(inRtp.size() - 1).key(), nowMillis));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next one, which stays. */
    char peek() {
        return waiting.element();
    }

    /** The next one, which is taken. */
    char take() {
        return waiting.remove();
    }

    void forget() {
        waiting.clear();
    }
}
