package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.Replay.Stopped;
import io.ringback.web.bench.Replay.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Replays in the background, so many at a time on each node, and keeps the last of them in the node's memory. */
@Component
class Replays implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final int KEPT = 20;

    private final EngineReplay engine;
    private final Clock clock;
    private final ReplayProperties most;
    private final ExecutorService threads;
    private final Deque<Replay> kept = new ArrayDeque<>();

    Replays(EngineReplay engine, Clock clock, ReplayProperties most) {
        this.engine = engine;
        this.clock = clock;
        this.most = most;
        this.threads = Executors.newFixedThreadPool(most.atOnce(), task -> {
            Thread made = new Thread(task, "replay");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Begins one.
     *
     * @param files by name, what is tried
     * @param days how far back the cases lie
     */
    synchronized Replay begin(Subject subject, Map<String, byte[]> files, int days) {
        List<Replay> underWay = kept.stream().filter(Replay::goesOn).toList();
        long own = underWay.stream()
                .filter(one -> one.analyst().equals(subject.analyst()))
                .count();
        if (own >= most.each()) {
            throw new NotDone("You are replaying cases already. Wait until that is done, a minute or two, or stop it.");
        }
        if (underWay.size() >= most.atOnce()) {
            throw new NotDone(underWay.get(0).analyst()
                    + " is replaying cases on this node. Wait until that is done, a minute or two.");
        }
        Instant now = clock.instant();
        Replay replay = new Replay(UUID.randomUUID().toString(), subject, days, now);
        kept.addFirst(replay);
        forget();
        threads.execute(() -> run(replay, files));
        return replay;
    }

    /** What goes on is not forgotten, or nobody could stop it. */
    private void forget() {
        Iterator<Replay> oldest = kept.descendingIterator();
        while (kept.size() > KEPT && oldest.hasNext()) {
            if (!oldest.next().goesOn()) {
                oldest.remove();
            }
        }
    }

    private void run(Replay replay, Map<String, byte[]> files) {
        try {
            replay.done(engine.replay(files, replay.since(), replay::decided), clock.instant());
        } catch (Stopped e) {
            replay.failed("It was stopped.", clock.instant());
        } catch (NotDone e) {
            replay.failed(e.getMessage(), clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("A replay failed", e);
            replay.failed("It failed, and the log says why. Try again.", clock.instant());
        }
    }

    /** Lets a replay end at the next thousand of cases. What has ended stays as it is. */
    synchronized void stop(String id, String analyst) {
        kept.stream()
                .filter(one -> one.id().equals(id) && one.isStoppedBy(analyst))
                .findFirst()
                .orElseThrow(() -> new NotDone("Nothing was stopped: only who began a replay can stop it, on the node"
                        + " that it goes on on."))
                .stop();
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
        threads.shutdownNow();
    }
}
