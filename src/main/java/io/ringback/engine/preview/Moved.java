package io.ringback.engine.preview;

import java.util.ArrayList;
import java.util.List;

/**
 * What a table would decide otherwise in some cases.
 *
 * @param atNight whether it is about a message in its reader's quiet hours
 * @param from what the table in force says; null if it is not asked
 * @param to what the table in the file says; null if it is not asked
 */
record Moved(Topic topic, boolean atNight, String from, String to) {

    private static final String NOT_ASKED = "not asked";

    /** All that is decided otherwise in one case. */
    static List<Moved> between(DecidedCase now, DecidedCase then) {
        List<Moved> moved = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            String from = now.said().get(topic);
            String to = then.said().get(topic);
            boolean same = from == null ? to == null : from.equals(to);
            // A wait that nobody waits any more, or that nobody waited before, says nothing of its own.
            if (!same && !(topic.isWait() && (from == null || to == null))) {
                boolean atNight =
                        now.atNight().contains(topic) || then.atNight().contains(topic);
                moved.add(new Moved(topic, atNight, from, to));
            }
        }
        return moved;
    }

    /** The same, whenever the message is read. */
    Moved byDay() {
        return new Moved(topic, false, from, to);
    }

    String fromInWords() {
        return from == null ? NOT_ASKED : from;
    }

    String toInWords() {
        return to == null ? NOT_ASKED : to;
    }
}
