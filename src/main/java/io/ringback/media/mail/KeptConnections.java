package io.ringback.media.mail;

import jakarta.mail.PasswordAuthentication;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Connections to mail servers that took the letter before, and wait for the next. Whoever sends a letter takes the one that waits
 * the shortest, so there are as many as letters leave at once, and fewer when fewer leave.
 */
final class KeptConnections implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** More than a lane of letters holds; servers bound how many one client may have. */
    private static final int MOST = 32;

    /** One that waits since {@code since}, as {@link System#nanoTime()} counts. */
    private record Waiting(SmtpSender sender, SmtpConnection connection, long since) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kept-mail-connections");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    KeptConnections() {
        this(System::nanoTime);
        looks.scheduleWithFixedDelay(
                this::closeUnused, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param nanos tells how time passes */
    KeptConnections(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A connection of {@code sender}'s whose server has just answered; empty if there is none, and a new one is to be opened. */
    Optional<SmtpConnection> take(SmtpSender sender, PasswordAuthentication login) {
        Optional<Waiting> last = last(sender);
        while (last.isPresent() && !last.get().connection().isOf(login)) {
            last.get().connection().hangUp();
            last = last(sender);
        }
        if (last.isPresent() && !last.get().connection().isConnected()) {
            // Those that wait longer are no better; to try one after another, or to end them here, could take a timeout
            // each.
            hangUpLater(remove(other -> other.sender() == sender));
            return Optional.empty();
        }
        return last.map(Waiting::connection);
    }

    private synchronized Optional<Waiting> last(SmtpSender sender) {
        Iterator<Waiting> latestFirst = waiting.iterator();
        while (latestFirst.hasNext()) {
            Waiting one = latestFirst.next();
            if (one.sender() == sender) {
                latestFirst.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** {@code connection} may be used again, if it has not carried as many letters as it may. */
    void keep(SmtpSender sender, SmtpConnection connection) {
        nextToEnd(sender, connection).ifPresent(SmtpConnection::hangUp);
    }

    private synchronized Optional<SmtpConnection> nextToEnd(SmtpSender sender, SmtpConnection connection) {
        if (closed || connection.letters() >= sender.lettersOfAConnection()) {
            return Optional.of(connection);
        }
        waiting.addFirst(new Waiting(sender, connection, nanos.getAsLong()));
        return waiting.size() > MOST ? Optional.of(waiting.removeLast().connection()) : Optional.empty();
    }

    /** Ends those that nobody needs. */
    void closeUnused() {
        long now = nanos.getAsLong();
        hangUp(remove(one -> now - one.since() >= one.sender().longestWait().toNanos()));
    }

    private synchronized Collection<Waiting> remove(Predicate<Waiting> which) {
        List<Waiting> removed = new ArrayList<>(waiting);
        removed.removeIf(which.negate());
        waiting.removeAll(removed);
        return removed;
    }

    private void hangUpLater(Collection<Waiting> ended) {
        try {
            looks.execute(() -> hangUp(ended));
        } catch (RejectedExecutionException e) {
            // The node ends.
            hangUp(ended);
        }
    }

    private static void hangUp(Collection<Waiting> ended) {
        ended.forEach(one -> one.connection().hangUp());
    }

    @Override
    public void close() {
        looks.shutdownNow();
        synchronized (this) {
            closed = true;
        }
        hangUp(remove(one -> true));
    }
}
