package io.ringback.telephony.callcontrol;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that goes by when the test says so. */
final class PlayedTime implements Timers {

    private record Timer(Instant due, Runnable task) {}

    private final List<Timer> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay), task);
        waiting.add(timer);
        return () -> waiting.remove(timer);
    }

    /** Lets this much time go by. */
    void pass(Duration duration) {
        now = now.plus(duration);
        List<Timer> due =
                waiting.stream().filter(timer -> !timer.due().isAfter(now)).toList();
        waiting.removeAll(due);
        due.forEach(timer -> timer.task().run());
    }

    /** How many timers wait. */
    int waiting() {
        return waiting.size();
    }

    Clock clock() {
        InstantSource time = () -> now;
        return time.withZone(ZoneOffset.UTC);
    }
}
