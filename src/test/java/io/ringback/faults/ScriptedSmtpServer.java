package io.ringback.faults;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SMTP server (RFC 5321) on loopback that fails as told. What is scripted for a recipient is used up one dialogue at a
 * time; without a script it accepts.
 */
final class ScriptedSmtpServer implements AutoCloseable {

    /** What happens in a dialogue about one recipient. */
    enum Behaviour {
        ACCEPT,
        /** 550 to RCPT. */
        REFUSE_RECIPIENT,
        /** 451 to DATA. */
        DEFER_DATA,
        /** Nothing after DATA. */
        HANG_AFTER_DATA,
        /** Takes the whole message, then nothing. */
        HANG_BEFORE_ANSWER,
        /** Closes the connection while the message is being sent. */
        DROP_MID_MESSAGE,
        /** Takes the whole message, then closes the connection without an answer. */
        DROP_AFTER_DOT,
        /** Runs {@link #whileSending} while the message is being sent, then closes the connection. */
        INTERRUPT_MID_MESSAGE
    }

    /** A message that the server considers its own from now on. */
    record Taken(String recipient, String messageId, String replyTo, String text) {}

    private final ServerSocket listener;
    private final ExecutorService dialogues = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Queue<Behaviour>> scripts = new ConcurrentHashMap<>();
    private final AtomicInteger silentGreetings = new AtomicInteger();
    private final AtomicInteger ungreeted = new AtomicInteger();
    private final Set<Socket> betweenLetters = ConcurrentHashMap.newKeySet();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile Runnable whileSending = () -> {};

    ScriptedSmtpServer() throws IOException {
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        dialogues.execute(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What the next dialogues about {@code recipient} meet, one each. */
    void script(String recipient, Behaviour... behaviours) {
        scripts.computeIfAbsent(recipient, who -> new ConcurrentLinkedQueue<>()).addAll(List.of(behaviours));
    }

    /** The next {@code connections} are never greeted; those that wait for their next letter end, so that it needs one of these. */
    void hangAtGreeting(int connections) {
        silentGreetings.set(connections);
        betweenLetters.forEach(ScriptedSmtpServer::end);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever connects from now on is greeted again. */
    void greetAgain() {
        silentGreetings.set(0);
    }

    /** How many connections wait, or have waited, for their greeting in vain. */
    int ungreeted() {
        return ungreeted.get();
    }

    /** What {@link Behaviour#INTERRUPT_MID_MESSAGE} does. */
    void whileSending(Runnable action) {
        whileSending = action;
    }

    /** All copies that were taken for {@code recipient}, in order. */
    List<Taken> takenFor(String recipient) {
        return taken.stream()
                .filter(message -> message.recipient().equals(recipient))
                .toList();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                dialogues.execute(() -> talk(socket));
            } catch (IOException e) {
                // Closed, which ends the loop.
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            if (silentGreetings.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                ungreeted.incrementAndGet();
                closing.await();
            }
            say(out, "220 scripted ESMTP");
            String recipient = "";
            Behaviour behaviour = Behaviour.ACCEPT;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(out, "250 scripted");
                } else if (command.startsWith("MAIL")) {
                    betweenLetters.remove(socket);
                    say(out, "250 ok");
                } else if (command.startsWith("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    behaviour = next(recipient);
                    say(
                            out,
                            behaviour == Behaviour.REFUSE_RECIPIENT
                                    ? "550 5.1.1 <" + recipient + "> is no user here"
                                    : "250 ok");
                } else if (command.startsWith("DATA")) {
                    if (!data(in, socket, recipient, behaviour)) {
                        return;
                    }
                } else if (command.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // The client is gone, as some tests want it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            betweenLetters.remove(socket);
        }
    }

    private Behaviour next(String recipient) {
        Queue<Behaviour> script = scripts.get(recipient);
        Behaviour next = script == null ? null : script.poll();
        return next == null ? Behaviour.ACCEPT : next;
    }

    /** Whether the dialogue goes on. */
    private boolean data(BufferedReader in, Socket socket, String recipient, Behaviour behaviour)
            throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        if (behaviour == Behaviour.DEFER_DATA) {
            say(out, "451 4.3.0 try later");
            return true;
        }
        if (behaviour == Behaviour.HANG_AFTER_DATA) {
            closing.await();
            return false;
        }
        say(out, "354 go on");
        if (behaviour == Behaviour.DROP_MID_MESSAGE || behaviour == Behaviour.INTERRUPT_MID_MESSAGE) {
            in.readLine();
            if (behaviour == Behaviour.INTERRUPT_MID_MESSAGE) {
                whileSending.run();
            }
            return false;
        }
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        taken.add(read(recipient, message.toString()));
        if (behaviour == Behaviour.HANG_BEFORE_ANSWER) {
            closing.await();
        }
        if (behaviour != Behaviour.ACCEPT) {
            return false;
        }
        betweenLetters.add(socket);
        say(out, "250 2.0.0 taken");
        return true;
    }

    private static Taken read(String recipient, String message) throws IOException {
        try {
            MimeMessage mail =
                    new MimeMessage(null, new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
            BodyPart text = ((MimeMultipart) mail.getContent()).getBodyPart(0);
            return new Taken(
                    recipient, mail.getMessageID(), mail.getReplyTo()[0].toString(), (String) text.getContent());
        } catch (MessagingException e) {
            throw new IOException("Not a mail as Ringback writes it", e);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dialogues.shutdownNow();
    }
}
