package io.ringback.conversation;

import io.ringback.calendar.Calendars;
import io.ringback.calendar.CannotTalk;
import io.ringback.calendar.TimeForAll;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.directory.QuietHours;
import io.ringback.reach.QuietTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** When people can talk, by the quiet hours and the calendars that they have given. It tells one time, and of nobody when they cannot. */
@Component
class FreeTimes {

    private final Directory directory;
    private final Calendars calendars;
    private final QuietTime quietTime;

    FreeTimes(Directory directory, Calendars calendars, QuietTime quietTime) {
        this.directory = directory;
        this.calendars = calendars;
        this.quietTime = quietTime;
    }

    /** Whether both have said when they can talk, so that a time may be looked for. */
    boolean areGiven(UUID one, UUID other) {
        return calendars.areKept()
                && Stream.of(one, other)
                        .allMatch(
                                id -> directory.find(id).filter(this::hasGiven).isPresent());
    }

    private boolean hasGiven(Person person) {
        return person.preferences()
                        .quietHours()
                        .filter(own -> !own.equals(QuietHours.NEVER))
                        .isPresent()
                || calendars.inForce(person.id()).isPresent();
    }

    /** The first time at which both can talk. */
    Optional<Instant> first(UUID one, UUID other, Instant earliest, Instant latest) {
        List<CannotTalk> times = Stream.of(one, other)
                .flatMap(id -> directory.find(id).stream())
                .flatMap(this::of)
                .toList();
        return TimeForAll.first(earliest, latest, times);
    }

    private Stream<CannotTalk> of(Person person) {
        CannotTalk quiet = moment -> quietTime.until(person, moment);
        return Stream.concat(Stream.of(quiet), calendars.inForce(person.id()).stream());
    }
}
