package io.ringback.announcement;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;

/** UDP ports of loopback that nothing uses. */
final class FreePorts {

    private FreePorts() {}

    /** The first, even, of {@code count} ports in a row, below those that the kernel hands out. */
    static int row(int count) throws IOException {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(5_000, 14_000) * 2;
            if (allFree(first, count)) {
                return first;
            }
        }
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
