package io.ringback.calendar;

import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;

/**
 * When an event that comes back begins, on the clock that it is written for. How much is calculated is bounded for a whole calendar, as
 * anybody may have written it.
 */
final class Occurrences {

    private static final Set<Frequency> OFTEN = EnumSet.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY);
    private static final int MOST_TIMES_OF_DAY = 24;
    private static final int MOST_RULES = 500;
    private static final int MOST = 20_000;
    private static final int LIFETIME = 90;
    /** The library counts the days one by one. */
    private static final int MOST_APART = 1000;

    private int rules;
    private int found;

    /**
     * Those of one rule.
     *
     * @param first when the first one begins
     * @param from none before it is needed
     * @param until nor any after it
     * @throws CalendarRefused if it asks for more than is calculated
     */
    void each(
            Recurrence rule,
            LocalDateTime first,
            LocalDateTime from,
            LocalDateTime until,
            Consumer<LocalDateTime> begins) {
        rules++;
        if (OFTEN.contains(rule.getFrequency()) || timesOfDay(rule) > MOST_TIMES_OF_DAY) {
            throw CalendarRefused.tooOften();
        }
        if (rules > MOST_RULES || rule.getInterval() != null && rule.getInterval() > MOST_APART) {
            throw CalendarRefused.tooMuch();
        }
        // On a clock that is never set, so that what is found is the time on the event's own clock.
        DateIterator dates = new Recurrence.Builder(rule)
                .until((ICalDate) null)
                .build()
                .getDateIterator(new ICalDate(date(first), true), TimeZone.getTimeZone(ZoneOffset.UTC));
        // The library gives up where nothing comes for a hundred years, and takes those that it passes over for that.
        if (from.isAfter(first) && from.getYear() - first.getYear() < LIFETIME) {
            dates.advanceTo(date(from));
        }
        while (dates.hasNext()) {
            LocalDateTime next = LocalDateTime.ofInstant(dates.next().toInstant(), ZoneOffset.UTC);
            if (next.isAfter(until)) {
                return;
            }
            count();
            if (!next.isBefore(from)) {
                begins.accept(next);
            }
        }
    }

    /** One that is written out. */
    void count() {
        found++;
        if (found > MOST) {
            throw CalendarRefused.tooMuch();
        }
    }

    static long timesOfDay(Recurrence rule) {
        return (long) Math.max(1, rule.getByHour().size())
                * Math.max(1, rule.getByMinute().size())
                * Math.max(1, rule.getBySecond().size());
    }

    private static Date date(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return Date.from(instant);
    }
}
