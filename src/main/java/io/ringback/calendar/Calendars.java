package io.ringback.calendar;

import io.ringback.directory.Person;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The calendars that people have given, one each: when they are busy, for the two weeks that follow. Gone with the person. Each method
 * is one statement, so that no connection waits while a calendar is read.
 */
@Component
@EnableConfigurationProperties(CalendarProperties.class)
public class Calendars implements SealedColumn.Owner {

    /** Farther off, nobody's calendar says much yet. */
    private static final Duration HORIZON = Duration.ofDays(14);

    private static final SealedColumn BUSY = new SealedColumn(
            "calendar.busy_sealed",
            """
            select person_id as row, busy_sealed as sealed from calendar
             where person_id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by person_id limit ?
            """,
            "update calendar set busy_sealed = ? where person_id = ?::uuid and busy_sealed = ?");

    private static final SealedColumn FEED = new SealedColumn(
            "calendar.feed_sealed",
            """
            select person_id as row, feed_sealed as sealed from calendar
             where feed_sealed is not null and person_id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')
             order by person_id limit ?
            """,
            "update calendar set feed_sealed = ? where person_id = ?::uuid and feed_sealed = ?");

    private final CalendarProperties settings;
    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Clock clock;

    public Calendars(CalendarProperties settings, JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(BUSY, FEED);
    }

    /** Whether people give calendars in this installation. */
    public boolean areKept() {
        return settings.enabled();
    }

    /**
     * Takes a calendar in the place of the one before.
     *
     * @return empty if there is no such person any more
     * @throws CalendarRefused if it cannot be read; then the one before stays
     */
    public Optional<KeptCalendar> give(Person person, byte[] calendar) {
        return give(person, calendar, Optional.empty());
    }

    /** The same of one that was read at {@code feed}, where it is to be read again. */
    Optional<KeptCalendar> give(Person person, byte[] calendar, Optional<URI> feed) {
        Instant now = clock.instant();
        BusyTimes times = read(calendar, person, now);
        int kept = jdbc.sql("""
                        insert into calendar (person_id, busy_sealed, read_at, until, feed_sealed, feed_due)
                        select id, :busy, :now, :until, :feed, :due from person where id = :person
                        on conflict (person_id) do update
                           set busy_sealed = excluded.busy_sealed, read_at = excluded.read_at, until = excluded.until,
                               feed_sealed = excluded.feed_sealed, feed_due = excluded.feed_due
                        """)
                .param("person", person.id())
                .param("busy", addresses.seal(BUSY, person.id(), times.text()))
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(times.until()))
                .param(
                        "feed",
                        feed.map(at -> addresses.seal(FEED, person.id(), at.toString()))
                                .orElse(null),
                        Types.BINARY)
                .param("due", feed.map(at -> nextRead(now)).orElse(null), Types.TIMESTAMP)
                .update();
        return kept == 0 ? Optional.empty() : Optional.of(new KeptCalendar(now, times, feed));
    }

    private BusyTimes read(byte[] calendar, Person person, Instant now) {
        if (calendar.length > settings.most().toBytes()) {
            throw CalendarRefused.tooLarge(settings.most().toBytes());
        }
        return IcsCalendar.read(
                new String(calendar, StandardCharsets.UTF_8), person.timeZone(), now, now.plus(HORIZON));
    }

    private Timestamp nextRead(Instant now) {
        return Timestamp.from(now.plus(settings.readFeedsEvery()));
    }

    /** A calendar that is to be read again where it is. */
    record Due(UUID personId, URI feed, byte[] sealed) {}

    /** The next ones that are due; to the nodes that ask later they are not, be they read or not. */
    List<Due> due(int most) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update calendar set feed_due = :next where person_id in (
                               select person_id from calendar where feed_due <= :now
                                order by feed_due limit :most for update skip locked)
                        returning person_id, feed_sealed
                        """)
                .param("next", nextRead(now))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, number) -> {
                    UUID person = row.getObject("person_id", UUID.class);
                    byte[] sealed = row.getBytes("feed_sealed");
                    return new Due(person, URI.create(addresses.open(FEED, person, sealed)), sealed);
                })
                .list();
    }

    /**
     * Takes what {@code due} says now. Nothing happens if it was taken back meanwhile, or another one given.
     *
     * @throws CalendarRefused if it cannot be read; then what it said before stays
     */
    void renew(Due due, Person person, byte[] calendar) {
        Instant now = clock.instant();
        BusyTimes times = read(calendar, person, now);
        jdbc.sql("update calendar set busy_sealed = ?, read_at = ?, until = ? where person_id = ? and feed_sealed = ?")
                .params(
                        addresses.seal(BUSY, person.id(), times.text()),
                        Timestamp.from(now),
                        Timestamp.from(times.until()),
                        person.id(),
                        due.sealed())
                .update();
    }

    /** Theirs, be it of use still or not. */
    public Optional<KeptCalendar> of(UUID person) {
        return jdbc.sql("select busy_sealed, read_at, until, feed_sealed from calendar where person_id = ?")
                .param(person)
                .query((row, number) -> new KeptCalendar(
                        row.getTimestamp("read_at").toInstant(),
                        BusyTimes.parse(
                                addresses.open(BUSY, person, row.getBytes("busy_sealed")),
                                row.getTimestamp("until").toInstant()),
                        Optional.ofNullable(row.getBytes("feed_sealed"))
                                .map(written -> URI.create(addresses.open(FEED, person, written)))))
                .optional();
    }

    /** When they cannot talk by it; empty if it says nothing of the time from now on. */
    public Optional<BusyTimes> inForce(UUID person) {
        return of(person).map(KeptCalendar::times).filter(times -> times.until().isAfter(clock.instant()));
    }

    /** @return whether there was one */
    public boolean takeBack(UUID person) {
        return jdbc.sql("delete from calendar where person_id = ?")
                        .param(person)
                        .update()
                > 0;
    }
}
