package io.ringback.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hears some of the RTP streams (RFC 3550), how regularly their packets come, and their jitter (RFC 3550 6.4.1). */
final class RtpEar implements AutoCloseable {

    private static final int TIMESTAMP = 4;
    private static final int SSRC = 8;
    private static final int BUFFER = 1 << 20;
    private static final double NANOS_OF_A_SAMPLE = 125_000;
    private static final int SMOOTHING = 16;

    private final DatagramSocket socket;
    private final Thread thread = new Thread(this::receive, "ear");
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final List<Long> gaps = new ArrayList<>();
    private double worstJitter;

    RtpEar() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(BUFFER);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Forgets what came so far. */
    synchronized void begin() {
        streams.clear();
        gaps.clear();
        worstJitter = 0;
    }

    /** What came since. */
    synchronized Heard heard() {
        long[] sorted = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? new Heard(0, Double.NaN, Double.NaN, Double.NaN)
                : new Heard(
                        sorted.length,
                        sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
                        sorted[sorted.length - 1] / 1e6,
                        worstJitter / 1e6);
    }

    private void receive() {
        byte[] bytes = new byte[1500];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                long now = System.nanoTime();
                ByteBuffer header = ByteBuffer.wrap(bytes);
                came(header.getInt(SSRC), header.getInt(TIMESTAMP), now);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private synchronized void came(int source, int timestamp, long now) {
        Stream stream = streams.get(source);
        if (stream == null) {
            streams.put(source, new Stream(now, timestamp));
            return;
        }
        gaps.add(now - stream.last);
        worstJitter = Math.max(worstJitter, stream.came(now, timestamp));
    }

    /** What is known of one stream. */
    private static final class Stream {

        private long last;
        private int timestamp;
        private double jitter;

        Stream(long now, int timestamp) {
            this.last = now;
            this.timestamp = timestamp;
        }

        /** The jitter in nanoseconds, once this packet came. */
        double came(long now, int newTimestamp) {
            double difference = (now - last) - (newTimestamp - timestamp) * NANOS_OF_A_SAMPLE;
            jitter += (Math.abs(difference) - jitter) / SMOOTHING;
            last = now;
            timestamp = newTimestamp;
            return jitter;
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    /**
     * How it came.
     *
     * @param packets how many, but for the first of each stream
     * @param mostlyMilliseconds between two packets of a stream, in 99 of 100
     * @param worstMilliseconds between any two
     * @param jitterMilliseconds the highest that the jitter of any stream was at any time
     */
    record Heard(int packets, double mostlyMilliseconds, double worstMilliseconds, double jitterMilliseconds) {}
}
