package io.ringback.inbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.inbox.EventHandler.Handling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Handles events that are stored: one, or several in one transaction. */
@Component
class StoredEvents {

    private static final Logger LOG = LoggerFactory.getLogger(StoredEvents.class);

    private final EventRows rows;
    private final EventContent content;
    private final EventHandlers handlers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectProvider<Scheduler> scheduler;

    StoredEvents(
            EventRows rows,
            EventContent content,
            EventHandlers handlers,
            TransactionTemplate transaction,
            Clock clock,
            ObjectProvider<Scheduler> scheduler) {
        this.rows = rows;
        this.content = content;
        this.handlers = handlers;
        this.transaction = transaction;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Handles a stored event in one transaction. Does nothing if it has been handled. */
    void handle(String eventId) {
        transaction.executeWithoutResult(status -> rows.lock(eventId)
                .map(content::read)
                .ifPresent(event -> rows.close(Map.of(event, handlers.handle(event)))));
    }

    /**
     * Handles accepted events, the oldest first, in one transaction. If one of them cannot be handled, all are handled one by one, and
     * those that still cannot, for whatever reason, are tried again later.
     *
     * @param most so many at once
     * @return how many there were
     * @throws RuntimeException if they cannot even be looked for, or one of them cannot even be put off; then the others are done
     */
    int handleAccepted(int most) {
        List<String> taken = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                List<StoredRow> accepted = rows.takeAccepted(most);
                accepted.forEach(row -> taken.add(row.id()));
                if (!accepted.isEmpty()) {
                    rows.close(handle(accepted.stream().map(content::read).toList()));
                }
            });
        } catch (RuntimeException | Error e) {
            if (taken.isEmpty()) {
                throw e;
            }
            LOG.debug("{} events could not be handled together", taken.size(), e);
            handleAlone(taken);
        }
        return taken.size();
    }

    /** In the order of callers, as what is locked for a caller is locked until the end: so two transactions do not wait for each other. */
    private Map<InboundEvent, Handling> handle(List<InboundEvent> events) {
        Map<InboundEvent, Handling> handled = new LinkedHashMap<>();
        events.stream()
                .sorted(Comparator.comparing(event -> event.get("caller")))
                .forEach(event -> handled.put(event, handlers.handle(event)));
        return handled;
    }

    private void handleAlone(List<String> taken) {
        RuntimeException failed = null;
        for (String eventId : taken) {
            try {
                handleAlone(eventId);
            } catch (RuntimeException | Error e) {
                failed = new IllegalStateException("Event " + eventId + " can neither be handled nor put off: " + e, e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void handleAlone(String eventId) {
        try {
            handle(eventId);
        } catch (RuntimeException | Error e) {
            transaction.executeWithoutResult(status -> putOff(eventId, e));
        }
    }

    private void putOff(String eventId, Throwable problem) {
        if (rows.noteProblem(eventId, problem, false)) {
            LOG.warn("Event {} will be handled later: {}", eventId, EventRows.describe(problem));
            EventRetry.schedule(scheduler.getObject(), eventId, clock.instant());
        }
    }
}
