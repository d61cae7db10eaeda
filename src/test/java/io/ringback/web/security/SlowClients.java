package io.ringback.web.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients that hold their connections and hardly send or read, each from an address of its own; who is cut off comes again. */
final class SlowClients implements AutoCloseable {

    /** What a client is slow at. */
    enum Slow {
        HEADERS,
        BODY,
        READING,
        KEEP_ALIVE,
        TLS
    }

    private static final long TICK_MILLIS = 250;
    private static final int SMALL = 4096;
    /** A ClientHello that says it has 512 bytes, and the first few of them. */
    private static final byte[] HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private final int port;
    private final String forms;
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** @param of how many of each kind */
    SlowClients(int port, String forms, int of, Slow... kinds) {
        this.port = port;
        this.forms = forms;
        for (Slow kind : kinds) {
            for (int i = 0; i < of; i++) {
                clients.add(new Client(kind, clients.size()));
            }
        }
        clock.scheduleWithFixedDelay(() -> clients.forEach(Client::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    long connected() {
        return clients.stream().filter(client -> client.said > 0).count();
    }

    /** First lines of answers, and how many there were. */
    Map<String, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The slow clients do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(Client::end);
    }

    private final class Client {
        private final Slow kind;
        private final String address;
        private SocketChannel channel;
        private volatile int said;

        Client(Slow kind, int number) {
            this.kind = kind;
            this.address = "198.18." + number / 250 + "." + (number % 250 + 1);
        }

        void tick() {
            try {
                if (channel == null) {
                    channel = SocketChannel.open();
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
                    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    channel.configureBlocking(false);
                    said = channel.write(ByteBuffer.wrap(first()));
                } else if (kind == Slow.HEADERS || kind == Slow.BODY || kind == Slow.TLS) {
                    said += channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                }
                if (kind != Slow.READING) {
                    hear();
                }
            } catch (IOException e) {
                end();
            }
        }

        private void hear() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(SMALL);
            int count = channel.read(buffer);
            if (count > 0) {
                String text = new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1);
                if (text.startsWith("HTTP/1.1 ")) {
                    statuses.merge(kind + " " + text.substring(9, 12), 1, Integer::sum);
                }
            } else if (count < 0) {
                end();
            }
        }

        private byte[] first() {
            String from = "Host: localhost\r\nX-Forwarded-For: " + address + "\r\n";
            return switch (kind) {
                case HEADERS -> bytes("GET / HTTP/1.1\r\n" + from + "X-Slow: ");
                case BODY ->
                    bytes("POST " + forms + " HTTP/1.1\r\n" + from
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na");
                case READING -> bytes("GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\n" + from + "\r\n");
                case KEEP_ALIVE -> bytes("GET / HTTP/1.1\r\n" + from + "\r\n");
                case TLS -> HELLO;
            };
        }

        private byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        void end() {
            said = 0;
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            channel = null;
        }
    }
}
