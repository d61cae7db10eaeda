package io.ringback.calendar;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Whether people give calendars, and have a time found that suits two.
 *
 * @param enabled whether they do
 * @param most the largest calendar that is read
 * @param readFeedsEvery how long until a calendar is read again where it is
 * @param feedServers servers of one's own, by scheme, host and port; these may be at internal addresses
 * @param feedTimeout for all of one request
 */
@ConfigurationProperties("ringback.calendars")
public record CalendarProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("1MB") DataSize most,
        @DefaultValue("1h") Duration readFeedsEvery,
        @DefaultValue List<String> feedServers,
        @DefaultValue("20s") Duration feedTimeout) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(5);

    private static final Duration SHORTEST = Duration.ofMinutes(5);

    public CalendarProperties {
        feedServers = List.copyOf(feedServers);
        if (readFeedsEvery.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("ringback.calendars.read-feeds-every is " + readFeedsEvery
                    + ". Write 5m or longer: other people's servers are asked so often, for each calendar.");
        }
        if (feedTimeout.isNegative() || feedTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "ringback.calendars.feed-timeout has to be longer than nothing, such as 20s.");
        }
        if (most.toBytes() < 1 || most.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("ringback.calendars.most is " + most
                    + ". Write a size of up to 5MB: a calendar of two weeks has some kilobytes.");
        }
    }
}
