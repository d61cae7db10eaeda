package io.ringback.calendar;

import io.ringback.directory.Person;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The calendars that people have given, one each: when they are busy, for the two weeks that follow. Gone with the person. */
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
        return Stream.of(BUSY);
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
    @Transactional
    public Optional<KeptCalendar> give(Person person, byte[] calendar) {
        if (calendar.length > settings.most().toBytes()) {
            throw CalendarRefused.tooLarge(settings.most().toBytes());
        }
        Instant now = clock.instant();
        Instant until = now.plus(HORIZON);
        BusyTimes times =
                IcsCalendar.read(new String(calendar, StandardCharsets.UTF_8), person.timeZone(), now, until);
        int kept = jdbc.sql("""
                        insert into calendar (person_id, busy_sealed, read_at, until)
                        select id, :busy, :now, :until from person where id = :person
                        on conflict (person_id) do update
                           set busy_sealed = excluded.busy_sealed, read_at = excluded.read_at, until = excluded.until
                        """)
                .param("person", person.id())
                .param("busy", addresses.seal(BUSY, person.id(), times.text()))
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .update();
        return kept == 0 ? Optional.empty() : Optional.of(new KeptCalendar(now, times));
    }

    /** Theirs, be it of use still or not. */
    public Optional<KeptCalendar> of(UUID person) {
        return jdbc.sql("select busy_sealed, read_at, until from calendar where person_id = ?")
                .param(person)
                .query((row, number) -> new KeptCalendar(
                        row.getTimestamp("read_at").toInstant(),
                        BusyTimes.parse(
                                addresses.open(BUSY, person, row.getBytes("busy_sealed")),
                                row.getTimestamp("until").toInstant())))
                .optional();
    }

    /** When they cannot talk by it; empty if it says nothing of the time from now on. */
    public Optional<BusyTimes> inForce(UUID person) {
        return of(person).map(KeptCalendar::times).filter(times -> times.until().isAfter(clock.instant()));
    }

    /** @return whether there was one */
    @Transactional
    public boolean takeBack(UUID person) {
        return jdbc.sql("delete from calendar where person_id = ?").param(person).update() > 0;
    }
}
