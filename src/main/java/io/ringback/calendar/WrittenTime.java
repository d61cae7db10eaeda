package io.ringback.calendar;

import biweekly.io.TimezoneAssignment;
import biweekly.io.TimezoneInfo;
import biweekly.property.ICalProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;

/**
 * A time as a calendar writes it.
 *
 * @param local what a clock shows, or the beginning of a day
 * @param day whether it is a whole day
 * @param clock when the clock shows a time for which it is written
 */
record WrittenTime(LocalDateTime local, boolean day, Function<LocalDateTime, Instant> clock) {

    /** @param floating the zone of whoever reads it, for times that are the same on every clock, and for days */
    static WrittenTime of(ICalDate date, ICalProperty property, TimezoneInfo zones, ZoneId floating) {
        DateTimeComponents shown = date.getRawComponents();
        if (shown == null) {
            throw CalendarRefused.unreadable();
        }
        LocalDateTime local = LocalDateTime.of(
                shown.getYear(),
                shown.getMonth(),
                shown.getDate(),
                shown.getHour(),
                shown.getMinute(),
                // A leap second.
                Math.min(shown.getSecond(), 59));
        if (!date.hasTime()) {
            return new WrittenTime(local.toLocalDate().atStartOfDay(), true, in(floating));
        }
        return new WrittenTime(local, false, shown.isUtc() ? in(ZoneOffset.UTC) : clock(property, zones, floating));
    }

    Instant instant() {
        return clock.apply(local);
    }

    private static Function<LocalDateTime, Instant> in(ZoneId zone) {
        return local -> local.atZone(zone).toInstant();
    }

    private static Function<LocalDateTime, Instant> clock(ICalProperty property, TimezoneInfo zones, ZoneId floating) {
        TimezoneAssignment assigned = zones.getTimezone(property);
        if (assigned == null) {
            String unresolved = property.getParameters().getTimezoneId();
            return in(
                    unresolved == null ? floating : Zones.known(unresolved).orElseThrow(CalendarRefused::unknownZone));
        }
        return Optional.ofNullable(assigned.getGlobalId())
                .flatMap(Zones::known)
                .map(WrittenTime::in)
                .orElseGet(() -> in(assigned.getTimeZone()));
    }

    /** In a zone that the calendar itself defines. */
    private static Function<LocalDateTime, Instant> in(TimeZone zone) {
        return local -> new DateTimeComponents(
                        local.getYear(),
                        local.getMonthValue(),
                        local.getDayOfMonth(),
                        local.getHour(),
                        local.getMinute(),
                        local.getSecond(),
                        false)
                .toDate(zone)
                .toInstant();
    }
}
