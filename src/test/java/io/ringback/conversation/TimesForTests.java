package io.ringback.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Reads times as the conversation does, for tests of pages. */
public final class TimesForTests {

    private TimesForTests() {}

    /** @throws TimeRefused if it is not within 30 minutes */
    public static Instant read(String when, Instant now, ZoneId zone) {
        return when.equals("10")
                ? now.plus(Duration.ofMinutes(10))
                : TimeOfDay.next(when, now, zone, Duration.ofMinutes(30));
    }
}
