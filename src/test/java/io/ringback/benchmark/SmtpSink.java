package io.ringback.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SMTP server (RFC 5321) that takes every mail at once, keeps none, and hands what is needed of each to whoever waits
 * for it.
 */
public final class SmtpSink implements AutoCloseable {

    /** Which of a case's three mails it is. */
    public enum Kind {
        QUESTION,
        NOTIFICATION,
        INFORMATION
    }

    /**
     * A mail that arrived.
     *
     * @param link the page it leads to; null in an information, but for one that can be answered
     * @param nanos {@link System#nanoTime()} when its last byte was read, before it was acknowledged
     */
    public record Mail(String link, long nanos) {}

    private record Expected(String receiver, Kind kind) {}

    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+/([qca])/[A-Za-z0-9_-]+");
    private static final Pattern RECEIVER = Pattern.compile("<([^>]+)>");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Expected, CompletableFuture<Mail>> mails = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder twice = new LongAdder();

    /** Starts it on a free port of loopback. */
    public SmtpSink() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** The mail of this kind to {@code receiver}, as soon as it is there. */
    public CompletableFuture<Mail> mail(String receiver, Kind kind) {
        return mails.computeIfAbsent(new Expected(receiver, kind), expected -> new CompletableFuture<>());
    }

    /** Mails that came although the same had come before. */
    long cameTwice() {
        return twice.sum();
    }

    /** All mails so far. */
    public long received() {
        return received.sum();
    }

    /** Their mean size. */
    long meanBytes() {
        return received.sum() == 0 ? 0 : bytes.sum() / received.sum();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            String receiver = "";
            reply(out, "220 sink");
            for (String line = readLine(in); line != null; line = readLine(in)) {
                String verb = line.length() < 4 ? "" : line.substring(0, 4).toUpperCase(Locale.ROOT);
                if (verb.equals("QUIT")) {
                    reply(out, "221 bye");
                    return;
                }
                if (verb.equals("RCPT")) {
                    Matcher address = RECEIVER.matcher(line);
                    receiver = address.find() ? address.group(1) : "";
                }
                if (verb.equals("DATA")) {
                    reply(out, "354 go on");
                    take(receiver, in);
                }
                reply(out, "250 ok");
            }
        } catch (IOException e) {
            // The client went without QUIT: what it had sent whole has been taken.
        }
    }

    private void take(String receiver, InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = readLine(in); line != null && !line.equals("."); line = readLine(in)) {
            text.append(line).append('\n');
        }
        long now = System.nanoTime();
        received.increment();
        bytes.add(text.length());
        // Enough of quoted-printable (RFC 2045 6.7) to read a link.
        Matcher link = LINK.matcher(text.toString().replace("=\n", "").replace("=3D", "="));
        Kind kind = Kind.INFORMATION;
        String target = null;
        if (link.find()) {
            kind = switch (link.group(1)) {
                case "q" -> Kind.QUESTION;
                case "c" -> Kind.NOTIFICATION;
                default -> Kind.INFORMATION;
            };
            target = link.group();
        }
        if (!mail(receiver, kind).complete(new Mail(target, now))) {
            twice.increment();
        }
    }

    private static void reply(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
