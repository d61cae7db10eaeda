package io.ringback.protocol.sip;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The timers of one call. All is called, and rings, in the call's own order; so a cancelled alarm never rings. */
final class Alarms {

    private final ScheduledExecutorService timers;
    private final Executor order;
    private final Set<Alarm> set = new HashSet<>();

    Alarms(ScheduledExecutorService timers, Executor order) {
        this.timers = timers;
        this.order = order;
    }

    Alarm after(Duration delay, Runnable what) {
        Alarm alarm = new Alarm();
        set.add(alarm);
        if (timers.isShutdown()) {
            return alarm;
        }
        alarm.ringing = timers.schedule(
                () -> order.execute(() -> {
                    if (set.remove(alarm)) {
                        what.run();
                    }
                }),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
        return alarm;
    }

    void cancelAll() {
        Set.copyOf(set).forEach(Alarm::cancel);
    }

    /** One of them. */
    final class Alarm {

        private Future<?> ringing;

        private Alarm() {}

        void cancel() {
            set.remove(this);
            if (ringing != null) {
                ringing.cancel(false);
            }
        }
    }
}
