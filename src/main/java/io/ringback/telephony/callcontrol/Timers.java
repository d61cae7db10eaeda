package io.ringback.telephony.callcontrol;

import java.time.Duration;

/** Wakes connections. */
@FunctionalInterface
interface Timers {

    /** Runs {@code task} once after {@code delay}; running what is returned calls it off. */
    Runnable after(Duration delay, Runnable task);
}
