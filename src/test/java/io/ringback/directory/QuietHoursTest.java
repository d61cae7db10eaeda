package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @ParameterizedTest(name = "{0} at {1} -> {2}")
    @CsvSource(textBlock = """
            # hours,     now,                       end; none if not quiet
            22:00-07:00, 2026-01-15T21:59:59+01:00,
            22:00-07:00, 2026-01-15T22:00:00+01:00, 2026-01-16T07:00:00+01:00
            22:00-07:00, 2026-01-16T06:59:59+01:00, 2026-01-16T07:00:00+01:00
            22:00-07:00, 2026-01-16T07:00:00+01:00,
            12:00-13:30, 2026-01-16T12:15:00+01:00, 2026-01-16T13:30:00+01:00
            12:00-13:30, 2026-01-16T13:30:00+01:00,
            12:00-13:30, 2026-01-16T00:30:00+01:00,
            00:00-06:00, 2026-01-16T00:00:00+01:00, 2026-01-16T06:00:00+01:00
            18:00-00:00, 2026-01-16T23:59:00+01:00, 2026-01-17T00:00:00+01:00
            18:00-00:00, 2026-01-17T00:00:00+01:00,
            never,       2026-01-16T00:00:00+01:00,
            never,       2026-01-16T03:00:00+01:00,
            """)
    void theyBeginAndEndOnThePersonsOwnClock(String hours, OffsetDateTime now, OffsetDateTime end) {
        assertEnds(hours, now, end);
    }

    @ParameterizedTest(name = "{0} at {1} -> {2}")
    @CsvSource(textBlock = """
            # At 02:00 on 29 March 2026 clocks in Stockholm are set forward to 03:00.
            22:00-07:00, 2026-03-28T23:00:00+01:00, 2026-03-29T07:00:00+02:00
            22:00-02:30, 2026-03-29T01:59:00+01:00, 2026-03-29T03:00:00+02:00
            22:00-02:30, 2026-03-29T03:00:00+02:00,
            02:30-07:00, 2026-03-29T01:59:00+01:00,
            02:30-07:00, 2026-03-29T03:00:00+02:00, 2026-03-29T07:00:00+02:00
            02:10-02:50, 2026-03-29T01:59:00+01:00,
            02:10-02:50, 2026-03-29T03:00:00+02:00,
            """)
    void aClockSetForwardLeavesNobodyQuietTooLong(String hours, OffsetDateTime now, OffsetDateTime end) {
        assertEnds(hours, now, end);
    }

    @ParameterizedTest(name = "{0} at {1} -> {2}")
    @CsvSource(textBlock = """
            # At 03:00 on 25 October 2026 clocks in Stockholm are set back to 02:00.
            22:00-07:00, 2026-10-24T23:00:00+02:00, 2026-10-25T07:00:00+01:00
            22:00-02:30, 2026-10-25T02:15:00+02:00, 2026-10-25T02:30:00+01:00
            22:00-02:30, 2026-10-25T02:45:00+02:00, 2026-10-25T02:30:00+01:00
            22:00-02:30, 2026-10-25T02:15:00+01:00, 2026-10-25T02:30:00+01:00
            22:00-02:30, 2026-10-25T02:30:00+01:00,
            02:30-07:00, 2026-10-25T02:29:00+02:00,
            02:30-07:00, 2026-10-25T02:30:00+02:00, 2026-10-25T07:00:00+01:00
            02:30-07:00, 2026-10-25T02:10:00+01:00, 2026-10-25T07:00:00+01:00
            """)
    void anHourThatIsStruckTwiceIsQuietBothTimes(String hours, OffsetDateTime now, OffsetDateTime end) {
        assertEnds(hours, now, end);
    }

    private static void assertEnds(String hours, OffsetDateTime now, OffsetDateTime end) {
        QuietHours quiet = QuietHours.parse(hours);
        if (end == null) {
            assertThat(quiet.endAfter(now.toInstant(), STOCKHOLM)).isEmpty();
        } else {
            assertThat(quiet.endAfter(now.toInstant(), STOCKHOLM)).contains(end.toInstant());
        }
    }

    @Test
    void theSameMomentIsNightForOneAndDayForAnother() {
        QuietHours night = QuietHours.parse("22:00-07:00");
        Instant now = Instant.parse("2026-06-01T15:00:00Z");

        assertThat(night.endAfter(now, ZoneId.of("Asia/Tokyo"))).contains(Instant.parse("2026-06-01T22:00:00Z"));
        assertThat(night.endAfter(now, STOCKHOLM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22:00-07:00", "00:00-06:05", "never"})
    void theyAreWrittenAsTheyAreRead(String text) {
        assertThat(QuietHours.parse(text).text()).isEqualTo(text);
    }

    @Test
    void fromAsLateAsUntilMeansNever() {
        assertThat(new QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0))).isEqualTo(QuietHours.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22-7", "24:00-07:00", "22:00-07:60", "08:00-08:00", "22:00", "22:00-07:00 ", "Never"})
    void whatCannotBeMeantIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuietHours.parse(text))
                .withMessageContaining("22:00-07:00, or never");
    }
}
