package io.ringback.web.security;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the requests that this node has in hand: by address, those whose body has not come yet, and those at work by kind. */
final class RequestsInHand {

    /** So many bodies are waited for at the same time. Each takes a thread. */
    static final int BODIES = 600;

    private static final long PATIENCE_SECONDS = 5;

    private final LimitProperties bounds;
    private final Map<ClientAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<ClientAddress, Integer> programs = new ConcurrentHashMap<>();
    private final Semaphore bodies = new Semaphore(BODIES);
    private final Map<VisitorKind, Semaphore> atWork = new EnumMap<>(VisitorKind.class);

    RequestsInHand(LimitProperties bounds) {
        this.bounds = bounds;
        for (VisitorKind kind : VisitorKind.values()) {
            atWork.put(kind, new Semaphore(kind.atWork(), true));
        }
    }

    /** Whether one more request of this address may be taken in hand; then {@link #leave} follows. */
    boolean enter(VisitorKind kind, ClientAddress from) {
        if (kind == VisitorKind.HEALTH) {
            return true;
        }
        int most = kind.isProgram() ? bounds.inHandOfPrograms() : bounds.inHand();
        if (counts(kind).merge(from, 1, Integer::sum) <= most) {
            return true;
        }
        leave(kind, from);
        return false;
    }

    void leave(VisitorKind kind, ClientAddress from) {
        if (kind != VisitorKind.HEALTH) {
            counts(kind).computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    private Map<ClientAddress, Integer> counts(VisitorKind kind) {
        return kind.isProgram() ? programs : byAddress;
    }

    /** Whether one more body may be waited for; then {@link #bodyRead} follows. */
    boolean awaitBody() {
        return bodies.tryAcquire();
    }

    void bodyRead() {
        bodies.release();
    }

    /** Whether a request may be worked on, now or within seconds; then {@link #worked} follows. */
    boolean work(VisitorKind kind) {
        Semaphore places = atWork.get(kind);
        try {
            return places.getQueueLength() < kind.atWork() && places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void worked(VisitorKind kind) {
        atWork.get(kind).release();
    }
}
