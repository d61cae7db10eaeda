package io.ringback.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/**
 * Ports of the loopback interface that nothing uses, for UDP and TCP alike. Each Java process has a block of its own, below
 * the range of which the kernel takes ports for clients, and holds its first port as long as it runs: so tests that run at
 * the same time do not meet, although a port is free again between being handed out and being bound.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    /** Phones take twenty at a time; a port that was handed out should not come again before it is bound. */
    private static final int BLOCK = 4_000;

    private static ServerSocket guard;
    private static int next;

    private Ports() {}

    /** A free port. */
    public static int free() {
        return free(1);
    }

    /** The first of {@code count} free ports in a row; it is even, as RTP wants it (RFC 3550 section 11). */
    public static synchronized int free(int count) {
        if (guard == null) {
            guard = claimBlock();
            next = guard.getLocalPort() + 2;
        }
        int end = guard.getLocalPort() + BLOCK;
        SocketsInUse udp = SocketsInUse.udp();
        SocketsInUse tcp = SocketsInUse.tcp();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tries = 0; tries < BLOCK; tries++) {
            if (next + count > end) {
                next = guard.getLocalPort() + 2;
            }
            int first = next;
            next += count + count % 2;
            if (IntStream.range(first, first + count)
                    .noneMatch(port -> udp.has(loopback, port) || tcp.has(loopback, port))) {
                return first;
            }
        }
        throw new IllegalStateException(
                "No " + count + " free ports in a row from " + guard.getLocalPort() + " to " + end);
    }

    /** Whether something has bound this UDP port of the loopback interface. */
    public static boolean udpTaken(int port) {
        return udpTaken(InetAddress.getLoopbackAddress(), port);
    }

    /** The same of another address of this machine. */
    static boolean udpTaken(InetAddress address, int port) {
        return SocketsInUse.udp().has(address, port);
    }

    /** Whether something listens on this TCP port of the loopback interface. */
    public static boolean tcpTaken(int port) {
        return tcpTaken(InetAddress.getLoopbackAddress(), port);
    }

    /** The same of another address of this machine. */
    static boolean tcpTaken(InetAddress address, int port) {
        return SocketsInUse.listening().has(address, port);
    }

    private static ServerSocket claimBlock() {
        int blocks = (END - FIRST) / BLOCK;
        int start = Math.floorMod(ProcessHandle.current().pid(), blocks);
        for (int step = 0; step < blocks; step++) {
            int port = FIRST + Math.floorMod(start + step, blocks) * BLOCK;
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                // Another Java process has this block.
                continue;
            }
        }
        throw new IllegalStateException("All blocks of ports from " + FIRST + " to " + END + " are in use");
    }
}
