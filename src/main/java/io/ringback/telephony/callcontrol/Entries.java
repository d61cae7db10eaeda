package io.ringback.telephony.callcontrol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be recorded of one connection, in its order: entries that have come while the ones before were written are written by
 * one transaction. If that fails, each is written alone.
 */
final class Entries {

    private static final Logger LOG = LoggerFactory.getLogger(Entries.class);

    private record Entry(Runnable alone, Optional<Runnable> together) {}

    private final Recorder recorder;
    private final Consumer<Runnable> transaction;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param recorder writes them, one call after another
     * @param transaction runs all of something in one transaction
     */
    Entries(Recorder recorder, Consumer<Runnable> transaction) {
        this.recorder = recorder;
        this.transaction = transaction;
    }

    /** Adds one that has transactions of its own. */
    void add(Runnable alone) {
        add(new Entry(alone, Optional.empty()));
    }

    /**
     * Adds one that may be written with others.
     *
     * @param together the same in a transaction that is there
     */
    void add(Runnable alone, Runnable together) {
        add(new Entry(alone, Optional.of(together)));
    }

    private void add(Entry entry) {
        waiting.add(entry);
        recorder.once(this::writeSome);
    }

    private void writeSome() {
        List<Entry> some = some();
        if (some.size() > 1 && areWrittenTogether(some)) {
            return;
        }
        some.forEach(entry -> recorder.writeNow(entry.alone()));
    }

    /** None if those before have taken this one along. */
    private List<Entry> some() {
        List<Entry> some = new ArrayList<>();
        boolean more = true;
        while (more && !waiting.isEmpty()) {
            more = waiting.peek().together().isPresent();
            if (more || some.isEmpty()) {
                some.add(waiting.remove());
            }
        }
        return some;
    }

    private boolean areWrittenTogether(List<Entry> some) {
        try {
            transaction.accept(
                    () -> some.forEach(entry -> entry.together().orElseThrow().run()));
            return true;
        } catch (RuntimeException e) {
            LOG.debug("{} entries of a connection are written one by one", some.size(), e);
            return false;
        }
    }
}
