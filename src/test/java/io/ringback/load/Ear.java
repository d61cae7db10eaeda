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

/** Hears some of the RTP streams (RFC 3550) and how regularly their packets come. */
final class Ear implements AutoCloseable {

    private static final int SSRC = 8;
    private static final int BUFFER = 1 << 20;

    private final DatagramSocket socket;
    private final Thread thread = new Thread(this::receive, "ear");
    private final Map<Integer, Long> lastOf = new HashMap<>();
    private final List<Long> gaps = new ArrayList<>();

    Ear() {
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
        lastOf.clear();
        gaps.clear();
    }

    /** What came since. */
    synchronized Heard heard() {
        long[] sorted = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? new Heard(0, Double.NaN, Double.NaN)
                : new Heard(
                        sorted.length,
                        sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
                        sorted[sorted.length - 1] / 1e6);
    }

    private void receive() {
        byte[] bytes = new byte[1500];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                came(ByteBuffer.wrap(bytes).getInt(SSRC), System.nanoTime());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private synchronized void came(int stream, long now) {
        Long last = lastOf.put(stream, now);
        if (last != null) {
            gaps.add(now - last);
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
     */
    record Heard(int packets, double mostlyMilliseconds, double worstMilliseconds) {}
}
