package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.conversation.TimeRefused.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What replies say of when, in the languages of the reply words. */
class SpokenTimeTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            in 10 minutes | in PT10M
            In 10 min. | in PT10M
            in 10min | in PT10M
            10 minutes | in PT10M
            in ten minutes | in PT10M
            Yes, in 20 minutes please | in PT20M
            Call me in 5 minutes, thanks | in PT5M
            in a quarter of an hour | in PT15M
            in half an hour | in PT30M
            in an hour | in PT1H
            at 15.30 | at 15:30
            15:30 | at 15:30
            at 15 | at 15:00
            at 03:30 | at 03:30
            at 3 | at 03:00 15:00
            at 3.30 | at 03:30 15:30
            at 3 pm | at 15:00
            3pm | at 15:00
            3:30 p.m. | at 15:30
            at 12 am | at 00:00
            at three o'clock | at 03:00 15:00
            at half past three | at 03:30 15:30
            half past three in the afternoon | at 15:30
            quarter past 3 | at 03:15 15:15
            at a quarter to four | at 03:45 15:45
            quarter to 1 | at 00:45 12:45
            at 24 | at 00:00
            Om en kvart | in PT15M
            om 10 minuter | in PT10M
            Ring mig om tjugo minuter | in PT20M
            om en halvtimme, tack | in PT30M
            kl 15.30 | at 15:30
            kl. 15.30 | at 15:30
            kl.15.30 | at 15:30
            Klockan 15 | at 15:00
            halv fyra | at 03:30 15:30
            Kl halv 4 | at 03:30 15:30
            halv 16 | at 15:30
            halv ett | at 00:30 12:30
            halv fyra i eftermiddag | at 15:30
            kvart över tre | at 03:15 15:15
            kvart i fyra | at 03:45 15:45
            in 10 Minuten | in PT10M
            in einer Viertelstunde | in PT15M
            um 15:30 Uhr | at 15:30
            halb vier | at 03:30 15:30
            Viertel nach drei | at 03:15 15:15
            """)
    void isReadWhereItIsCertain(String line, String time) {
        assertThat(ReplyWords.time(line)).map(SpokenTime::toString).contains(time);
        assertThat(SpokenTime.parse(time)).hasToString(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "15",
                "1530",
                "15 30",
                "in 10",
                "in 0 minutes",
                "in minutes",
                "in 10 minutes?",
                "not in 10 minutes",
                "maybe in 10 minutes",
                "in 10 or 20 minutes",
                "in 10-15 minutes",
                "in 10 minutes or at 15.30",
                "in 10 minutes in the office",
                "I was there 10 minutes ago",
                "at 15.30 tomorrow",
                "at 25",
                "at 15.75",
                "at 15 pm",
                "in 10 minutes pm",
                "at 15:30:45",
                "12.15.30",
                "at 1.5",
                "half 3",
                "half past",
                "halv",
                "inte om en kvart",
                "om en kvart eller halv fyra",
                "kl 15.30 i morgon",
                "call me at",
                "in 1000 minutes",
                "in 99999999999999999999 minutes",
                "t15x30 t15x30",
                "in 10 minutes in 20 minutes"
            })
    void isNeverGuessed(String line) {
        assertThat(ReplyWords.time(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "stop", "ok at 15", "call me", "not now", "Stop texting me"})
    void leavesWhatIsUnderstoodWithoutItAsItIs(String line) {
        assertThat(ReplyWords.understand(line)).isNotEqualTo(ReplyWord.NONE);
        assertThat(ReplyWords.time(line)).isEmpty();
    }

    @Test
    void isTheNextOneWithinWhatMayBeNamed() {
        Instant afternoon = Instant.parse("2026-06-01T12:40:00Z"); // 14:40 in Stockholm
        assertThat(time("at 3").next(afternoon, STOCKHOLM, HOUR, Duration.ZERO)).isEqualTo("2026-06-01T13:00:00Z");
        assertThat(time("halv fyra").next(afternoon, STOCKHOLM, HOUR, Duration.ZERO))
                .isEqualTo("2026-06-01T13:30:00Z");
        assertThat(time("in 10 minutes").next(afternoon, STOCKHOLM, HOUR, Duration.ZERO))
                .isEqualTo("2026-06-01T12:50:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at 5", "at 14.40", "at 14.30", "half past four", "in 61 minutes"})
    void isRefusedWhereItIsNotSoon(String line) {
        Instant afternoon = Instant.parse("2026-06-01T12:40:00Z");
        assertThatThrownBy(() -> time(line).next(afternoon, STOCKHOLM, HOUR, Duration.ZERO))
                .isInstanceOfSatisfying(
                        TimeRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.NOT_SOON));
    }

    @Test
    void isStillTodayWhereTheCallerIsAskedAboutIt() {
        Instant afternoon = Instant.parse("2026-06-01T12:40:00Z"); // 14:40 in Stockholm
        Duration asked = Duration.ofDays(2);
        assertThat(time("at 5").next(afternoon, STOCKHOLM, HOUR, asked)).isEqualTo("2026-06-01T15:00:00Z");
        assertThat(time("in 180 minutes").next(afternoon, STOCKHOLM, HOUR, asked))
                .isEqualTo("2026-06-01T15:40:00Z");
        assertThatThrownBy(() -> time("at 14.30").next(afternoon, STOCKHOLM, HOUR, asked))
                .isInstanceOfSatisfying(
                        TimeRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.NOT_SOON));
    }

    @Test
    void isRefusedWhereItMayBeTwoTimes() {
        Instant morning = Instant.parse("2026-06-01T00:30:00Z");
        assertThatThrownBy(() -> time("at 3").next(morning, STOCKHOLM, Duration.ofDays(1), Duration.ZERO))
                .isInstanceOfSatisfying(
                        TimeRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.NOT_UNDERSTOOD));
    }

    @Test
    void isRefusedWhereTheClockNeverShowsIt() {
        Instant before = Instant.parse("2026-03-29T00:50:00Z"); // 01:50, ten minutes before it becomes 03:00
        assertThatThrownBy(() -> time("at 2.30").next(before, STOCKHOLM, HOUR, Duration.ZERO))
                .isInstanceOfSatisfying(
                        TimeRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.LEFT_OUT));
    }

    private static SpokenTime time(String line) {
        return ReplyWords.time(line).orElseThrow();
    }
}
