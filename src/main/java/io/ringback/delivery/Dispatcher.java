package io.ringback.delivery;

import io.ringback.delivery.WaitingMessages.Waiting;
import io.ringback.directory.Medium;
import io.ringback.inbox.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends one message: composes it, hands it to its adapter, reports how it ended. No transaction is open and no connection
 * held while the adapter talks to its server.
 */
@Component
class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How often a message that is turned away comes again before it is given up. */
    private static final int LOOKS_AT_A_FULL_SERVER = 60;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * That a message is to be tried again.
     *
     * @param at when
     * @param failed whether this try counts as failed
     */
    record Again(Instant at, boolean failed) {}

    /** The messages this node is about to send, or whose server's answer it holds. */
    private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

    private final JdbcClient jdbc;
    private final WaitingMessages messages;
    private final HeldBack heldBack;
    private final Couriers couriers;
    private final Servers servers;
    private final List<Composer> composers;
    private final Failures failures;
    private final DeliveryReport.Listener reports;
    private final DeliveryProperties settings;
    private final Clock clock;

    Dispatcher(
            JdbcClient jdbc,
            WaitingMessages messages,
            HeldBack heldBack,
            Couriers couriers,
            Servers servers,
            List<Composer> composers,
            Failures failures,
            DeliveryReport.Listener reports,
            DeliveryProperties settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.heldBack = heldBack;
        this.couriers = couriers;
        this.servers = servers;
        this.composers = List.copyOf(composers);
        this.failures = failures;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends the message if it still waits.
     *
     * @return when to try again; empty if there is nothing more to do
     */
    Optional<Again> deliver(UUID messageId, Claim.Picked pick) {
        return messages.find(messageId).flatMap(waiting -> deliver(waiting, pick));
    }

    /**
     * Sends a message that has just been written.
     *
     * @return when to try again; empty if there is nothing more to do
     */
    Optional<Again> deliver(OutboundMessage message, Instant written, Claim.HandedOver handed) {
        return departsUnseen(message)
                ? messages.find(message.id(), handed.node()).flatMap(waiting -> deliver(waiting, handed))
                : deliver(Waiting.justWritten(message, written), handed);
    }

    private Optional<Again> deliver(Waiting waiting, Claim claim) {
        OutboundMessage message = waiting.message();
        inHand.add(message.id());
        try (MDC.MDCCloseable ignored =
                MDC.putCloseable("caseId", message.caseId().toString())) {
            return send(waiting, claim);
        } finally {
            inHand.remove(message.id());
        }
    }

    private Optional<Again> send(Waiting waiting, Claim claim) {
        OutboundMessage message = waiting.message();
        if (message.kind() == MessageKind.CONNECTION && isGivenUp(waiting, clock.instant())) {
            // Left over from a node that died: whoever waited for it does not any more.
            return record(message, () -> {
                reports.on(new DeliveryReport.Failed(message, "The switch could not be told in time."));
                return Optional.empty();
            });
        }
        if (!waiting.wanted()) {
            // They said so after it was written: while it was held for quiet hours, or tried again.
            return isUnwanted(message);
        }
        if (message.isOver(clock.instant())) {
            return record(message, () -> {
                messages.expire(message);
                return Optional.empty();
            });
        }
        if (waiting.held() && !heldBack.gather(message)) {
            return Optional.empty();
        }
        DeliveryReport.Accepted accepted;
        Servers.Visit visit = servers.visit(message.lane());
        Departure departure = departure(message, claim);
        try {
            accepted = couriers.carry(message, compose(toldOfAll(waiting), claim.known()), visit, departure);
            visit.leave(true);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Failure failure = failures.read(message, e, departure);
            visit.leave(failure instanceof Failure.Refused || failure instanceof Failure.Slowed);
            if (departure.isOvertaken()) {
                return overtaken(message, claim);
            }
            return record(message, () -> {
                if (departure.hasLeft() && !(failure instanceof Failure.AnswerLost)) {
                    messages.markStayed(message.id());
                }
                return failed(waiting, claim.failures() + 1, failure);
            });
        } finally {
            // Also where something went wrong that nobody reckoned with; a place that is not given back is lost to all.
            visit.leave(false);
        }
        return record(message, () -> {
            reports.on(accepted.ofWhatWasHeld(waiting.held()));
            return Optional.empty();
        });
    }

    /** What was gathered may be worth delivering for longer. */
    private OutboundMessage toldOfAll(Waiting waiting) {
        OutboundMessage message = waiting.message();
        return waiting.held()
                ? messages.find(message.id()).map(Waiting::message).orElse(message)
                : message;
    }

    private Optional<Again> isUnwanted(OutboundMessage message) {
        return record(message, () -> {
            reports.on(new DeliveryReport.Failed(message, "The person wants no messages any more."));
            return Optional.empty();
        });
    }

    /**
     * Whether the person wants what was handed over, and whether it was composed from what is still so, is asked only when it leaves.
     */
    private Optional<Again> overtaken(OutboundMessage message, Claim claim) {
        if (!(claim instanceof Claim.HandedOver handed)) {
            return Optional.empty();
        }
        Optional<Waiting> still = messages.find(message.id(), handed.node());
        if (still.filter(waiting -> !waiting.wanted()).isPresent()) {
            return isUnwanted(message);
        }
        return handed.known().isPresent()
                ? still.flatMap(waiting -> send(waiting, handed.knowingNothing()))
                : Optional.empty();
    }

    private Departure departure(OutboundMessage message, Claim claim) {
        return departsUnseen(message)
                ? Departure.unseen()
                : new Departure(() -> messages.markLeaving(message.id(), claim));
    }

    /** Calls have rows of their own, written before the first INVITE, so that none is set up twice. */
    static boolean departsUnseen(OutboundMessage message) {
        return message.medium() == Medium.VOICE;
    }

    /**
     * Records what the server answered, however long the database is away: this node alone knows it, and forgetting it
     * would send the message twice.
     */
    private Optional<Again> record(OutboundMessage message, Supplier<Optional<Again>> outcome) {
        Instant until = clock.instant().plus(settings.giveUpAfter());
        Backoff pauses = new Backoff(settings.firstRetry(), LONGEST_PAUSE);
        for (int tries = 1; ; tries++) {
            try {
                return outcome.get();
            } catch (DataAccessException | TransactionException e) {
                if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(until)) {
                    throw e;
                }
                LOG.warn("What became of {} {} cannot be recorded yet: {}", message.kind(), message.id(), e.toString());
                LockSupport.parkNanos(pauses.after(tries).toNanos());
            }
        }
    }

    /** Whether this node is sending the message now. */
    boolean isInHand(UUID messageId) {
        return inHand.contains(messageId);
    }

    private Optional<Again> failed(Waiting waiting, int failures, Failure failure) {
        OutboundMessage message = waiting.message();
        if (failure instanceof Failure.Slowed slowed) {
            return Optional.of(new Again(clock.instant().plus(slowed.pause()), false));
        }
        if (failure instanceof Failure.TurnedAway) {
            return turnedAway(waiting, failure);
        }
        LOG.warn(
                "{} {} of case {} was not delivered (try {}): {}",
                message.kind(),
                message.id(),
                message.caseId(),
                failures,
                failure.problem());
        if (failure instanceof Failure.AnswerLost) {
            messages.noteAnswerLost(message.id(), failure.problem());
        }
        Instant next = clock.instant().plus(settings.backoff().after(failures));
        boolean givenUp = isGivenUp(waiting, next);
        if (failure instanceof Failure.Refused || givenUp) {
            reports.on(new DeliveryReport.Failed(message, failure.problem()));
            return Optional.empty();
        }
        jdbc.sql("update outbound_message set attempts = ?, problem = ? where id = ?")
                .params(failures, failure.problem(), message.id())
                .update();
        return Optional.of(new Again(next, true));
    }

    private Optional<Again> turnedAway(Waiting waiting, Failure failure) {
        OutboundMessage message = waiting.message();
        Instant next = clock.instant().plus(settings.giveUpAfter(message.kind()).dividedBy(LOOKS_AT_A_FULL_SERVER));
        if (isGivenUp(waiting, next)) {
            reports.on(new DeliveryReport.Failed(message, failure.problem()));
            return Optional.empty();
        }
        return Optional.of(new Again(next, false));
    }

    private boolean isGivenUp(Waiting waiting, Instant at) {
        Duration patience = settings.giveUpAfter(waiting.message().kind());
        return at.isAfter(waiting.since().plus(patience));
    }

    private Composer.Parcel compose(OutboundMessage message, Optional<Circumstances> known) {
        Composer writer = composers.stream()
                .filter(composer -> composer.medium() == message.medium() && composer.composes(message.kind()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Nothing composes messages for " + message.medium()));
        return known.map(circumstances -> writer.compose(message, circumstances))
                .orElseGet(() -> writer.compose(message));
    }
}
