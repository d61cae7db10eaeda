package io.ringback.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between an application and PostgreSQL and counts round trips: each time the client speaks after the server has
 * spoken on that connection. What is sent in one go, such as a batch, is one trip.
 */
final class CountingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int databasePort;
    private final LongAdder roundTrips = new LongAdder();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    CountingProxy(int databasePort) throws IOException {
        this.databasePort = databasePort;
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Since the proxy started. */
    long roundTrips() {
        return roundTrips.sum();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
                client.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                open.add(client);
                open.add(database);
                AtomicBoolean clientsTurn = new AtomicBoolean(true);
                threads.execute(() -> pass(client, database, () -> {
                    if (clientsTurn.compareAndSet(true, false)) {
                        roundTrips.increment();
                    }
                }));
                // Before the bytes are passed on, so that the client cannot answer too early.
                threads.execute(() -> pass(database, client, () -> clientsTurn.set(true)));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to, Runnable onBytes) {
        byte[] buffer = new byte[32 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                onBytes.run();
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One side is gone; closing both tells the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
