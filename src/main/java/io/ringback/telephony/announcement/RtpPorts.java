package io.ringback.telephony.announcement;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The UDP ports of the media: pairs, even for RTP and the next for RTCP (RFC 3550 section 11), on one address only. The
 * pair that has been free for longest is taken next, so that late packets of the last call meet nobody.
 */
final class RtpPorts {

    // Nothing that arrives is read, unless the pair is made to listen.
    private static final int RECEIVE_BUFFER = 2048;

    /** Half a second of a phone's sound and keys, as the kernel counts them. */
    private static final int LISTENING_BUFFER = 65_536;

    private final InetAddress address;
    private final ArrayDeque<Integer> free;
    private int inUse;

    /**
     * @param lowest even, or the next even one is the first
     * @param highest the last that may be used
     */
    RtpPorts(InetAddress address, int lowest, int highest) {
        List<Integer> pairs = new ArrayList<>();
        for (int port = lowest + (lowest & 1); port < highest; port += 2) {
            pairs.add(port);
        }
        // A stranger cannot guess where the next announcement comes from, nor a restart meet its own past.
        Collections.shuffle(pairs);
        this.address = address;
        this.free = new ArrayDeque<>(pairs);
    }

    /** Binds a pair; empty if all are in use, by us or by others. */
    synchronized Optional<Pair> take() {
        for (int left = free.size(); left > 0; left--) {
            int port = free.remove();
            try {
                Pair pair = bind(port);
                inUse++;
                return Optional.of(pair);
            } catch (IOException usedByAnother) {
                free.add(port);
            }
        }
        return Optional.empty();
    }

    synchronized int inUse() {
        return inUse;
    }

    InetAddress address() {
        return address;
    }

    private Pair bind(int port) throws IOException {
        DatagramChannel rtp = bound(port);
        try {
            return new Pair(port, rtp, bound(port + 1));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private DatagramChannel bound(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(address, port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private synchronized void giveBack(int port) {
        inUse--;
        free.add(port);
    }

    /** A bound pair. Closing it gives it back; that may be repeated. */
    final class Pair implements AutoCloseable {

        private final int port;
        private final DatagramChannel rtp;
        private final DatagramChannel rtcp;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Pair(int port, DatagramChannel rtp, DatagramChannel rtcp) {
            this.port = port;
            this.rtp = rtp;
            this.rtcp = rtcp;
        }

        int port() {
            return port;
        }

        /** What arrives is going to be read. */
        void listen() {
            try {
                rtp.setOption(StandardSocketOptions.SO_RCVBUF, LISTENING_BUFFER);
            } catch (IOException smaller) {
                // It hears all the same, unless the machine is very busy.
                return;
            }
        }

        DatagramChannel rtp() {
            return rtp;
        }

        DatagramChannel rtcp() {
            return rtcp;
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            try (rtp;
                    rtcp) {
                // Both are closed, whatever becomes of the first.
            } catch (IOException leftToTheKernel) {
                return;
            } finally {
                giveBack(port);
            }
        }
    }
}
