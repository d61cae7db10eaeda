package io.ringback.inbox;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** So that many do not wait longer for the one whose id another transaction has in hand. */
    private static final String NOT_LONG = "set local lock_timeout = '1s'";

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
    private final BlockingQueue<Waiting> waiting;
    private final Workers writers = new Workers("group-insert", () -> WRITERS, this::storeSome);

    GroupInsert(EventRows rows, JdbcClient jdbc, TransactionTemplate transaction, BurstProperties settings) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.most = settings.storing();
        this.waiting = new ArrayBlockingQueue<>(most);
    }

    /**
     * Stores an event, to be handled later. It is durable on return.
     *
     * @return false if its id is taken
     * @throws TooManyEvents if more wait to be stored than may
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
        Fate fate = one.fate().join();
        return fate == Fate.ALONE ? rows.accept(List.of(one.row())).size() == 1 : fate == Fate.STORED;
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

    private Set<String> store(List<Waiting> group) {
        return transaction.execute(status -> {
            jdbc.sql(NOT_LONG).update();
            return rows.accept(group.stream().map(Waiting::row).toList());
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
