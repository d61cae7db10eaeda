package io.ringback.directory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a person does not want to be disturbed, every day on their own clock. The hours may span midnight. Two equal times
 * mean that there are none; all such are {@link #NEVER}.
 *
 * @param from the first quiet minute
 * @param until the first minute that is not quiet any more
 */
public record QuietHours(LocalTime from, LocalTime until) {

    /** No quiet hours at all. */
    public static final QuietHours NEVER = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private static final String NEVER_WRITTEN = "never";
    private static final Pattern WRITTEN = Pattern.compile("([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])");

    public QuietHours {
        if (from.equals(until)) {
            from = LocalTime.MIDNIGHT;
            until = LocalTime.MIDNIGHT;
        }
    }

    /**
     * Reads quiet hours as {@link #text()} writes them.
     *
     * @throws IllegalArgumentException if these are none; fit to show to the sender
     */
    public static QuietHours parse(String text) {
        if (text.equals(NEVER_WRITTEN)) {
            return NEVER;
        }
        Matcher written = WRITTEN.matcher(text);
        try {
            if (written.matches() && !written.group(1).equals(written.group(2))) {
                return new QuietHours(LocalTime.parse(written.group(1)), LocalTime.parse(written.group(2)));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(mend(), e);
        }
        throw new IllegalArgumentException(mend());
    }

    private static String mend() {
        return "must be from and until on a 24-hour clock, such as 22:00-07:00, or never";
    }

    /** {@code 22:00-07:00}, or {@code never}. */
    public String text() {
        return equals(NEVER) ? NEVER_WRITTEN : from + "-" + until;
    }

    /**
     * When the quiet hours end in which {@code now} lies; empty if it lies in none.
     *
     * <p>An hour that a clock set back strikes twice is quiet both times if it is once: they begin at the earlier and end
     * at the later. A time that a clock set forward leaves out is the moment at which it is set.
     */
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return Stream.of(today.minusDays(1), today)
                .filter(day -> !beginning(day, zone).isAfter(now))
                .map(day -> end(day, zone))
                .filter(now::isBefore)
                .findFirst();
    }

    private Instant beginning(LocalDate day, ZoneId zone) {
        return instants(day.atTime(from), zone).get(0);
    }

    private Instant end(LocalDate day, ZoneId zone) {
        LocalDate last = from.isBefore(until) || equals(NEVER) ? day : day.plusDays(1);
        List<Instant> struck = instants(last.atTime(until), zone);
        return struck.get(struck.size() - 1);
    }

    /** When the clock strikes this: once, twice, or if left out, when it is set forward. */
    private static List<Instant> instants(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? List.of(change.getInstant())
                : zone.getRules().getValidOffsets(time).stream()
                        .map(time::toInstant)
                        .sorted()
                        .toList();
    }
}
