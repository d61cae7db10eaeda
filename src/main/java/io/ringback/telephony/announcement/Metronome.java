package io.ringback.telephony.announcement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that calls every stream once in 20 ms. Streams are spread over the milliseconds of that time, so that they do
 * not all send at once. Times are counted from the start and not from the last call, so that being late never adds up.
 */
final class Metronome implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Metronome.class);

    private static final int SLOTS = Codec.FRAME_MILLIS;
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Who is later than this (a machine that slept) does not send all that at once. */
    private static final long MOST_SLOTS_LATE = 500;

    private final List<List<Beaten>> slots = new ArrayList<>(SLOTS);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean waitingForStreams;
    private int streams;

    Metronome(String name) {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Calls {@code stream} from now on, until it says that it is over. */
    void add(Beaten stream) {
        synchronized (slots) {
            emptiest().add(stream);
            streams++;
        }
        if (waitingForStreams) {
            LockSupport.unpark(thread);
        }
    }

    /** Streams that are not over. */
    int streams() {
        synchronized (slots) {
            return streams;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private List<Beaten> emptiest() {
        List<Beaten> emptiest = slots.get(0);
        for (List<Beaten> slot : slots) {
            if (slot.size() < emptiest.size()) {
                emptiest = slot;
            }
        }
        return emptiest;
    }

    private void run() {
        long start = System.nanoTime();
        long slot = 0;
        while (!closed) {
            if (streams() == 0) {
                waitForStreams();
                start = System.nanoTime();
                slot = 0;
            }
            long wait = start + slot * SLOT_NANOS - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            if (-wait > MOST_SLOTS_LATE * SLOT_NANOS) {
                start = System.nanoTime() - slot * SLOT_NANOS;
            }
            slot += beat((int) (slot % SLOTS));
        }
    }

    private void waitForStreams() {
        waitingForStreams = true;
        while (!closed && streams() == 0) {
            LockSupport.park(this);
        }
        waitingForStreams = false;
    }

    /** Calls the streams of a slot; returns how far the next slot is that has any. */
    private int beat(int slot) {
        synchronized (slots) {
            List<Beaten> due = slots.get(slot);
            for (int i = due.size() - 1; i >= 0; i--) {
                if (!goesOn(due.get(i))) {
                    due.set(i, due.get(due.size() - 1));
                    due.remove(due.size() - 1);
                    streams--;
                }
            }
            int next = 1;
            while (next < SLOTS && slots.get((slot + next) % SLOTS).isEmpty()) {
                next++;
            }
            return next;
        }
    }

    private static boolean goesOn(Beaten stream) {
        try {
            return stream.beat();
        } catch (RuntimeException e) {
            // One broken stream must not silence the others.
            log.error("An announcement broke and is dropped", e);
            return false;
        }
    }

    /** What is called every 20 ms. */
    @FunctionalInterface
    interface Beaten {

        /** Returns false when it needs to be called no more. Must not block. */
        boolean beat();
    }
}
