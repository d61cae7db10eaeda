package io.ringback.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.calendar.BusyTimes.Busy;
import io.ringback.directory.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anna is in Stockholm; she and Bob have quiet hours, and are busy at times in UTC. */
class TimeForAllTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @ParameterizedTest(name = "{0}: {7}")
    @CsvSource(
            nullValues = "-",
            value = {
                // what, now, Anna's quiet hours, Anna is busy, Bob's zone and quiet hours, Bob is busy, found
                "both are free, 2026-06-10T10:00, never, -, Europe/Stockholm, never, -, 2026-06-10T10:00",
                "at the next quarter, 2026-06-10T10:00:01, never, -, Europe/Stockholm, never, -, 2026-06-10T10:15",
                "Anna is busy, 2026-06-10T10:05, never, 10T10:10/10T10:40, Europe/Stockholm, never, -, 2026-06-10T10:45",
                "one after the other, 2026-06-10T10:05, never, 10T10:00/10T11:00, Europe/Stockholm, never, 10T11:00/10T12:00, 2026-06-10T12:00",
                "and again, 2026-06-10T10:05, never, 10T10:00/10T11:00 10T12:00/10T13:00, Europe/Stockholm, never, 10T11:00/10T12:00, 2026-06-10T13:00",
                "a moment between is too short, 2026-06-10T10:00, never, 10T10:05/10T11:00, Europe/Stockholm, never, -, 2026-06-10T11:00",
                "the last quarter before is enough, 2026-06-10T10:00, never, 10T10:15/10T11:00, Europe/Stockholm, never, -, 2026-06-10T10:00",
                "Anna sleeps, 2026-06-10T20:00, 22:00-07:00, -, Europe/Stockholm, never, -, 2026-06-11T05:00",
                "and is busy then, 2026-06-10T20:00, 22:00-07:00, 11T04:30/11T06:50, Europe/Stockholm, never, -, 2026-06-11T07:00",
                "Bob sleeps far away, 2026-06-10T06:00, 22:00-07:00, -, America/New_York, 22:00-07:00, -, 2026-06-10T11:00",
                "where a quarter is not ours, 2026-06-10T14:00, never, -, Asia/Kathmandu, 19:00-07:00, -, 2026-06-11T01:15",
                "neither sleeps when the other wakes, 2026-06-10T06:00, 07:00-19:00, -, Europe/Stockholm, 19:00-07:00, -, -",
                "busy all the time, 2026-06-10T06:00, never, 10T00:00/13T00:00, Europe/Stockholm, never, -, -",
                "not known any more, 2026-06-10T20:00, never, 10T20:00/13T00:00, Europe/Stockholm, never, -, -",
                // Clocks are set back at 01:00 UTC: 02:30 strikes twice, at 00:30 and 01:30.
                "quiet until an hour that strikes twice, 2026-10-24T22:00, 23:00-02:30, -, Europe/Stockholm, never, -, 2026-10-25T01:30",
                // They are set forward at 01:00 UTC, and 02:30 is left out.
                "quiet until an hour that is left out, 2026-03-28T22:00, 23:00-02:30, -, Europe/Stockholm, never, -, 2026-03-29T01:00"
            })
    void isFound(
            String what,
            String now,
            String quiet,
            String busy,
            String zone,
            String bobsQuiet,
            String bobsBusy,
            String found) {
        Instant earliest = at(now);
        Instant latest = earliest.plus(Duration.ofDays(2));
        String month = now.substring(0, 8);
        assertThat(TimeForAll.first(
                        earliest,
                        latest,
                        List.of(
                                hours(quiet, STOCKHOLM),
                                busy(month, busy, latest),
                                hours(bobsQuiet, ZoneId.of(zone)),
                                busy(month, bobsBusy, latest.plusSeconds(3600)))))
                .isEqualTo(Optional.ofNullable(found).map(TimeForAllTest::at));
    }

    private static CannotTalk hours(String text, ZoneId zone) {
        return moment -> QuietHours.parse(text).endAfter(moment, zone);
    }

    private static BusyTimes busy(String month, String written, Instant until) {
        List<Busy> busy = written == null
                ? List.of()
                : Arrays.stream(written.split(" "))
                        .map(one -> one.split("/"))
                        .map(ends -> new Busy(at(month + ends[0]), at(month + ends[1])))
                        .toList();
        return BusyTimes.of(busy, Instant.EPOCH, until.plusSeconds(3600));
    }

    private static Instant at(String written) {
        return LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
    }
}
