package io.ringback.telephony.announcement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The key presses in one stream of telephone-events (RFC 4733 section 2): one key for each event, however many of its packets
 * come, and in whichever order. A key counts with the first packet of it that comes; so it is not missed when the last ones,
 * or the first, are lost, and playing stops at once.
 *
 * <p>All packets of an event have one timestamp (2.5.1.2), but some phones count on, and relays such as rtpengine write new
 * timestamps into the last packets. Such a packet tells by its duration that the key was pressed before the last press ended.
 */
final class TelephoneEvents {

    private static final String KEYS = "0123456789*#ABCD";

    /** An event longer than this is sent in segments (RFC 4733 2.5.1.3). */
    private static final int LONGEST_SEGMENT = 0xFFFF;

    /** What the last packets of a segment, if they are lost, may have said beyond what came. */
    private static final int LOST_OF_SEGMENT = 1600;

    private static final int REMEMBERED = 32;

    /** A key is held as long as packets say so; they come every 20 to 50 ms. */
    private static final long SILENT_MILLIS = 250;

    private static final int SAMPLES_IN_MILLI = Codec.RATE / 1000;

    /** What two packets of an event are apart, give or take. */
    private static final int STEP = Codec.FRAME;

    /** How much later than time went by a relay may write a packet to be. */
    private static final int WRITTEN_LATER = 5 * STEP;

    /**
     * A packet of an event.
     *
     * @param timestamp when the key was pressed, in samples
     * @param marker whether it says that it is the event's first
     * @param end whether the key was released
     * @param duration for how long it has been held, in samples
     */
    record Packet(int ssrc, int timestamp, boolean marker, int event, boolean end, int duration) {}

    /** What makes an event itself: not the source, for that may change within it. */
    private record Identity(int event, int timestamp) {}

    private final Deque<Identity> remembered = new ArrayDeque<>(REMEMBERED);
    private Packet last;
    private long lastMillis;

    /** Takes a packet; returns the key if it is the first of one. */
    Optional<Character> take(Packet packet, long nowMillis) {
        if (packet.event() >= KEYS.length()) {
            return Optional.empty();
        }
        Identity identity = new Identity(packet.event(), packet.timestamp());
        if (remembered.contains(identity)) {
            if (last.event() == packet.event() && last.timestamp() == packet.timestamp() && !last.end()) {
                isHeld(packet, nowMillis);
            }
            return Optional.empty();
        }
        boolean late = isLate(packet, nowMillis);
        boolean goesOn = late || continues(packet, nowMillis) || hasNewTimestamp(packet, nowMillis);
        if (remembered.size() == REMEMBERED) {
            remembered.removeFirst();
        }
        remembered.addLast(identity);
        if (!late) {
            isHeld(packet, nowMillis);
        }
        return goesOn ? Optional.empty() : Optional.of(KEYS.charAt(packet.event()));
    }

    private void isHeld(Packet packet, long nowMillis) {
        last = packet;
        lastMillis = nowMillis;
    }

    /** Whether the last key is still being pressed. */
    boolean held(long nowMillis) {
        return last != null && !last.end() && nowMillis - lastMillis < SILENT_MILLIS;
    }

    /** Whether it is the next segment of the key that is held, or the same under another source (RFC 3550 section 8.2). */
    private boolean continues(Packet packet, long nowMillis) {
        if (!held(nowMillis) || packet.marker() || packet.event() != last.event()) {
            return false;
        }
        if (packet.ssrc() != last.ssrc()) {
            return packet.duration() > last.duration();
        }
        int later = later(packet);
        return later <= LONGEST_SEGMENT
                && later >= LONGEST_SEGMENT - LOST_OF_SEGMENT
                && last.duration() >= LONGEST_SEGMENT - LOST_OF_SEGMENT;
    }

    /** Whether it was overtaken, by another packet of a press whose timestamp counts on with its duration. */
    private boolean isLate(Packet packet, long nowMillis) {
        return isOfLastKey(packet, nowMillis) && later(packet) < 0 && countsOn(packet);
    }

    /** Whether it is of the last press under a timestamp of its own: a finger has not had the time for another one. */
    private boolean hasNewTimestamp(Packet packet, long nowMillis) {
        long passed = (nowMillis - lastMillis) * SAMPLES_IN_MILLI;
        if (!isOfLastKey(packet, nowMillis) || later(packet) < 0 || passed >= packet.duration()) {
            return false;
        }
        boolean begins = !packet.end() && (packet.marker() || last.end());
        return countsOn(packet)
                || !begins
                        && packet.duration() >= last.duration()
                        && later(packet) <= last.duration() + passed + WRITTEN_LATER;
    }

    private boolean isOfLastKey(Packet packet, long nowMillis) {
        return last != null
                && nowMillis - lastMillis < SILENT_MILLIS
                && packet.ssrc() == last.ssrc()
                && packet.event() == last.event();
    }

    private boolean countsOn(Packet packet) {
        return Math.abs((long) later(packet) - (packet.duration() - last.duration())) <= STEP;
    }

    private int later(Packet packet) {
        return packet.timestamp() - last.timestamp();
    }
}
