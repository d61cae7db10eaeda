package io.ringback.delivery;

import io.ringback.delivery.Composer.Parcel;
import io.ringback.tracing.TracedStep;
import io.ringback.tracing.Tracing;
import io.ringback.tracing.Trail;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Carry messages to their adapters, each in a thread of its own. A route that does not come back keeps that thread, which Java cannot
 * take away from it, but neither the message nor the place in the lane.
 */
@Component
class Couriers {

    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final Adapters adapters;
    private final Tracing tracing;
    private final Duration longest;

    Couriers(Adapters adapters, Tracing tracing, DeliveryProperties settings) {
        this.adapters = adapters;
        this.tracing = tracing;
        this.longest = settings.lostAfter();
    }

    /**
     * Hands a message to its adapter and waits until the server has taken it. If that takes too long the courier is lost: nothing it
     * says later counts, and what has not left by then cannot leave any more.
     *
     * @throws NotDelivered if the courier is lost, among other reasons
     * @throws Exception whatever the route met
     */
    DeliveryReport.Accepted carry(OutboundMessage message, Parcel parcel, Servers.Visit visit, Departure departure)
            throws Exception {
        CompletableFuture<DeliveryReport.Accepted> answer = new CompletableFuture<>();
        Trail trail = tracing.trail();
        Thread courier = new Thread(
                () -> {
                    if (!goAndSay(message, parcel, visit, departure, trail, answer)) {
                        LOG.warn("{} {} was given up before its route came back", message.kind(), message.id());
                        visit.find();
                        visit.leave(false);
                    }
                },
                "courier of " + message.id());
        // One that never comes back keeps no node from ending.
        courier.setDaemon(true);
        courier.start();
        if (!isBack(answer, courier)) {
            giveUp(answer, visit, departure);
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    /** Unless the answer comes at this very moment. */
    private void giveUp(CompletableFuture<?> answer, Servers.Visit visit, Departure departure) {
        departure.close();
        visit.lose();
        String problem = "its route has not come back within " + longest.toSeconds() + " s";
        if (!answer.completeExceptionally(new NotDelivered(
                departure.hasLeft() ? new Failure.AnswerLost(problem) : new Failure.NotTaken(problem)))) {
            visit.find();
        }
    }

    /** Whether anybody still listens. */
    private boolean goAndSay(
            OutboundMessage message,
            Parcel parcel,
            Servers.Visit visit,
            Departure departure,
            Trail trail,
            CompletableFuture<DeliveryReport.Accepted> answer) {
        try (MDC.MDCCloseable ignored =
                        MDC.putCloseable("caseId", message.caseId().toString());
                TracedStep step = tracing.atTheAdapter(trail, message.medium(), message.kind(), message.caseId())) {
            try {
                return answer.complete(adapters.send(message, parcel, visit, departure));
            } catch (Throwable e) {
                step.failed(e);
                return answer.completeExceptionally(e);
            }
        }
    }

    /** Waits no longer than it may. Whoever is interrupted hurries the courier, and hears it out. */
    private boolean isBack(CompletableFuture<?> answer, Thread courier) {
        long until = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (ExecutionException e) {
                    return true;
                } catch (TimeoutException e) {
                    return false;
                } catch (InterruptedException e) {
                    interrupted = true;
                    courier.interrupt();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
