package io.ringback.web.security;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Clients that have shaken hands and send a form a byte at a time, each from an address of its own; who is cut off comes again. */
final class SlowTlsBodies implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int HANDS = 6;

    private final SSLContext tls;
    private final int port;
    private final String forms;
    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS);

    SlowTlsBodies(SSLContext tls, int port, String forms, int count) {
        this.tls = tls;
        this.port = port;
        this.forms = forms;
        for (int i = 0; i < count; i++) {
            clients.add(new Client("198.19.0." + (i % 250 + 1)));
        }
        for (int hand = 0; hand < HANDS; hand++) {
            int first = hand;
            hands.execute(() -> drip(first));
        }
    }

    private void drip(int first) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (int i = first; i < clients.size(); i += HANDS) {
                    clients.get(i).drop();
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long connected() {
        return clients.stream().filter(client -> client.socket != null).count();
    }

    @Override
    public void close() throws InterruptedException {
        hands.shutdownNow();
        hands.awaitTermination(1, TimeUnit.MINUTES);
        clients.forEach(Client::end);
    }

    private final class Client {

        private final String address;
        private volatile SSLSocket socket;

        private Client(String address) {
            this.address = address;
        }

        private void drop() {
            try {
                if (socket == null) {
                    SSLSocket fresh =
                            (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
                    fresh.setSoTimeout(TIMEOUT_MILLIS);
                    fresh.startHandshake();
                    say(
                            fresh,
                            "POST " + forms + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + address
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n");
                    socket = fresh;
                } else {
                    say(socket, "a");
                }
            } catch (IOException e) {
                end();
            }
        }

        private static void say(SSLSocket to, String text) throws IOException {
            to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            to.getOutputStream().flush();
        }

        private void end() {
            try (SSLSocket ended = socket) {
                socket = null;
            } catch (IOException e) {
                // It was cut off: there is nobody to say farewell to.
            }
        }
    }
}
