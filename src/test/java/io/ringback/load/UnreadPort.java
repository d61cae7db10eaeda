package io.ringback.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A UDP port of loopback where many streams can end at no cost: nobody reads it, and the kernel counts what it throws away.
 */
final class UnreadPort implements AutoCloseable {

    private static final Path SOCKETS = Path.of("/proc/net/udp");
    private static final int SMALLEST = 1;

    private final DatagramSocket socket;

    UnreadPort() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(SMALLEST);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Packets that have come, but for the first few. */
    long packets() {
        String address = String.format(":%04X", socket.getLocalPort());
        try {
            return Files.readAllLines(SOCKETS).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[1].endsWith(address))
                    .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
