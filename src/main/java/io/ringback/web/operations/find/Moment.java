package io.ringback.web.operations.find;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as operators write it, in UTC like all times of their pages: {@code 14:00}, which is the last 14 o'clock, {@code 2h} ago,
 * {@code 2026-12-01}, {@code 2026-12-01 14:00}. In a saved view, "the last hour" stays the last hour.
 *
 * @param text as it was written, and as it stands in a link
 */
public record Moment(String text) {

    private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,3})\\s*(m|min|h|d)");
    private static final Pattern OF_DAY = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])");

    /** What {@code text} says; empty if that is no time. */
    static Optional<Moment> of(String text) {
        Moment moment = new Moment(text.strip().toLowerCase(Locale.ROOT));
        try {
            moment.at(Instant.EPOCH);
            return Optional.of(moment);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When that is, or was, if it is {@code now}. */
    public Instant at(Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            int many = Integer.parseInt(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "h" -> Duration.ofHours(many);
                        case "d" -> Duration.ofDays(many);
                        default -> Duration.ofMinutes(many);
                    });
        }
        Matcher ofDay = OF_DAY.matcher(text);
        if (ofDay.matches()) {
            LocalTime time = LocalTime.of(Integer.parseInt(ofDay.group(1)), Integer.parseInt(ofDay.group(2)));
            Instant today = now.atZone(ZoneOffset.UTC).with(time).toInstant();
            return today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
        }
        return text.length() == "2026-12-01".length()
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : LocalDateTime.parse(text.replace(' ', 't').toUpperCase(Locale.ROOT))
                        .toInstant(ZoneOffset.UTC);
    }

    /** For a page. */
    String inWords() {
        Matcher ago = AGO.matcher(text);
        if (!ago.matches()) {
            return text.replace('t', ' ') + " UTC";
        }
        String unit =
                switch (ago.group(2)) {
                    case "h" -> "hour";
                    case "d" -> "day";
                    default -> "minute";
                };
        return ago.group(1) + " " + unit + (ago.group(1).equals("1") ? "" : "s") + " ago";
    }

    @Override
    public String toString() {
        return text;
    }
}
