package io.ringback.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between an application and PostgreSQL and counts round trips: each time the client speaks after the server has
 * spoken on that connection. What is sent in one go, such as a batch, is one trip. It can also take down what was said.
 */
final class CountingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int databasePort;
    private final LongAdder roundTrips = new LongAdder();
    private final Queue<RoundTrip> takenDown = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean takesDown;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Passes on to the PostgreSQL at {@code databasePort}. */
    CountingProxy(int databasePort) throws IOException {
        this.databasePort = databasePort;
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where it listens. */
    int port() {
        return listening.getLocalPort();
    }

    /** Since the proxy started. */
    long roundTrips() {
        return roundTrips.sum();
    }

    /** From now on it takes down the statements of each trip. */
    void takeDown() {
        takenDown.clear();
        takesDown = true;
    }

    /** What has been taken down since, in the order in which the trips began. */
    List<RoundTrip> takenDown() {
        return List.copyOf(takenDown);
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
                StatementReader reader = new StatementReader(connections.incrementAndGet());
                threads.execute(() -> pass(client, database, (bytes, length) -> {
                    if (clientsTurn.compareAndSet(true, false)) {
                        roundTrips.increment();
                        begin(reader);
                    }
                    reader.read(bytes, length);
                }));
                // Before the bytes are passed on, so that the client cannot answer too early.
                threads.execute(() -> pass(database, client, (bytes, length) -> clientsTurn.set(true)));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void begin(StatementReader reader) {
        RoundTrip trip = reader.begin();
        if (takesDown) {
            takenDown.add(trip);
        }
    }

    private interface Seen {
        void bytes(byte[] bytes, int length);
    }

    private void pass(Socket from, Socket to, Seen seen) {
        byte[] buffer = new byte[32 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                seen.bytes(buffer, length);
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
