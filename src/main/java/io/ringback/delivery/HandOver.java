package io.ringback.delivery;

import io.ringback.agenda.Lanes;
import io.ringback.agenda.ThisNode;
import io.ringback.delivery.WaitingMessages.Owned;
import io.ringback.tracing.TracedStep;
import io.ringback.tracing.Tracing;
import io.ringback.tracing.Trail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands what has just been written and committed to a thread of this node, past the agenda: its row names the node as the owner. What
 * fails, and what there is no place for, goes on the agenda; so does what a node loses, by {@link LostOwners}.
 */
@Component
class HandOver implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final ThisNode node;
    private final Lanes lanes;
    private final WaitingMessages messages;
    private final DeliveryProperties settings;
    private final Tracing tracing;
    private final ObjectProvider<Dispatcher> dispatcher;
    private final KnownWhenWritten knownWhenWritten;
    private final Clock clock;
    private final Duration patience;

    /** From before it is written until it has left, or is on the agenda. */
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService hands = Executors.newCachedThreadPool(task -> {
        Thread hand = new Thread(task, "hand-" + count.incrementAndGet());
        hand.setDaemon(true);
        return hand;
    });

    HandOver(
            ThisNode node,
            Lanes lanes,
            WaitingMessages messages,
            DeliveryProperties settings,
            Tracing tracing,
            ObjectProvider<Dispatcher> dispatcher,
            KnownWhenWritten knownWhenWritten,
            Clock clock,
            @Value("${db-scheduler.shutdown-max-wait:30s}") Duration patience) {
        this.node = node;
        this.lanes = lanes;
        this.messages = messages;
        this.settings = settings;
        this.tracing = tracing;
        this.dispatcher = dispatcher;
        this.knownWhenWritten = knownWhenWritten;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Has this node send {@code message} once this transaction, which is to write it, is committed.
     *
     * @param written when it is
     * @return whom its row is to name as its owner; empty if there is no place for it, and it belongs on the agenda
     */
    Optional<UUID> onceCommitted(OutboundMessage message, Instant written) {
        if (hands.isShutdown() || !lanes.promise(message.lane())) {
            return Optional.empty();
        }
        inHand.add(message.id());
        Trail trail = tracing.trail();
        Supplier<Optional<Circumstances>> known =
                Dispatcher.departsUnseen(message) ? Optional::empty : knownWhenWritten.of(message);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED || !isHandedOver(message, written, known.get(), trail)) {
                    // If the commit came through, and only its answer was lost, the row is found by its owner.
                    lanes.forget(message.lane());
                    inHand.remove(message.id());
                }
            }
        });
        return Optional.of(node.id());
    }

    private boolean isHandedOver(OutboundMessage message, Instant written, Optional<Circumstances> known, Trail trail) {
        try {
            hands.execute(() -> take(message, written, known, trail));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void take(OutboundMessage message, Instant written, Optional<Circumstances> known, Trail trail) {
        Owned owned = new Owned(message, node.id());
        try (TracedStep ignored = tracing.goOn(trail, "hand-over", message.caseId())) {
            if (lanes.begin(message.lane())) {
                deliver(owned, written, known);
            } else {
                messages.handBack(owned, clock.instant(), 0);
            }
        } catch (RuntimeException e) {
            // It is this node's still, and not in hand: that is found.
            LOG.warn("{} {} cannot be put on the agenda yet: {}", message.kind(), message.id(), e.toString());
        } finally {
            inHand.remove(message.id());
        }
    }

    private void deliver(Owned owned, Instant written, Optional<Circumstances> known) {
        Optional<Throwable> broken = Optional.empty();
        try {
            dispatcher
                    .getObject()
                    .deliver(owned.message(), written, new Claim.HandedOver(owned.owner(), known))
                    .ifPresent(again -> messages.handBack(owned, again.at(), again.failed() ? 1 : 0));
        } catch (Throwable e) {
            LOG.error("{} {} broke off", owned.message().kind(), owned.message().id(), e);
            broken = Optional.of(e);
            messages.giveUp(owned, clock.instant().plus(settings.firstRetry()), 1, "sending it broke off");
        } finally {
            lanes.end(owned.message().lane(), broken);
        }
    }

    /** Whether this node is about to send the message. */
    boolean isInHand(UUID messageId) {
        return inHand.contains(messageId);
    }

    /** Takes nothing more, and waits for what it has in hand as long as the agenda does. The rest is left to other nodes. */
    @Override
    public void destroy() {
        hands.shutdown();
        try {
            if (!hands.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                hands.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
