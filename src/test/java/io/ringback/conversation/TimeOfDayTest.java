package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.conversation.TimeRefused.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class TimeOfDayTest {

    private static final Instant AFTERNOON = Instant.parse("2026-11-23T14:10:20Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # now,                zone,               typed,        next
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:40,        2026-11-23T14:40:00Z
            2026-11-23T14:10:20Z, Europe/Stockholm,   15.40,        2026-11-23T14:40:00Z
            2026-11-23T14:10:20Z, Europe/Stockholm,   ' 15:40 ',    2026-11-23T14:40:00Z
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:40:00,     2026-11-23T14:40:00Z
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:40:00.000, 2026-11-23T14:40:00Z
            2026-11-23T14:10:20Z, Asia/Kathmandu,     20:00,        2026-11-23T14:15:00Z
            2026-11-23T14:10:20Z, America/New_York,   9:11,         2026-11-23T14:11:00Z
            # Midnight lies between, so it is tomorrow's.
            2026-11-23T22:55:00Z, Europe/Stockholm,   00:05,        2026-11-23T23:05:00Z
            # The clock is set back at three and strikes half past two twice: the first is over, or both are to come.
            2026-10-25T00:40:00Z, Europe/Stockholm,   02:45,        2026-10-25T00:45:00Z
            2026-10-25T00:50:00Z, Europe/Stockholm,   02:15,        2026-10-25T01:15:00Z
            # It is set forward at two; what it shows afterwards is there.
            2026-03-29T00:50:00Z, Europe/Stockholm,   03:10,        2026-03-29T01:10:00Z
            """)
    void aTimeOfDayIsTheNextOneOnTheReadersClock(Instant now, ZoneId zone, String typed, Instant next) {
        assertThat(TimeOfDay.next(typed, now, zone, Duration.ofMinutes(30))).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # now,                zone,               typed, why
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:10, NOT_SOON
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:09, NOT_SOON
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:41, NOT_SOON
            2026-11-23T14:10:20Z, Europe/Stockholm,   03:40, NOT_SOON
            2026-03-29T00:50:00Z, Europe/Stockholm,   02:10, LEFT_OUT
            # On the day after, that is not yet so, or not any more.
            2026-03-28T00:50:00Z, Europe/Stockholm,   02:30, NOT_SOON
            2026-03-29T12:00:00Z, Europe/Stockholm,   02:30, NOT_SOON
            2026-11-23T14:10:20Z, Europe/Stockholm,   24:00, NOT_UNDERSTOOD
            2026-11-23T14:10:20Z, Europe/Stockholm,   15:60, NOT_UNDERSTOOD
            2026-11-23T14:10:20Z, Europe/Stockholm,   3:4,   NOT_UNDERSTOOD
            """)
    void whatIsOverFarOffOrNeverIsRefused(Instant now, ZoneId zone, String typed, Why why) {
        assertRefused(typed, now, zone, why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "half four",
                "tomorrow",
                "15:40 tomorrow",
                "-1:30",
                "+15:40",
                "１５:４０",
                "15:40\r\nX: y",
                "<b>15:40</b>",
                "99999999999999999999:00",
                "P1D",
                "2026-11-23T15:40"
            })
    void whatIsNoTimeOfDayIsNotGuessed(String typed) {
        assertRefused(typed, AFTERNOON, ZoneId.of("Europe/Stockholm"), Why.NOT_UNDERSTOOD);
    }

    private static void assertRefused(String typed, Instant now, ZoneId zone, Why why) {
        assertThatThrownBy(() -> TimeOfDay.next(typed, now, zone, Duration.ofMinutes(30)))
                .isInstanceOfSatisfying(
                        TimeRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    @Test
    void settingsThatWouldRingACallerMuchLaterOrAtOnceAreRefused() {
        List<Duration> ten = List.of(Duration.ofMinutes(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later(Duration.ofMinutes(61), ten, Duration.ZERO))
                .withMessageContaining("ringback.call-later.within");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later(Duration.ofMinutes(-1), ten, Duration.ZERO))
                .withMessageContaining("ringback.call-later.within");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later(Duration.ofMinutes(30), List.of(Duration.ZERO), Duration.ZERO))
                .withMessageContaining("ringback.call-later.offered");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later(Duration.ZERO, ten, Duration.ofDays(2).plusMinutes(1)))
                .withMessageContaining("ringback.call-later.asked-within");
        assertThat(later(Duration.ZERO, ten, Duration.ZERO).on()).isFalse();
        assertThat(later(Duration.ZERO, ten, Duration.ofHours(2)).on()).isTrue();
    }

    private static LaterProperties later(Duration within, List<Duration> offered, Duration askedWithin) {
        return new LaterProperties(within, offered, askedWithin, List.of());
    }
}
