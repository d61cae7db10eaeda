package io.ringback.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads which statements a client sends on one connection (PostgreSQL's "Frontend/Backend Protocol", version 3). */
final class StatementReader {

    private static final int SSL_REQUEST = 80877103;

    private final Map<String, String> prepared = new HashMap<>();
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final int connection;
    private boolean started;
    private RoundTrip trip;

    StatementReader(int connection) {
        this.connection = connection;
    }

    /** What follows is said in one go. */
    RoundTrip begin() {
        trip = new RoundTrip(connection);
        return trip;
    }

    /** Takes what was sent, which may end within a message. */
    void read(byte[] bytes, int length) {
        unread.write(bytes, 0, length);
        ByteBuffer all = ByteBuffer.wrap(unread.toByteArray());
        while (isWhole(all)) {
            take(all);
        }
        byte[] rest = new byte[all.remaining()];
        all.get(rest);
        unread.reset();
        unread.writeBytes(rest);
    }

    private boolean isWhole(ByteBuffer all) {
        int type = started ? 1 : 0;
        return all.remaining() >= type + 4 && all.remaining() >= type + all.getInt(all.position() + type);
    }

    private void take(ByteBuffer all) {
        int type = started ? all.get() : 0;
        byte[] body = new byte[all.getInt() - 4];
        all.get(body);
        switch (type) {
            case 0 -> started = ByteBuffer.wrap(body).getInt() != SSL_REQUEST;
            case 'P' -> {
                String name = text(body, 0);
                prepared.put(name, text(body, after(name, 0)));
            }
            case 'B' -> trip.add(prepared.get(text(body, after(text(body, 0), 0))));
            case 'Q' -> trip.add(text(body, 0));
            default -> {
                // Says nothing new.
            }
        }
    }

    private static int after(String text, int from) {
        return from + text.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }
}
