package io.ringback.media.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server (RFC 5321) on loopback that tells which connection carried what, and does as told at one point of a dialogue. */
final class WatchedSmtpServer implements AutoCloseable {

    /** Says nothing and closes the connection. */
    static final String CLOSE = "";

    /**
     * Where a dialogue is.
     *
     * @param connection the first is 1
     * @param letter on that connection, the first is 1
     * @param verb of the command; TEXT while the letter's text comes, DOT after it, AFTER once it is taken
     */
    record Point(int connection, int letter, String verb) {}

    private static final Map<String, String> USUAL =
            Map.of("DATA", "354 go on", "DOT", "250 2.0.0 taken", "QUIT", "221 bye");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService dialogues = Executors.newCachedThreadPool();
    private final Map<Point, String> told = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Point> heard = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    WatchedSmtpServer() throws IOException {
        dialogues.execute(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What is answered there; a 421 closes the connection too. */
    void tell(int connection, int letter, String verb, String answer) {
        told.put(new Point(connection, letter, verb), answer);
    }

    List<Point> heard() {
        return heard;
    }

    /** The Message-IDs of all whole letters that came, in order. */
    List<String> taken() {
        return taken;
    }

    int connections() {
        return connections.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                dialogues.execute(() -> talk(socket, number));
            } catch (IOException e) {
                // Closed, which ends the loop.
            }
        }
    }

    private void talk(Socket socket, int connection) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            say(out, "220 watched ESMTP");
            int letter = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (verb.equals("MAIL")) {
                    letter++;
                }
                Point here = new Point(connection, letter, verb);
                heard.add(here);
                if (!answer(out, here) || (verb.equals("DATA") && isAgreed(here) && !text(in, out, here))) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private boolean isAgreed(Point data) {
        return !told.containsKey(data);
    }

    /** Whether the dialogue goes on. */
    private boolean text(BufferedReader in, OutputStream out, Point data) throws IOException {
        String id = "";
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null || told.containsKey(new Point(data.connection(), data.letter(), "TEXT"))) {
                return false;
            }
            if (line.startsWith("Message-ID:")) {
                id = line.substring("Message-ID:".length()).strip();
            }
        }
        taken.add(id);
        return answer(out, new Point(data.connection(), data.letter(), "DOT"))
                && (!told.containsKey(new Point(data.connection(), data.letter(), "AFTER"))
                        || answer(out, new Point(data.connection(), data.letter(), "AFTER")));
    }

    private boolean answer(OutputStream out, Point point) throws IOException {
        String answer = told.getOrDefault(point, USUAL.getOrDefault(point.verb(), "250 ok"));
        if (!answer.equals(CLOSE)) {
            say(out, answer);
        }
        return !answer.equals(CLOSE)
                && !answer.startsWith("421")
                && !point.verb().equals("QUIT");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dialogues.shutdownNow();
    }
}
