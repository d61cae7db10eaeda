package io.ringback.inbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.database.NotOneRow;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.tracing.TracedStep;
import io.ringback.tracing.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes events in. The first try stores the event and handles it in one transaction. If that fails the event is stored
 * alone, and handled by {@link EventRetry}. Of calls that switches tell, more may come than can be handled at once: those are stored
 * first, and handled by {@link Drain}. Any way the event is durable when {@link #receive} returns; if it throws, the sender
 * must send again.
 */
@Component
public class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int TRIES_AT_ONCE = 2;

    private final EventRows rows;
    private final EventContent content;
    private final EventHandlers handlers;
    private final Backlog backlog;
    private final GroupInsert together;
    private final Drain drain;
    private final TransactionTemplate transaction;
    private final Tracing tracing;
    private final Clock clock;
    private final ObjectProvider<Scheduler> scheduler;

    Inbox(
            EventRows rows,
            EventContent content,
            EventHandlers handlers,
            Backlog backlog,
            GroupInsert together,
            Drain drain,
            TransactionTemplate transaction,
            Tracing tracing,
            Clock clock,
            ObjectProvider<Scheduler> scheduler) {
        this.rows = rows;
        this.content = content;
        this.handlers = handlers;
        this.backlog = backlog;
        this.together = together;
        this.drain = drain;
        this.transaction = transaction;
        this.tracing = tracing;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /**
     * Takes an event that anyone may send.
     *
     * @throws TooManyEvents if more come than can be stored
     */
    public Reception receive(InboundEvent event) {
        return event.kind().waitsItsTurn() ? receiveInTurn(event) : receive(event, () -> true);
    }

    /**
     * Takes an event that is allowed once.
     *
     * @param claim takes the permission in the transaction that stores the event; false if there is none (any more)
     */
    public Reception receive(InboundEvent event, BooleanSupplier claim) {
        backlog.beginAnswer();
        try (TracedStep ignored = tracing.received(event.kind(), event.caseId())) {
            return atOnce(event, claim)
                    .orElseThrow(() -> new IllegalStateException("Event " + event.id() + " was stored, and is gone"));
        } finally {
            backlog.endAnswer();
        }
    }

    private Reception receiveInTurn(InboundEvent event) {
        try (TracedStep ignored = tracing.received(event.kind(), event.caseId())) {
            if (backlog.enter()) {
                try {
                    Optional<Reception> reception = atOnce(event, () -> true);
                    if (reception.isPresent()) {
                        return reception.get();
                    }
                } finally {
                    backlog.leave();
                }
            }
            return storeFirst(event);
        }
    }

    private Reception storeFirst(InboundEvent event) {
        requireNoTransaction();
        if (!isStored(event)) {
            return repeatedOrConflicting(event).orElseThrow(() -> TooManyEvents.ofTheSameTwo(EventRows.MOST_OF_A_TURN));
        }
        backlog.grows();
        drain.wake();
        return new Reception.Stored(event.caseId(), false);
    }

    private boolean isStored(InboundEvent event) {
        backlog.beginStoring();
        try {
            return together.store(event);
        } finally {
            backlog.endStoring();
        }
    }

    /** Empty if earlier calls between the same two are stored and have to be handled before. */
    private Optional<Reception> atOnce(InboundEvent event, BooleanSupplier claim) {
        requireNoTransaction();
        try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", Objects.toString(event.caseId(), null))) {
            for (int tried = 1; tried <= TRIES_AT_ONCE; tried++) {
                try (TracedStep ignoredStep = tracing.step("transaction", event.caseId())) {
                    return transaction.execute(status -> storeAndHandle(event, claim));
                } catch (RuntimeException e) {
                    if (NotOneRow.isBehind(e)) {
                        return repeatedOrConflicting(event);
                    }
                    LOG.debug("Event {} could not be handled at once (try {})", event.id(), tried, e);
                    if (tried == TRIES_AT_ONCE) {
                        return transaction.execute(status -> storeForLater(event, claim, e));
                    }
                }
            }
            throw new IllegalStateException("unreachable");
        }
    }

    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // What fails in here would take that transaction with it, and its reason would be lost.
            throw new IllegalStateException("Within a transaction, have the event follow it");
        }
    }

    /**
     * Takes an event that another one brought about, in the transaction of that one: stored with it, and handled on its own once
     * it has committed. An event with an id that was taken before is not taken again.
     */
    public void follow(InboundEvent event) {
        if (rows.addWaiting(event, null)) {
            EventRetry.scheduleNow(scheduler.getObject(), event.id(), clock.instant());
        }
    }

    private Optional<Reception> storeAndHandle(InboundEvent event, BooleanSupplier claim) {
        if (!claim.getAsBoolean()) {
            return Optional.of(refusedOrStoredBefore(event));
        }
        rows.addHandled(event);
        boolean late = handlers.handle(event) == Handling.LATE;
        if (late) {
            rows.setLate(event.id());
        }
        return Optional.of(new Reception.Stored(event.caseId(), late));
    }

    private Optional<Reception> storeForLater(InboundEvent event, BooleanSupplier claim, RuntimeException problem) {
        if (!claim.getAsBoolean()) {
            return Optional.of(refusedOrStoredBefore(event));
        }
        if (!rows.addWaiting(event, problem)) {
            return repeatedOrConflicting(event);
        }
        LOG.warn("Event {} is stored and will be handled later: {}", event.id(), EventRows.describe(problem));
        EventRetry.schedule(scheduler.getObject(), event.id(), clock.instant());
        return Optional.of(new Reception.Stored(event.caseId(), false));
    }

    /** The permission may have gone to this very event: in a first try that was committed while its answer was lost. */
    private Reception refusedOrStoredBefore(InboundEvent event) {
        return rows.wasLate(event)
                .<Reception>map(late -> new Reception.Stored(event.caseId(), late))
                .orElseGet(Reception.Refused::new);
    }

    /** Empty if nothing has this id. */
    private Optional<Reception> repeatedOrConflicting(InboundEvent event) {
        return rows.find(event.id())
                .map(stored -> content.isSame(stored, event)
                        ? new Reception.Repeated(stored.caseId())
                        : new Reception.Conflicting());
    }

    /**
     * Forgets events that came before {@code time} and were handled, the oldest first. Those that wait or are stuck stay.
     *
     * @param most that are forgotten now
     * @return how many there were
     */
    public int forgetHandledBefore(Instant time, int most) {
        return rows.forgetHandledBefore(time, most);
    }
}
