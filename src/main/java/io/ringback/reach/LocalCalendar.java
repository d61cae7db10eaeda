package io.ringback.reach;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.ringback.directory.Person;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What day and hour it is where a person is, and whether they have a public holiday. The holidays come with Jollyday, which
 * reads them from its own jar: nothing is fetched.
 */
@Component
public class LocalCalendar {

    private final String usual;
    private final Clock clock;

    /** @param usual the country of people who have none of their own, ISO 3166 */
    LocalCalendar(@Value("${ringback.country:SE}") String usual, Clock clock) {
        this.usual = usual;
        this.clock = clock;
    }

    /** Now, on the person's clock. */
    public ZonedDateTime now(Person person) {
        return clock.instant().atZone(person.timeZone());
    }

    /** When the person's day began: at midnight, or where a clock that is set forward leaves midnight out, just after. */
    public Instant startOfToday(Person person) {
        return now(person).toLocalDate().atStartOfDay(person.timeZone()).toInstant();
    }

    /**
     * Whether today, on the person's clock, is a public holiday in the person's country and region. A country without a
     * calendar has none; a region without one has those of the whole country.
     */
    public boolean isHoliday(Person person) {
        return isHoliday(
                now(person).toLocalDate(), person.particulars().country().orElse(usual));
    }

    /** The same of the day that it was at {@code then}. */
    public boolean wasHoliday(Person person, Instant then) {
        return isHoliday(
                then.atZone(person.timeZone()).toLocalDate(),
                person.particulars().country().orElse(usual));
    }

    private static boolean isHoliday(LocalDate day, String country) {
        String[] parts = country.split("-", 2);
        if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0])) {
            return false;
        }
        HolidayManager holidays =
                HolidayManager.getInstance(ManagerParameters.create(parts[0].toLowerCase(Locale.ROOT)));
        return parts.length == 1
                ? holidays.isHoliday(day, HolidayType.PUBLIC_HOLIDAY)
                : holidays.isHoliday(day, HolidayType.PUBLIC_HOLIDAY, parts[1].toLowerCase(Locale.ROOT));
    }
}
