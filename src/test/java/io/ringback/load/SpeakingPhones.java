package io.ringback.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What many phones send at the same time: sound, a packet every 20 ms for each, and keys (RFC 4733) in its place while they are
 * pressed. One thread and one socket; the phones are spread over the milliseconds.
 */
final class SpeakingPhones implements AutoCloseable {

    private static final int FRAME_MILLISECONDS = 20;
    private static final int SAMPLES = 160;
    private static final int HEADER = 12;
    private static final int PCMA = 8;
    private static final int EVENTS = 101;

    /** A key is pressed for 120 ms and its end is said three times. */
    private static final int PRESSED = 6;

    private static final int ENDS = 3;

    private final DatagramChannel channel;
    private final List<Phone> phones = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "phones");
    private final ByteBuffer sound = ByteBuffer.allocateDirect(HEADER + SAMPLES);
    private final ByteBuffer event = ByteBuffer.allocateDirect(HEADER + 4);
    private volatile boolean closed;

    SpeakingPhones() {
        try {
            channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** Another phone begins to send to a port of loopback. */
    Phone add(int port) {
        synchronized (phones) {
            Phone phone = new Phone(port, phones.size());
            phones.add(phone);
            return phone;
        }
    }

    private void run() {
        long start = System.nanoTime();
        for (long slot = 0; !closed; slot++) {
            long due = start + TimeUnit.MILLISECONDS.toNanos(slot);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            synchronized (phones) {
                for (int i = (int) (slot % FRAME_MILLISECONDS); i < phones.size(); i += FRAME_MILLISECONDS) {
                    phones.get(i).send();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of them. */
    final class Phone {

        private final InetSocketAddress to;
        private final int ssrc;
        private short sequence;
        private int timestamp;
        private int key;
        private int pressedAt;
        private int packetsOfKey = PRESSED + ENDS;

        private Phone(int port, int ssrc) {
            this.to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            this.ssrc = ssrc;
        }

        /** Presses a digit of 0 to 9 from its next packet on. */
        void press(int digit) {
            synchronized (phones) {
                key = digit;
                packetsOfKey = 0;
                pressedAt = timestamp + SAMPLES;
            }
        }

        private void send() {
            timestamp += SAMPLES;
            ByteBuffer packet = packetsOfKey < PRESSED + ENDS ? keyPacket() : header(sound, PCMA, false, timestamp);
            try {
                channel.send(packet.clear(), to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ByteBuffer keyPacket() {
            boolean end = packetsOfKey >= PRESSED;
            int duration = Math.min(packetsOfKey + 1, PRESSED) * SAMPLES;
            header(event, EVENTS, packetsOfKey == 0, pressedAt);
            event.put(HEADER, (byte) key)
                    .put(HEADER + 1, (byte) (end ? 0x8A : 0x0A))
                    .putShort(HEADER + 2, (short) duration);
            packetsOfKey++;
            return event;
        }

        private ByteBuffer header(ByteBuffer packet, int type, boolean marker, int time) {
            return packet.put(0, (byte) 0x80)
                    .put(1, (byte) (marker ? 0x80 | type : type))
                    .putShort(2, sequence++)
                    .putInt(4, time)
                    .putInt(8, ssrc);
        }
    }
}
