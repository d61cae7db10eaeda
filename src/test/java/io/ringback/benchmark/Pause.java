package io.ringback.benchmark;

import java.util.concurrent.locks.LockSupport;

/** Waits for a moment. */
final class Pause {

    private Pause() {}

    /** @param due as {@link System#nanoTime()} */
    static void until(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
