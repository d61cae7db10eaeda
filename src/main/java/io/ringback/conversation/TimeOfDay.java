package io.ringback.conversation;

import io.ringback.conversation.TimeRefused.Why;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a time of day that somebody typed, as their clock will show it next. */
final class TimeOfDay {

    /** As browsers send it, with or without seconds, and as people write it. */
    private static final Pattern TYPED = Pattern.compile("([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2}(?:[.][0-9]+)?)?");

    private TimeOfDay() {}

    /**
     * When it is that time next; of an hour that a clock set back strikes twice, the first that is still to come.
     *
     * @param within how far off it may be
     * @throws TimeRefused if nobody can be called then
     */
    static Instant next(String typed, Instant now, ZoneId zone, Duration within) {
        return next(read(typed), now, zone, within);
    }

    /** The same of a time that was read. */
    static Instant next(LocalTime time, Instant now, ZoneId zone, Duration within) {
        ZonedDateTime here = now.atZone(zone);
        Instant end = now.plus(within);
        for (LocalDateTime at : new LocalDateTime[] {
            here.toLocalDate().atTime(time), here.toLocalDate().plusDays(1).atTime(time)
        }) {
            ZoneOffsetTransition change = zone.getRules().getTransition(at);
            if (change != null && change.isGap()) {
                if (change.getInstant().isAfter(now) && !change.getInstant().isAfter(end)) {
                    throw new TimeRefused(Why.LEFT_OUT);
                }
                continue;
            }
            Stream<Instant> struck =
                    zone.getRules().getValidOffsets(at).stream().map(at::toInstant);
            Instant next = struck.filter(now::isBefore).sorted().findFirst().orElse(null);
            if (next != null) {
                if (next.isAfter(end)) {
                    break;
                }
                return next;
            }
        }
        throw new TimeRefused(Why.NOT_SOON);
    }

    private static LocalTime read(String typed) {
        Matcher time = TYPED.matcher(typed.strip());
        if (!time.matches()) {
            throw new TimeRefused(Why.NOT_UNDERSTOOD);
        }
        try {
            return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
        } catch (DateTimeException noSuchTime) {
            throw new TimeRefused(Why.NOT_UNDERSTOOD);
        }
    }
}
