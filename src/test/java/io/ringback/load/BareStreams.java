package io.ringback.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What announcements are compared with: one thread and one socket that send as many packets of the same size, as evenly, of
 * no sound and with no calls.
 */
final class BareStreams {

    private static final int FRAME_MILLISECONDS = 20;
    private static final int PACKET = 172;
    private static final int TIMESTAMP = 4;
    private static final int SSRC = 8;
    private static final int SAMPLES = 160;
    private static final long NANOS_OF_A_SAMPLE = 125_000;

    private BareStreams() {}

    /**
     * Sends {@code streams} streams, of which the first {@code heard} go to {@code ear} and the others to {@code sink}, and
     * returns the CPU time it took.
     */
    static Duration send(int streams, int heard, int ear, int sink, Duration howLong) {
        SocketAddress toEar = new InetSocketAddress(InetAddress.getLoopbackAddress(), ear);
        SocketAddress toSink = new InetSocketAddress(InetAddress.getLoopbackAddress(), sink);
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (DatagramChannel channel = DatagramChannel.open()) {
            long start = System.nanoTime();
            for (int slot = 0; slot < howLong.toMillis(); slot++) {
                long due = start + TimeUnit.MILLISECONDS.toNanos(slot);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                for (int stream = slot % FRAME_MILLISECONDS; stream < streams; stream += FRAME_MILLISECONDS) {
                    packet.clear()
                            // The clock of the sound goes on from one run to the next.
                            .putInt(TIMESTAMP, (int) (start / NANOS_OF_A_SAMPLE) + slot / FRAME_MILLISECONDS * SAMPLES)
                            .putInt(SSRC, stream);
                    channel.send(packet, stream < heard ? toEar : toSink);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu);
    }
}
