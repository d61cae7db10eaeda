package io.ringback.inbox;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the events of several senders by one statement in one transaction: all that have come while the one before was being committed.
 * Each sender waits until its event is durable. If that fails, each sender stores its own event alone, and hears what is wrong with it.
 */
@Component
class GroupInsert {

    private static final Logger LOG = LoggerFactory.getLogger(GroupInsert.class);

    /** While one waits for the database, the other goes on. */
    private static final int WRITERS = 2;

    private static final int MOST_IN_ONE = 200;

    /**
     * So that many do not wait longer for the one whose id another transaction has in hand. And a plan that was made while the table was
     * all but empty, and kept, would read all of it for each row.
     */
    private static final String NOT_LONG =
            "set local lock_timeout = '1s'; set local plan_cache_mode = force_custom_plan";

    /** Longer than the database keeps a group waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private enum Fate {
        STORED,
        TAKEN,
        ALONE
    }

    private record Waiting(EventRows.Row row, CompletableFuture<Fate> fate) {}

    private final EventRows rows;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int most;
    private final Duration patience;
    private final BlockingQueue<Waiting> waiting;
    private final Workers writers = new Workers("group-insert", () -> WRITERS, this::storeSome);

    @Autowired
    GroupInsert(EventRows rows, JdbcClient jdbc, TransactionTemplate transaction, BurstProperties settings) {
        this(rows, jdbc, transaction, settings, PATIENCE);
    }

    /** @param patience after which a sender waits no longer */
    GroupInsert(
            EventRows rows,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            BurstProperties settings,
            Duration patience) {
        this.patience = patience;
        this.rows = rows;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.most = settings.storing();
        this.waiting = new ArrayBlockingQueue<>(most);
    }

    /**
     * Stores an event, to be handled later. It is durable on return.
     *
     * @return false if its id is taken, or too many calls between the same two are stored
     * @throws TooManyEvents if more wait to be stored than may, or it has waited too long
     */
    boolean store(InboundEvent event) {
        Waiting one = new Waiting(rows.toBeAccepted(event), new CompletableFuture<>());
        if (!waiting.offer(one)) {
            throw new TooManyEvents(most);
        }
        writers.wake();
        if (!writers.isOpen()) {
            leaveTheRestAlone();
        }
        Fate fate = fateOf(one);
        return fate == Fate.ALONE ? rows.accept(List.of(one.row())).size() == 1 : fate == Fate.STORED;
    }

    private Fate fateOf(Waiting one) {
        try {
            return one.fate().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // A writer that has it in hand may store it after this. Then it is known when it is sent again.
            waiting.remove(one);
            throw TooManyEvents.forTooLong(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("This node stops; send the event again", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("What becomes of an event is never a failure", e);
        }
    }

    private boolean storeSome() {
        List<Waiting> group = new ArrayList<>();
        waiting.drainTo(group, MOST_IN_ONE);
        if (group.isEmpty()) {
            return false;
        }
        try {
            // Of two with the same id, the first one's was stored.
            Set<String> stored = new HashSet<>(store(group));
            group.forEach(
                    one -> one.fate().complete(stored.remove(one.row().event().id()) ? Fate.STORED : Fate.TAKEN));
        } catch (RuntimeException e) {
            LOG.debug("{} events could not be stored together", group.size(), e);
        } finally {
            // Those that nothing is known of yet.
            group.forEach(one -> one.fate().complete(Fate.ALONE));
        }
        return true;
    }

    /** All groups in one order, so that two with the same ids do not wait for each other. Of one id, the first to come stays the first. */
    private Set<String> store(List<Waiting> group) {
        List<EventRows.Row> inOrder = group.stream()
                .map(Waiting::row)
                .sorted(Comparator.comparing(row -> row.event().id()))
                .toList();
        return transaction.execute(status -> {
            jdbc.sql(NOT_LONG).update();
            return rows.accept(inOrder);
        });
    }

    @PreDestroy
    void close() {
        writers.close();
        leaveTheRestAlone();
    }

    private void leaveTheRestAlone() {
        List<Waiting> rest = new ArrayList<>();
        waiting.drainTo(rest);
        rest.forEach(one -> one.fate().complete(Fate.ALONE));
    }
}
