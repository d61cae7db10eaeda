package io.ringback.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server asks to be left alone, by whatever protocol: seconds or a date (HTTP: RFC 9110 10.2.3), seconds with a
 * comment or parameters (SIP: RFC 3261 20.33), and seconds with a fraction, as some gateways write them.
 *
 * <p>It gets a second at least and an hour at most, from all media alike. The quotas of providers are
 * counted by the second, the minute or the hour, so whoever asks for an hour may mean it, and who does not wait is shut out
 * for longer. More than that is a slip, or a clock that is wrong, and must not keep a message until it is of no use; a server
 * that means more says so again after the hour.
 */
public final class RetryAfter {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*(?:\\(.*\\))?\\s*(?:;.*)?");

    /** RFC 9110 5.6.7: the format of today, and the two of old that must be understood. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param header its value, or nothing
     * @param now from when a date is counted
     * @return a second to an hour; empty if the header says neither seconds nor a date
     */
    public static Optional<Duration> read(String header, Instant now) {
        String value = header.strip();
        Matcher seconds = SECONDS.matcher(value);
        if (seconds.matches()) {
            return Optional.of(within(Duration.ofSeconds((long) Math.ceil(Double.parseDouble(seconds.group(1))))));
        }
        return DATES.stream()
                .flatMap(format -> date(value, format).stream())
                .findFirst()
                .map(date -> within(Duration.between(now, date)));
    }

    private static Optional<Instant> date(String value, DateTimeFormatter format) {
        try {
            return Optional.of(ZonedDateTime.parse(value, format).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration within(Duration wait) {
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
