package io.ringback.reach;

import io.ringback.directory.Person;
import io.ringback.directory.QuietHours;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether it is a person's quiet time now: by their own quiet hours, or if they have settled none, by the installation's. */
@Component
public class QuietTime {

    private final QuietHours usual;
    private final Clock clock;

    QuietTime(@Value("${ringback.quiet-hours:22:00-07:00}") String usual, Clock clock) {
        this.usual = QuietHours.parse(usual);
        this.clock = clock;
    }

    /** When the quiet hours end in which the person is now; empty if in none. */
    public Optional<Instant> until(Person person) {
        return until(person.preferences().quietHours(), person.timeZone());
    }

    /** The same of another moment than now. */
    public Optional<Instant> until(Person person, Instant at) {
        return until(person.preferences().quietHours(), person.timeZone(), at);
    }

    Optional<Instant> until(Optional<QuietHours> own, ZoneId zone) {
        return until(own, zone, clock.instant());
    }

    Optional<Instant> until(Optional<QuietHours> own, ZoneId zone, Instant at) {
        return own.orElse(usual).endAfter(at, zone);
    }
}
