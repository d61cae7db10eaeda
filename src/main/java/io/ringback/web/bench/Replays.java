package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.Replay.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Replays in the background, one at a time on each node, and keeps the last of them in the node's memory. */
@Component
class Replays implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final int KEPT = 20;

    private final EngineReplay engine;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "replay");
        made.setDaemon(true);
        return made;
    });
    private final Deque<Replay> kept = new ArrayDeque<>();

    Replays(EngineReplay engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @param files by name, what is tried
     * @param days how far back the cases lie
     */
    synchronized Replay begin(Subject subject, Map<String, byte[]> files, int days) {
        Optional<Replay> other = kept.stream().filter(Replay::goesOn).findFirst();
        if (other.isPresent()) {
            throw new NotDone(other.get().analyst()
                    + " is replaying cases on this node. Wait until that is done, a minute or two.");
        }
        Instant now = clock.instant();
        Replay replay = new Replay(UUID.randomUUID().toString(), subject, days, now);
        kept.addFirst(replay);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
        thread.execute(() -> run(replay, files, now.minus(Duration.ofDays(days))));
        return replay;
    }

    private void run(Replay replay, Map<String, byte[]> files, Instant since) {
        try {
            replay.done(engine.replay(files, since, replay::decided), clock.instant());
        } catch (NotDone e) {
            replay.failed(e.getMessage(), clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("A replay failed", e);
            replay.failed("It failed, and the log says why. Try again.", clock.instant());
        }
    }

    /** One that this person may see; empty if this node does not keep it. */
    synchronized Optional<Replay> of(String id, String reader) {
        return kept.stream()
                .filter(one -> one.id().equals(id) && one.subject().isOpenTo(reader))
                .findFirst();
    }

    /** Those that this person may see, the newest first. */
    synchronized List<Replay> of(String reader) {
        return kept.stream()
                .filter(one -> one.subject().isOpenTo(reader))
                .sorted(Comparator.comparing(Replay::begun).reversed())
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
