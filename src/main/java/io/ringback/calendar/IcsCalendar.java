package io.ringback.calendar;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.component.VFreeBusy;
import biweekly.io.TimezoneInfo;
import biweekly.parameter.FreeBusyType;
import biweekly.property.ExceptionDates;
import biweekly.property.FreeBusy;
import biweekly.property.ICalProperty;
import biweekly.property.RecurrenceDates;
import biweekly.property.RecurrenceRule;
import biweekly.util.ICalDate;
import biweekly.util.Period;
import io.ringback.calendar.BusyTimes.Busy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads when somebody is busy out of their calendar (RFC 5545): events that are not marked as free and not cancelled, each time that
 * they come back, and free-busy times.
 */
final class IcsCalendar {

    /** No time on a clock is farther from one in UTC. */
    private static final Duration FARTHEST_ZONE = Duration.ofDays(1);

    private static final int MOST_EVENTS = 10_000;

    private final ZoneId zone;
    private final Instant from;
    private final Instant until;
    private final Occurrences occurrences = new Occurrences();
    private final List<Busy> busy = new ArrayList<>();

    private IcsCalendar(ZoneId zone, Instant from, Instant until) {
        this.zone = zone;
        this.from = from;
        this.until = until;
    }

    /**
     * What it says of a stretch of time.
     *
     * @param zone of the person whose calendar it is
     * @throws CalendarRefused if it cannot be read
     */
    static BusyTimes read(String text, ZoneId zone, Instant from, Instant until) {
        IcsCalendar calendar = new IcsCalendar(zone, from, until);
        try {
            calendar.addAll(text);
        } catch (CalendarRefused refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            // Whatever a library meets in what anybody may have written.
            throw CalendarRefused.unreadable();
        }
        return BusyTimes.of(calendar.busy, from, until);
    }

    private void addAll(String text) throws IOException {
        boolean any = false;
        try (IcsReader reader = new IcsReader(text)) {
            for (ICalendar one = reader.readNext(); one != null; one = reader.readNext()) {
                any = true;
                add(one);
            }
        }
        if (!any) {
            throw CalendarRefused.unreadable();
        }
    }

    private void add(ICalendar calendar) {
        TimezoneInfo zones = calendar.getTimezoneInfo();
        if (calendar.getEvents().size() > MOST_EVENTS) {
            throw CalendarRefused.tooMuch();
        }
        Map<String, Set<Instant>> moved = new HashMap<>();
        for (VEvent event : calendar.getEvents()) {
            if (event.getRecurrenceId() != null && event.getRecurrenceId().getValue() != null) {
                moved.computeIfAbsent(uid(event), key -> new HashSet<>())
                        .add(WrittenTime.of(event.getRecurrenceId().getValue(), event.getRecurrenceId(), zones, zone)
                                .instant());
            }
        }
        for (VEvent event : calendar.getEvents()) {
            boolean one = event.getRecurrenceId() != null;
            add(event, zones, one ? Set.of() : moved.getOrDefault(uid(event), Set.of()));
        }
        for (VFreeBusy some : calendar.getFreeBusies()) {
            some.getFreeBusy().forEach(stretches -> add(stretches, zones));
        }
    }

    private static String uid(VEvent event) {
        return event.getUid() == null ? "" : event.getUid().getValue();
    }

