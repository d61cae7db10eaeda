package io.ringback.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stands between a node and PostgreSQL, follows the protocol (PostgreSQL's "Frontend/Backend Protocol", version 3), and
 * breaks the connection at a chosen commit: just before the server gets it, or just after the server has done it, when
 * only its answer is lost. It can also fall silent, as a firewall that has forgotten its connections.
 *
 * <p>What counts as a commit: the end of a transaction that wrote to a table of Ringback's, and a single statement that
 * takes a task off db-scheduler's agenda.
 */
final class DatabaseProxy implements AutoCloseable {

    enum When {
        BEFORE,
        AFTER
    }

    private record Trap(Predicate<List<String>> commit, When when, Runnable action) {}

    private static final Pattern OURS = Pattern.compile(
            "\\b(inbound_event|outbound_message|journal|failed_call_case|session_identifier|scheduled_tasks)\\b");
    private static final Pattern WRITE = Pattern.compile("^(insert|update|delete|with)\\b");

    private final int serverPort;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "database-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<List<String>> commits = new CopyOnWriteArrayList<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private Trap trap;
    private boolean sprung;
    private boolean silent;
    private volatile Duration delay = Duration.ZERO;

    DatabaseProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What each commit since the last {@link #forget} wrote. */
    List<List<String>> commits() {
        return List.copyOf(commits);
    }

    void forget() {
        commits.clear();
    }

    /** Breaks the connection at the {@code number}th commit from now on, counted from 1. */
    synchronized void breakAtCommit(int number, When when) {
        int[] left = {number};
        set(new Trap(statements -> --left[0] == 0, when, () -> {}));
    }

    /** Runs {@code action} and breaks the connection at the next commit with a statement that contains {@code part}. */
    synchronized void atCommitOf(String part, When when, Runnable action) {
        set(new Trap(statements -> statements.stream().anyMatch(statement -> statement.contains(part)), when, action));
    }

    private void set(Trap next) {
        trap = next;
        sprung = false;
    }

    /** Whether the last trap has been met. */
    synchronized boolean hasSprung() {
        return sprung;
    }

    /**
     * From now on nothing comes through either way, and nobody is told so: not that a packet is lost, nor that the other side has
     * closed. Who connects anew is accepted, and hears nothing.
     */
    synchronized void fallSilent() {
        silent = true;
        links.forEach(link -> link.forgotten = true);
    }

    /** New connections come through again. Those that were silent stay so for ever. */
    synchronized void speakAgain() {
        silent = false;
    }

    /** From now on each answer of the server comes so much later, be it to the start or to a statement. */
    void answerAfter(Duration period) {
        delay = period;
    }

    private synchronized Link link(Socket client) throws IOException {
        Link link = new Link(client);
        link.forgotten = silent;
        links.add(link);
        return link;
    }

    private synchronized Trap trapAt(List<String> statements) {
        commits.add(List.copyOf(statements));
        if (trap == null || !trap.commit().test(statements)) {
            return null;
        }
        Trap met = trap;
        trap = null;
        sprung = true;
        return met;
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Link link = link(listener.accept());
                threads.execute(link::carryToServer);
                threads.execute(link::carryToClient);
            } catch (IOException e) {
                // The listener is closed, or the server is down: the client sees its connection closed.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private final Map<String, String> prepared = new HashMap<>();
        private final List<String> written = new ArrayList<>();
        private boolean inTransaction;
        private volatile Trap swallowing;
        private volatile boolean forgotten;

        Link(Socket client) throws IOException {
            this.client = client;
            try {
                this.server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
            } catch (IOException e) {
                client.close();
                throw e;
            }
        }

        void carryToServer() {
            try {
                // Not closed here, as that would close the other side of a forgotten connection too.
                DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), 65536));
                int startup = in.readInt();
                byte[] greeting = in.readNBytes(startup - 4);
                if (!forgotten) {
                    out.writeInt(startup);
                    out.write(greeting);
                    out.flush();
                }
                while (true) {
                    int type = in.readUnsignedByte();
                    byte[] body = in.readNBytes(in.readInt() - 4);
                    if (forgotten) {
                        continue;
                    }
                    Trap met = look(type, body);
                    if (met != null && met.when() == When.BEFORE) {
                        met.action().run();
                        return;
                    }
                    if (met != null) {
                        swallowing = met;
                    }
                    out.writeByte(type);
                    out.writeInt(body.length + 4);
                    out.write(body);
                    if (in.available() == 0) {
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side is gone; so is the other.
            } finally {
                cut(client);
            }
        }

        /** The trap that is met if this message has something committed. */
        private Trap look(int type, byte[] body) {
            if (type == 'P') {
                String name = text(body, 0);
                prepared.put(name, text(body, name.length() + 1));
                return null;
            }
            if (type == 'Q') {
                return execute(text(body, 0));
            }
            if (type == 'B') {
                String portal = text(body, 0);
                return execute(prepared.getOrDefault(text(body, portal.length() + 1), ""));
            }
            return null;
        }

        private Trap execute(String statement) {
            String sql = statement.strip().toLowerCase(Locale.ROOT);
            if (sql.startsWith("begin")) {
                inTransaction = true;
            } else if (sql.startsWith("rollback")) {
                inTransaction = false;
                written.clear();
            } else if (sql.startsWith("commit")) {
                inTransaction = false;
                List<String> statements = List.copyOf(written);
                written.clear();
                return statements.isEmpty() ? null : trapAt(statements);
            } else if (WRITE.matcher(sql).find() && OURS.matcher(sql).find()) {
                if (inTransaction) {
                    written.add(sql);
                } else if (sql.startsWith("delete from scheduled_tasks")) {
                    return trapAt(List.of(sql));
                }
            }
            return null;
        }

        void carryToClient() {
            try {
                DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream(), 65536));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 65536));
                while (true) {
                    int type = in.readUnsignedByte();
                    int length = in.readInt();
                    byte[] body = in.readNBytes(length - 4);
                    if (forgotten) {
                        continue;
                    }
                    Trap met = swallowing;
                    if (type == 'Z') {
                        // What the server has answered to one request ends so.
                        LockSupport.parkNanos(delay.toNanos());
                    }
                    if (met != null && type == 'Z') {
                        met.action().run();
                        return;
                    }
                    if (met == null) {
                        out.write(ByteBuffer.allocate(5)
                                .put((byte) type)
                                .putInt(length)
                                .array());
                        out.write(body);
                        if (in.available() == 0) {
                            out.flush();
                        }
                    }
                }
            } catch (EOFException e) {
                // The server has closed the connection.
            } catch (IOException e) {
                // One side is gone; so is the other.
            } finally {
                cut(server);
            }
        }

        /** @param gone the side that has ended; of a forgotten connection the other hears nothing of that */
        private void cut(Socket gone) {
            try {
                gone.close();
                if (forgotten) {
                    return;
                }
                client.close();
                server.close();
                links.remove(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String text(byte[] body, int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }
    }
}
