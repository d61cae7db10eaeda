package io.ringback.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a calendar, two weeks from Thursday the 22nd of October 2026. On Sunday, clocks in Stockholm are set back. */
class IcsCalendarTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Instant FROM = Instant.parse("2026-10-22T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(14));

    private static BusyTimes read(String... components) {
        return IcsCalendar.read(calendar(components), STOCKHOLM, FROM, UNTIL);
    }

    private static String calendar(String... components) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n" + String.join("", components)
                + "END:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20261001T000000Z\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VEVENT\r\n";
    }

    private static String busy(BusyTimes times) {
        return times.busy().stream()
                .map(one -> one.from() + " " + one.until())
                .collect(Collectors.joining(", "))
                .replace("2026-", "")
                .replace(":00Z", "");
    }

    static List<Arguments> events() {
        String outlook = "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\n"
                + "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
                + "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
                + "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
                + "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
        return List.of(
                Arguments.of(
                        "in UTC",
                        event("DTSTART:20261023T080000Z", "DTEND:20261023T090000Z"),
                        "10-23T08:00 10-23T09:00"),
                Arguments.of(
                        "with a length",
                        event("DTSTART:20261023T080000Z", "DURATION:PT90M"),
                        "10-23T08:00 10-23T09:30"),
                Arguments.of(
                        "in a zone of the world, by an id of somebody's",
                        event(
                                "DTSTART;TZID=/example.org/Tzfile/America/New_York:20261023T080000",
                                "DTEND;TZID=/example.org/Tzfile/America/New_York:20261023T090000"),
                        "10-23T12:00 10-23T13:00"),
                Arguments.of(
                        "in a zone that the calendar defines",
                        outlook
                                + event(
                                        "DTSTART;TZID=W. Europe Standard Time:20261026T080000",
                                        "DTEND;TZID=W. Europe Standard Time:20261026T090000"),
                        "10-26T07:00 10-26T08:00"),
                Arguments.of(
                        "on any clock: on the person's",
                        event("DTSTART:20261023T080000", "DTEND:20261023T090000"),
                        "10-23T06:00 10-23T07:00"),
                Arguments.of("a day, of 25 hours", event("DTSTART;VALUE=DATE:20261025"), "10-24T22:00 10-25T23:00"),
                Arguments.of(
                        "days",
                        event("DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261026"),
                        "10-23T22:00 10-25T23:00"),
                Arguments.of("only a moment", event("DTSTART:20261023T080000Z"), ""),
                Arguments.of(
                        "that ends before it begins", event("DTSTART:20261023T080000Z", "DTEND:20261023T070000Z"), ""),
                Arguments.of(
                        "free", event("DTSTART:20261023T080000Z", "DTEND:20261023T090000Z", "TRANSP:TRANSPARENT"), ""),
                Arguments.of(
                        "cancelled",
                        event("DTSTART:20261023T080000Z", "DTEND:20261023T090000Z", "STATUS:CANCELLED"),
                        ""),
                Arguments.of(
                        "tentative",
                        event("DTSTART:20261023T080000Z", "DTEND:20261023T090000Z", "STATUS:TENTATIVE"),
                        "10-23T08:00 10-23T09:00"),
                Arguments.of("over", event("DTSTART:20261021T080000Z", "DTEND:20261021T090000Z"), ""),
                Arguments.of("farther off", event("DTSTART:20261221T080000Z", "DTEND:20261221T090000Z"), ""),
                Arguments.of(
                        "under way",
                        event("DTSTART:20261020T080000Z", "DTEND:20261022T090000Z"),
                        "10-20T08:00 10-22T09:00"),
                Arguments.of(
                        "that comes back, at the same time on its clock",
                        event(
                                "DTSTART;TZID=Europe/Stockholm:20200104T080000",
                                "DTEND;TZID=Europe/Stockholm:20200104T090000",
                                "RRULE:FREQ=WEEKLY;BYDAY=SA,MO;UNTIL=20261031T070000Z"),
                        "10-24T06:00 10-24T07:00, 10-26T07:00 10-26T08:00, 10-31T07:00 10-31T08:00"),
                Arguments.of(
                        "that comes back, and is left out once, and moved once",
                        event(
                                        "DTSTART:20261022T080000Z",
                                        "DTEND:20261022T090000Z",
                                        "RRULE:FREQ=DAILY;COUNT=4",
                                        "EXDATE:20261023T080000Z")
                                + event(
                                        "RECURRENCE-ID:20261024T080000Z",
                                        "DTSTART:20261024T150000Z",
                                        "DTEND:20261024T160000Z"),
                        "10-22T08:00 10-22T09:00, 10-24T15:00 10-24T16:00, 10-25T08:00 10-25T09:00"),
                Arguments.of(
                        "one of those that come back is cancelled",
                        event("DTSTART:20261022T080000Z", "DTEND:20261022T090000Z", "RRULE:FREQ=DAILY;COUNT=2")
                                + event(
                                        "RECURRENCE-ID:20261022T080000Z",
                                        "DTSTART:20261022T080000Z",
                                        "DTEND:20261022T090000Z",
                                        "STATUS:CANCELLED"),
                        "10-23T08:00 10-23T09:00"),
                Arguments.of(
                        "a day of each year",
                        event("DTSTART;VALUE=DATE:16041101", "RRULE:FREQ=YEARLY"),
                        "10-31T23:00 11-01T23:00"),
                Arguments.of(
                        "that comes back on dates that are written out",
                        event(
                                "DTSTART;TZID=Europe/Stockholm:20261023T080000",
                                "DTEND;TZID=Europe/Stockholm:20261023T090000",
                                "RDATE;TZID=Europe/Stockholm:20261027T100000"),
                        "10-23T06:00 10-23T07:00, 10-27T09:00 10-27T10:00"),
                Arguments.of(
                        "long ones that overlap",
                        event("DTSTART:20261001T080000Z", "DURATION:P2D", "RRULE:FREQ=DAILY;UNTIL=20261021T080000Z"),
                        "10-20T08:00 10-23T08:00"),
                Arguments.of(
                        "times that are busy",
                        "BEGIN:VFREEBUSY\r\nUID:2@example.org\r\nFREEBUSY:20261023T080000Z/PT1H,20261023T110000Z/20261023T120000Z\r\n"
                                + "FREEBUSY;FBTYPE=FREE:20261023T150000Z/PT1H\r\n"
                                + "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261023T083000Z/PT1H\r\nEND:VFREEBUSY\r\n",
                        "10-23T08:00 10-23T09:30, 10-23T11:00 10-23T12:00"),
                Arguments.of(
                        "a task", "BEGIN:VTODO\r\nUID:3@example.org\r\nDUE:20261023T080000Z\r\nEND:VTODO\r\n", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void isBusyThen(String what, String components, String busy) {
        BusyTimes times = read(components);
        assertThat(busy(times)).isEqualTo(busy);
        assertThat(BusyTimes.parse(times.text(), UNTIL)).isEqualTo(times);
    }

    @Test
    void nothingElseOfItIsKept() {
        BusyTimes times = read(event(
                "DTSTART:20261023T080000Z",
                "DTEND:20261023T090000Z",
                "SUMMARY:Talk with Carl about the cancer",
                "LOCATION:Clinic",
                "ORGANIZER;CN=Carl:mailto:carl@example.org",
                "ATTENDEE;CN=Anna:mailto:anna@example.org"));
        assertThat(times.text()).matches("[0-9/ ]+");
        assertThat(times.toString()).doesNotContainIgnoringCase("carl").doesNotContain("Clinic", "mailto");
    }

    static List<Arguments> bombs() {
        String long1 = "DTSTART:00010101T000000Z\r\nDURATION:PT1S\r\n";
        return List.of(
                Arguments.of("each second", event(long1 + "RRULE:FREQ=SECONDLY")),
                Arguments.of("each minute", event(long1 + "RRULE:FREQ=MINUTELY")),
                Arguments.of("each hour", event(long1 + "RRULE:FREQ=HOURLY")),
                Arguments.of(
                        "each second of each day",
                        event(long1 + "RRULE:FREQ=DAILY;BYHOUR=" + numbers(24) + ";BYMINUTE=" + numbers(60)
                                + ";BYSECOND=" + numbers(60))),
                Arguments.of(
                        "a zone that changes each second",
                        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETFROM:+0100\r\n"
                                + "TZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                                + event("DTSTART;TZID=Mine:20261023T080000", "DURATION:PT1H")),
                Arguments.of(
                        "a zone that changes each day",
                        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:DAYLIGHT\r\nDTSTART:00010101T000000\r\nTZOFFSETFROM:+0100\r\n"
                                + "TZOFFSETTO:+0200\r\nRRULE:FREQ=DAILY;COUNT=2147483647\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
                                + event("DTSTART;TZID=Mine:20261023T080000", "DURATION:PT1H")),
                Arguments.of(
                        "very many rules",
                        event(IntStream.range(0, 1000)
                                .mapToObj(i -> "RRULE:FREQ=DAILY;COUNT=1000000000")
                                .collect(Collectors.joining(
                                        "\r\n", "DTSTART:20261023T080000Z\r\nDURATION:PT1H\r\n", "")))),
                Arguments.of("ages apart", event(long1 + "RRULE:FREQ=DAILY;INTERVAL=2147483647")),
                Arguments.of(
                        "very many dates",
                        event(
                                "DTSTART:20261023T080000Z",
                                "DURATION:PT1H",
                                "RDATE:" + "20261023T080000Z,".repeat(30_000) + "20261023T080000Z")),
                Arguments.of(
                        "very many events", event("DTSTART:20261023T080000Z").repeat(10_001)));
    }

    private static String numbers(int many) {
        return IntStream.range(0, many).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    @Timeout(20)
    void whatWouldTakeForeverIsRefusedWithAReason(String what, String components) {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> read(components))
                .withMessageMatching("has (more events|an event that comes back).*");
    }

    /** As far as one may go with what is not refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
                "RRULE:FREQ=DAILY;INTERVAL=1000",
                "RRULE:FREQ=WEEKLY;INTERVAL=1000;BYDAY=MO,TU,WE,TH,FR,SA,SU",
                "RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
                "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYSETPOS=300;COUNT=2147483647",
                "RRULE:FREQ=DAILY;COUNT=2147483647"
            })
    @Timeout(20)
    void whatNeverComesIsFollowedNoFurtherThanIsNeeded(String rule) {
        String one = event("DTSTART:00010101T000000Z", "DURATION:PT1S", rule);
        try {
            assertThat(read(one.repeat(400)).busy()).hasSizeLessThan(16);
        } catch (CalendarRefused tooMuch) {
            assertThat(tooMuch).hasMessageContaining("more");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
                "<html><title>Please log in</title></html>",
                "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nDTSTART:20261023T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                "\u0000\u0001\u0002"
            })
    void whatIsNoCalendarIsRefused(String text) {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> IcsCalendar.read(text, STOCKHOLM, FROM, UNTIL))
                .withMessageStartingWith("is not a calendar");
    }

    @Test
    void aTimeInAZoneThatNobodyDefinesIsRefusedAndNotTakenForAnother() {
        assertThatExceptionOfType(CalendarRefused.class)
                .isThrownBy(() -> read(event("DTSTART;TZID=Middle Earth:20261023T080000", "DURATION:PT1H")))
                .withMessageStartingWith("names a time zone");
    }
}
