package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.diversion.CallHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections or the voice calls of this node: which are under way, what they share, and what a dead node has left of such.
 * The owner starts and stops it.
 */
final class NodeCalls implements LastCalls.UnderWay {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCalls.class);
    /** Longer than a node may be without its database and yet have people talk: their calls would be hung up. */
    private static final Duration GONE_FOR_GOOD = Duration.ofMinutes(10);

    /** The phone repeats its answer for 32 s; whoever holds it hears nothing meanwhile. */
    private static final Duration LONGEST_NOTE = Duration.ofSeconds(2);

    private final String kind;
    private final UserAgent agent;
    private final Identity identity;
    private final Limits limits;
    private final Clock clock;

    private final Map<UUID, Consumer<String>> underWay = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile boolean taking;
    private CallThreads threads;
    private Instant startedAt;
    private BlackHole blackHole;

    /** @param kind of call, for the log */
    NodeCalls(String kind, UserAgent agent, Identity identity, Limits limits, Clock clock) {
        this.kind = kind;
        this.agent = agent;
        this.identity = identity;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes calls from now on.
     *
     * @param threadName of the threads
     * @param sweep what is done every minute
     */
    void start(String threadName, Runnable sweep) {
        startedAt = clock.instant();
        threads = new CallThreads(threadName, sweep);
        blackHole = new BlackHole(identity.mediaHost());
        taking = true;
        running = true;
    }

    @Override
    public void takeNoMore() {
        taking = false;
    }

    @Override
    public int count() {
        return underWay.size();
    }

    /** Hangs all up, and waits until that has been confirmed and recorded, but not for long. */
    void stop() {
        takeNoMore();
        running = false;
        underWay.values().forEach(hangUp -> hangUp.accept("the node was stopped"));
        threads.end(underWay::isEmpty);
        blackHole.close();
    }

    boolean isRunning() {
        return running;
    }

    /** @throws IllegalStateException if this node is starting or stopping */
    void requireRunning() {
        if (!taking) {
            throw new IllegalStateException(
                    "This node is not taking calls now: it is starting or stopping. Try again.");
        }
    }

    CallThreads threads() {
        return threads;
    }

    /** What is held at this moment. */
    CallHoldings holdings() {
        return new CallHoldings(underWay.size(), threads.waiting());
    }

    /**
     * It is under way.
     *
     * @param hangUp ends it, given why
     */
    void add(UUID id, Consumer<String> hangUp) {
        underWay.put(id, hangUp);
    }

    /**
     * Hangs up those of this node whose case was cancelled, on whichever node.
     *
     * @param cancelled finds them among those under way
     */
    void hangUpCancelled(Function<Set<UUID>, List<UUID>> cancelled) {
        if (underWay.isEmpty()) {
            return;
        }
        try {
            cancelled.apply(Set.copyOf(underWay.keySet())).forEach(id -> Optional.ofNullable(underWay.get(id))
                    .ifPresent(hangUp -> hangUp.accept("the case was cancelled")));
        } catch (RuntimeException e) {
            LOG.warn("{}s of cancelled cases could not be looked for; it is tried again: {}", kind, e.toString());
        }
    }

    /** Nothing is left of it. */
    void remove(UUID id) {
        underWay.remove(id);
    }

    /**
     * The parties of one of them.
     *
     * @param uris whom to call
     * @param names tells what names the one or the other, among words that their phones choose by chance
     * @param announcementRoute how to reach the announcement server (Route), if not like the phones
     * @param notes of the phones' answers
     */
    AgentParties parties(
            UUID id,
            Map<Role, String> uris,
            Map<Role, Predicate<String>> names,
            Optional<String> announcementRoute,
            AnswerNotes notes) {
        return new AgentParties(
                agent,
                uris,
                Map.of(CallHeaders.CONNECTION, id.toString()),
                announcementRoute,
                names,
                identity.from(),
                identity.displayName(),
                new BlackHoleDescription(identity.mediaAddress(), blackHole.port()),
                identity.mediaAddress(),
                limits,
                notes);
    }

    /**
     * Has phones' answers noted in a row.
     *
     * @param writers runs what is written of the call, one after another
     * @param row takes which phone it was, and what it takes to hang up
     */
    AnswerNotes notes(Executor writers, BiConsumer<Role, DialogIdentity> row) {
        return (role, dialog, then) -> noted(() -> row.accept(role, dialog), writers)
                .orTimeout(LONGEST_NOTE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("That a phone has answered cannot be noted now: {}", failure.toString());
                    }
                    then.run();
                });
    }

    private static CompletableFuture<Void> noted(Runnable note, Executor writers) {
        try {
            return CompletableFuture.runAsync(note, writers);
        } catch (RejectedExecutionException e) {
            // The node stops, and hangs up.
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Says of those that are under way that this node holds them.
     *
     * @param rows takes their ids
     */
    void hold(Consumer<Set<UUID>> rows) {
        if (underWay.isEmpty()) {
            return;
        }
        try {
            rows.accept(Set.copyOf(underWay.keySet()));
        } catch (RuntimeException e) {
            LOG.warn("That this node holds its {}s cannot be noted; it is tried again: {}", kind, e.toString());
        }
    }

    /**
     * Ends what the process before this one left behind, and what a node did that has been gone for ten minutes and may never come
     * back. What cannot be ended now is left for the next time.
     *
     * @param rows given when this process began, and for how long a node that is gone has not said what it holds
     * @param end of one whose calls have been hung up
     */
    <L extends LeftBehind> void endLeftBehind(BiFunction<Instant, Duration, List<L>> rows, Consumer<L> end) {
        try {
            rows.apply(startedAt, GONE_FOR_GOOD).stream()
                    .filter(left -> !underWay.containsKey(left.id()))
                    .forEach(left -> end(left, end));
        } catch (RuntimeException e) {
            LOG.warn("{}s that were left behind could not be ended; it is tried again: {}", kind, e.toString());
        }
    }

    private <L extends LeftBehind> void end(L left, Consumer<L> end) {
        LOG.warn("{} {} was left behind by a node that died; its calls are hung up", kind, left.id());
        left.calls().forEach(agent::hangUp);
        try {
            end.accept(left);
        } catch (RuntimeException e) {
            LOG.warn("What became of {} {} cannot be told yet; it is tried again: {}", kind, left.id(), e.toString());
        }
    }
}
