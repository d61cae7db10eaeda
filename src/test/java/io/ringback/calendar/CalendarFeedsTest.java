package io.ringback.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ringback.PeopleAndCases;
import io.ringback.Spine;
import io.ringback.Spine.Setting;
import io.ringback.TestDatabase;
import io.ringback.calendar.BusyTimes.Busy;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Calendars that are read where they are, and again there. */
class CalendarFeedsTest {

    private static final Instant NOW = Instant.parse("2026-06-10T10:00:00Z");
    private static final Instant HOUR_LATER = Instant.parse("2026-06-10T11:00:00Z");
    private static final String SECRET = "https://calendar.example.org/private-8c2f/basic.ics";

    private final TestDatabase database = TestDatabase.fresh();
    private final Person anna = new PeopleAndCases(database).person("Anna");
    private final List<String> asked = new ArrayList<>();
    private final List<Spine> spines = new ArrayList<>();
    private String there = at(8);
    private final Node node = node(NOW);

    /** A node of this installation. */
    private record Node(Calendars calendars, CalendarFeeds feeds, Directory directory, Spine spine) {}

    private Node node(Instant now) {
        Spine spine = Spine.from(
                "calendar",
                database,
                Clock.fixed(now, ZoneOffset.UTC),
                new Setting("ringback.calendars.enabled", "true"));
        spines.add(spine);
        FeedReader reader = (feed, most) -> {
            asked.add(feed.toString());
            if (there.isEmpty()) {
                throw CalendarRefused.silent();
            }
            return there.getBytes(StandardCharsets.UTF_8);
        };
        Calendars calendars = spine.the(Calendars.class);
        Directory directory = spine.the(Directory.class);
        return new Node(
                calendars,
                new CalendarFeeds(
                        calendars,
                        directory,
                        new StaticListableBeanFactory(Map.of("reader", reader)).getBeanProvider(FeedReader.class),
                        spine.the(CalendarProperties.class)),
                directory,
                spine);
    }

    @AfterEach
    void close() {
        spines.forEach(Spine::close);
    }

    /** Busy for an hour on the day after. */
    private static String at(int hour) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20260611T%02d0000Z\r\nDTEND:20260611T%02d0000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
                .formatted(hour, hour + 1);
    }

    private void assertBusyAt(int hour) {
        Instant from = Instant.parse("2026-06-11T00:00:00Z").plusSeconds(3600L * hour);
        assertThat(node.calendars().of(anna.id()).orElseThrow().times().busy())
                .containsExactly(new Busy(from, from.plusSeconds(3600)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://calendar.example.org/a.ics,       https://calendar.example.org/a.ics
            webcal://calendar.example.org/a.ics,      https://calendar.example.org/a.ics
            ' WEBCAL://calendar.example.org:8443/a ', https://calendar.example.org:8443/a
            """)
    void itIsReadAtOnceAndItsAddressIsKept(String given, String read) {
        KeptCalendar kept = node.feeds().give(anna, given).orElseThrow();

        assertThat(asked).containsExactly(read);
        assertThat(kept.feed()).contains(URI.create(read));
        assertThat(node.calendars().of(anna.id())).contains(kept);
        assertBusyAt(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "calendar",
                "ftp://calendar.example.org/a.ics",
                "file:///etc/passwd",
                "https:///a.ics",
                "https://anna:secret@calendar.example.org/a.ics",
                "https://calendar.example.org/a.ics#there",
                "https://calendar example.org/a.ics",
                "jar:https://calendar.example.org/a.jar!/a.ics"
            })
    void whatIsNoAddressIsAskedNowhere(String given) {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> node.feeds().give(anna, given))
                .withMessageStartingWith("is no address of a calendar");
        assertThat(asked).isEmpty();
        assertThat(node.calendars().of(anna.id())).isEmpty();
    }

    @Test
    void whatCannotBeReadAtOnceChangesNothing() {
        node.feeds().give(anna, SECRET);
        there = "<html>";
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> node.feeds().give(anna, "https://other.example.org/"));
        there = "";
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> node.feeds().give(anna, "https://other.example.org/"));

        assertThat(node.calendars().of(anna.id()).orElseThrow().feed()).contains(URI.create(SECRET));
        assertBusyAt(8);
    }

    @Test
    void itIsReadAgainEachHourByOneNode() {
        node.feeds().give(anna, SECRET);
        there = at(9);
        node.feeds().readAgain();
        assertBusyAt(8);

        node(HOUR_LATER).feeds().readAgain();
        node(HOUR_LATER).feeds().readAgain();

        assertThat(asked).containsExactly(SECRET, SECRET);
        assertBusyAt(9);
    }

    @Test
    void whatDoesNotComeAnyMoreSaysWhatItSaidUntilThatRunsOut() {
        node.feeds().give(anna, SECRET);
        there = "";
        node(HOUR_LATER).feeds().readAgain();
        there = "<html>";
        node(HOUR_LATER.plusSeconds(3600)).feeds().readAgain();

        assertBusyAt(8);
        assertThat(asked).hasSize(3);
        assertThat(node(Instant.parse("2026-06-24T10:00:00Z")).calendars().inForce(anna.id()))
                .isEmpty();
    }

    @Test
    void itIsReadNoMoreOnceItIsTakenBackOrOneIsHandedOver() {
        node.feeds().give(anna, SECRET);
        node.calendars().give(anna, at(10).getBytes(StandardCharsets.UTF_8));
        node(HOUR_LATER).feeds().readAgain();
        assertThat(node.calendars().of(anna.id()).orElseThrow().feed()).isEmpty();
        assertBusyAt(10);

        node.feeds().give(anna, SECRET);
        node.calendars().takeBack(anna.id());
        node(HOUR_LATER).feeds().readAgain();

        assertThat(asked).hasSize(2);
        assertThat(node.calendars().of(anna.id())).isEmpty();
    }

    @Test
    void whatIsReadWhileAnotherOneIsGivenIsLeft() {
        node.feeds().give(anna, SECRET);
        Node later = node(HOUR_LATER);
        Calendars.Due due = later.calendars().due(10).get(0);
        node.calendars().give(anna, at(10).getBytes(StandardCharsets.UTF_8));

        later.calendars().renew(due, anna, at(9).getBytes(StandardCharsets.UTF_8));

        assertBusyAt(10);
    }

    @Test
    void theDatabaseHasNoAddressToRead() {
        node.feeds().give(anna, SECRET);
        assertThat(database.jdbc()
                        .sql("select calendar::text || encode(feed_sealed, 'escape') from calendar")
                        .query(String.class)
                        .single())
                .doesNotContain("calendar.example", "private-8c2f");
    }
}
