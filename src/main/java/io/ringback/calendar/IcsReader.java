package io.ringback.calendar;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.io.text.ICalReader;
import biweekly.property.RecurrenceRule;
import biweekly.property.TimezoneId;
import biweekly.util.Frequency;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what is written, and has a look at it before the library calculates with it: the definition of a time zone is a rule as any
 * other, and one that changes each second would be followed from the beginning of time. Known zones are taken as they are known.
 */
final class IcsReader extends ICalReader {

    /** A zone of the world has been changed about so often. */
    private static final int MOST_CHANGES = 200;

    private static final int MOST_ZONES = 20;

    IcsReader(String text) {
        super(text);
    }

    @Override
    protected ICalendar _readNext() throws IOException {
        ICalendar calendar = super._readNext();
        if (context.getVersion() == ICalVersion.V1_0) {
            throw CalendarRefused.unreadable();
        }
        if (calendar != null) {
            List<VTimezone> zones = calendar.getComponents(VTimezone.class);
            zones.stream().filter(IcsReader::isKnown).toList().forEach(calendar::removeComponent);
            List<VTimezone> own = calendar.getComponents(VTimezone.class);
            if (own.size() > MOST_ZONES) {
                throw CalendarRefused.tooMuch();
            }
            own.forEach(IcsReader::check);
        }
        return calendar;
    }

    private static boolean isKnown(VTimezone zone) {
        TimezoneId id = zone.getTimezoneId();
        return id != null && Zones.known(id.getValue()).isPresent();
    }

    private static void check(VTimezone zone) {
        List<Observance> changes = Stream.<Observance>concat(
                        zone.getComponents(StandardTime.class).stream(),
                        zone.getComponents(DaylightSavingsTime.class).stream())
                .toList();
        long dates = changes.stream()
                .flatMap(change -> change.getRecurrenceDates().stream())
                .mapToLong(some -> some.getDates().size())
                .sum();
        if (changes.size() + dates > MOST_CHANGES) {
            throw CalendarRefused.tooMuch();
        }
        boolean often = changes.stream()
                .flatMap(change -> change.getProperties(RecurrenceRule.class).stream())
                .anyMatch(rule -> rule.getValue() == null
                        || rule.getValue().getFrequency() != Frequency.YEARLY
                        || rule.getValue().getInterval() != null
                                && rule.getValue().getInterval() > 1
                        || Occurrences.timesOfDay(rule.getValue()) > 1);
        if (often) {
            throw CalendarRefused.tooOften();
        }
    }
}