    /** @param moved when those of its times were that are events of their own */
    private void add(VEvent event, TimezoneInfo zones, Set<Instant> moved) {
        boolean free =
                event.getTransparency() != null && event.getTransparency().isTransparent()
                        || event.getStatus() != null && event.getStatus().isCancelled();
        if (free || event.getDateStart() == null || event.getDateStart().getValue() == null) {
            return;
        }
        WrittenTime start = WrittenTime.of(event.getDateStart().getValue(), event.getDateStart(), zones, zone);
        Duration length = length(event, start, zones);
        if (length.isNegative() || length.isZero()) {
            return;
        }
        Set<LocalDateTime> begins = begins(event, start, length, zones);
        Set<Instant> left = new HashSet<>(moved);
        Set<LocalDateTime> leftDays = new HashSet<>();
        for (ExceptionDates dates : event.getExceptionDates()) {
            for (ICalDate date : dates.getValues()) {
                WrittenTime out = WrittenTime.of(date, dates, zones, zone);
                if (out.day()) {
                    leftDays.add(out.local());
                } else {
                    left.add(out.instant());
                }
            }
        }
        for (LocalDateTime local : begins) {
            Instant at = start.clock().apply(local);
            if (!left.contains(at) && !leftDays.contains(local.toLocalDate().atStartOfDay())) {
                add(at, start.day() ? start.clock().apply(local.plus(length)) : at.plus(length));
            }
        }
    }

    /** Of whole days it is what clocks show, be they set or not. */
    private Duration length(VEvent event, WrittenTime start, TimezoneInfo zones) {
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            WrittenTime end = WrittenTime.of(event.getDateEnd().getValue(), event.getDateEnd(), zones, zone);
            return start.day()
                    ? Duration.between(start.local(), end.local())
                    : Duration.between(start.instant(), end.instant());
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null) {
            return Duration.ofMillis(event.getDuration().getValue().toMillis());
        }
        return start.day() ? Duration.ofDays(1) : Duration.ZERO;
    }

    private Set<LocalDateTime> begins(VEvent event, WrittenTime start, Duration length, TimezoneInfo zones) {
        LocalDateTime first = LocalDateTime.ofInstant(from, zone).minus(length).minus(FARTHEST_ZONE);
        LocalDateTime last = LocalDateTime.ofInstant(until, zone).plus(FARTHEST_ZONE);
        Set<LocalDateTime> begins = new TreeSet<>();
        begins.add(start.local());
        occurrences.count();
        for (RecurrenceRule property : event.getProperties(RecurrenceRule.class)) {
            if (property.getValue() == null) {
                throw CalendarRefused.unreadable();
            }
            ICalDate written = property.getValue().getUntil();
            WrittenTime end = written == null ? null : WrittenTime.of(written, property, zones, zone);
            occurrences.each(property.getValue(), start.local(), first, last, local -> {
                if (end == null || !isAfter(local, start, end)) {
                    begins.add(local);
                }
            });
        }
        for (RecurrenceDates dates : event.getRecurrenceDates()) {
            for (ICalDate date : dates.getDates()) {
                occurrences.count();
                WrittenTime more = WrittenTime.of(date, dates, zones, zone);
                begins.add(more.day() ? more.local().with(start.local().toLocalTime()) : localOf(more, start));
            }
            dates.getPeriods().forEach(period -> add(period, dates, zones));
        }
        return begins;
    }

    /** On the clock of the event. */
    private LocalDateTime localOf(WrittenTime more, WrittenTime start) {
        Duration apart = Duration.between(start.clock().apply(more.local()), more.instant());
        return more.local().plus(apart);
    }

    private static boolean isAfter(LocalDateTime local, WrittenTime start, WrittenTime end) {
        return end.day()
                ? local.toLocalDate().isAfter(end.local().toLocalDate())
                : start.clock().apply(local).isAfter(end.instant());
    }

    private void add(FreeBusy stretches, TimezoneInfo zones) {
        if (stretches.getType() != FreeBusyType.FREE) {
            stretches.getValues().forEach(period -> add(period, stretches, zones));
        }
    }

    private void add(Period period, ICalProperty property, TimezoneInfo zones) {
        occurrences.count();
        Instant start =
                WrittenTime.of(period.getStartDate(), property, zones, zone).instant();
        add(
                start,
                period.getEndDate() == null
                        ? start.plusMillis(period.getDuration().toMillis())
                        : WrittenTime.of(period.getEndDate(), property, zones, zone)
                                .instant());
    }

    private void add(Instant start, Instant end) {
        if (start.isBefore(end) && start.isBefore(until) && end.isAfter(from)) {
            busy.add(new Busy(start, end));
        }
    }
}
