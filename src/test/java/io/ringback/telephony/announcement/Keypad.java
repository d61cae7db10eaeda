package io.ringback.telephony.announcement;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A phone's keys as RFC 4733 sends them, packet by packet, so that a test can lose, repeat and reorder them. */
final class Keypad {

    private static final String KEYS = "0123456789*#ABCD";
    private static final int VERSION = 0x80;

    /** Samples in the 50 ms between two packets. */
    private static final int STEP = 400;

    private final int payloadType;
    private final Consumer<byte[]> network;
    private int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(0x10000);
    private int timestamp = ThreadLocalRandom.current().nextInt();

    Keypad(int payloadType, Consumer<byte[]> network) {
        this.payloadType = payloadType;
        this.network = network;
    }

    /** Presses a key for 150 ms: three packets, and three that say its end (RFC 4733 2.5.1.4). */
    void press(char key) {
        next();
        for (int i = 1; i <= 3; i++) {
            send(key, i == 1, false, i * STEP);
        }
        for (int i = 0; i < 3; i++) {
            send(key, false, true, 4 * STEP);
        }
    }

    /** Time for the next key. */
    void next() {
        timestamp += 20 * STEP;
    }

    /** What follows the longest that a packet can say. */
    void nextSegment() {
        timestamp += 0xFFFF;
    }

    /** What follows is another source's. */
    void changeSource() {
        ssrc++;
    }

    /** One packet of the current key. */
    void send(char key, boolean marker, boolean end, int duration) {
        network.accept(packet(key, marker, end, duration));
    }

    /** One packet of the current key, not sent. */
    byte[] packet(char key, boolean marker, boolean end, int duration) {
        return ByteBuffer.allocate(16)
                .put((byte) VERSION)
                .put((byte) ((marker ? 0x80 : 0) | payloadType))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(ssrc)
                .put((byte) KEYS.indexOf(key))
                .put((byte) ((end ? 0x80 : 0) | 10))
                .putShort((short) duration)
                .array();
    }
}
