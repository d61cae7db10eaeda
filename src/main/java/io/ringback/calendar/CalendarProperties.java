package io.ringback.calendar;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Whether people give calendars, and have a time found that suits two.
 *
 * @param enabled whether they do
 * @param most the largest calendar that is read
 */
@ConfigurationProperties("ringback.calendars")
public record CalendarProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("1MB") DataSize most) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(5);

    public CalendarProperties {
        if (most.toBytes() < 1 || most.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("ringback.calendars.most is " + most
                    + ". Write a size of up to 5MB: a calendar of two weeks has some kilobytes.");
        }
    }
}
