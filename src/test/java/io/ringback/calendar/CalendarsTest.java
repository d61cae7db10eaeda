package io.ringback.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ringback.PeopleAndCases;
import io.ringback.Spine;
import io.ringback.Spine.Setting;
import io.ringback.TestDatabase;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of a calendar, and for how long. */
class CalendarsTest {

    private static final Instant NOW = Instant.parse("2026-06-10T10:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final Person anna = new PeopleAndCases(database).person("Anna");
    private final Spine spine = spine(NOW);
    private final Calendars calendars = spine.the(Calendars.class);

    private Spine spine(Instant now) {
        return Spine.from(
                "calendar",
                database,
                Clock.fixed(now, ZoneOffset.UTC),
                new Setting("ringback.calendars.enabled", "true"),
                new Setting("ringback.calendars.most", "10KB"));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private static byte[] calendar(String start, String end) {
        return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:" + start + "\r\nDTEND:" + end
                        + "\r\nSUMMARY:Clinic\r\nATTENDEE;CN=Carl:mailto:carl@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tomorrow() {
        return calendar("20260611T080000Z", "20260611T090000Z");
    }

    private long rows() {
        return database.jdbc()
                .sql("select count(*) from calendar")
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsKeptIsWhenSomebodyIsBusyForTwoWeeks() {
        KeptCalendar given = calendars.give(anna, tomorrow()).orElseThrow();

        assertThat(calendars.of(anna.id())).contains(given);
        assertThat(calendars.inForce(anna.id())).contains(given.times());
        assertThat(given.times().busy())
                .containsExactly(new BusyTimes.Busy(
                        Instant.parse("2026-06-11T08:00:00Z"), Instant.parse("2026-06-11T09:00:00Z")));
        try (Spine later = spine(Instant.parse("2026-06-24T10:00:00Z"))) {
            assertThat(later.the(Calendars.class).inForce(anna.id())).isEmpty();
        }
    }

    @Test
    void theDatabaseHasNeitherTimesNorNamesToRead() {
        calendars.give(anna, tomorrow());
        String row = database.jdbc()
                .sql("select calendar::text || encode(busy_sealed, 'escape') from calendar")
                .query(String.class)
                .single();
        assertThat(row)
                .doesNotContain("Clinic", "Carl", "carl@", "2026-06-11")
                .doesNotContain(
                        String.valueOf(Instant.parse("2026-06-11T08:00:00Z").getEpochSecond()));
    }

    @Test
    void theNextOneTakesItsPlaceUnlessItIsRefused() {
        calendars.give(anna, tomorrow());
        KeptCalendar second = calendars
                .give(anna, calendar("20260612T080000Z", "20260612T090000Z"))
                .orElseThrow();

        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> calendars.give(anna, new byte[11_000]))
                .withMessageContaining("10240 bytes");
        assertThatExceptionOfType(CalendarRefused.class).isThrownBy(() -> calendars.give(anna, new byte[10]));

        assertThat(calendars.of(anna.id())).contains(second);
    }

    @Test
    void itIsTakenBackAndGoesWithThePerson() {
        calendars.give(anna, tomorrow());
        assertThat(calendars.takeBack(anna.id())).isTrue();
        assertThat(calendars.takeBack(anna.id())).isFalse();
        assertThat(rows()).isZero();

        calendars.give(anna, tomorrow());
        spine.inTransaction(() -> spine.the(Directory.class).delete(anna.id()));
        assertThat(rows()).isZero();
        assertThat(calendars.give(anna, tomorrow())).isEmpty();
    }

    @Test
    void itIsEncryptedAnewWithTheOtherSealedColumns() {
        calendars.give(anna, tomorrow());
        database.jdbc().sql("update calendar set feed_sealed = busy_sealed").update();
        assertThat(calendars.sealedColumns()).hasSize(2).allSatisfy(column -> {
            String row = database.jdbc()
                    .sql(column.read())
                    .params(null, 10)
                    .query((rows, number) -> rows.getString("row"))
                    .single();
            assertThat(row).isEqualTo(anna.id().toString());
        });
    }
}
