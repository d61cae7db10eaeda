package io.ringback.privacy;

import io.ringback.calendar.Calendars;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.Brand;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.QuietHours;
import io.ringback.privacy.PersonFile.AllowedPerson;
import io.ringback.privacy.PersonFile.BlockedPerson;
import io.ringback.privacy.PersonFile.KnownPerson;
import io.ringback.privacy.PersonFile.OwnCalendar;
import io.ringback.privacy.PersonFile.OwnDevice;
import io.ringback.privacy.PersonFile.Stopped;
import io.ringback.privacy.PersonFile.Wishes;
import io.ringback.sealing.SealedAddresses;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what is kept about a person. */
@Service
public class PersonFiles {

    private final JdbcClient jdbc;
    private final Directory directory;
    private final AddressBooks contacts;
    private final Calendars calendars;
    private final OwnCases cases;
    private final SealedAddresses addresses;
    private final Clock clock;

    public PersonFiles(
            JdbcClient jdbc,
            Directory directory,
            AddressBooks contacts,
            Calendars calendars,
            OwnCases cases,
            SealedAddresses addresses,
            Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.contacts = contacts;
        this.calendars = calendars;
        this.cases = cases;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** All of it, as it stood at one instant; empty if there is no such person. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<PersonFile> read(UUID id) {
        return directory.find(id).map(this::file);
    }

    private PersonFile file(Person person) {
        return new PersonFile(
                clock.instant(),
                person.id(),
                person.name(),
                person.language().toLanguageTag(),
                person.timeZone().getId(),
                person.particulars().organisation().orElse(null),
                person.particulars().country().orElse(null),
                person.brand().map(Brand::word).orElse(null),
                person.particulars()
                        .deputy()
                        .flatMap(directory::find)
                        .map(Person::name)
                        .orElse(null),
                new Wishes(
                        person.preferences().alwaysNotifyForMe(),
                        person.preferences().alwaysTellMe(),
                        person.preferences().never(),
                        person.preferences().returnCallsTo().name(),
                        person.preferences().quietHours().map(QuietHours::text).orElse(null),
                        person.preferences().ends().alwaysNotifyForMe().orElse(null),
                        person.preferences().ends().alwaysTellMe().orElse(null),
                        person.preferences().seen().orElse(null)),
                person.devices().stream()
                        .map(device -> new OwnDevice(
                                device.medium(),
                                device.address().uri(),
                                device.label(),
                                device.textOnly(),
                                device.until().orElse(null)))
                        .toList(),
                contacts(person.id()),
                blocked(person.id()),
                allowed(person.id()),
                stopped(person),
                calendars
                        .of(person.id())
                        .map(kept -> new OwnCalendar(
                                kept.readAt(),
                                kept.times().until(),
                                kept.times().busy(),
                                kept.feed().map(URI::toString).orElse(null)))
                        .orElse(null),
                cases.of(person.id()));
    }

    private List<KnownPerson> contacts(UUID person) {
        return contacts.of(person).stream()
                .flatMap(contact ->
                        directory
                                .find(contact.personId())
                                .map(known -> new KnownPerson(known.name(), contact.vip()))
                                .stream())
                .toList();
    }

    private List<BlockedPerson> blocked(UUID person) {
        return jdbc.sql(
                        "select p.name, b.since, b.until from block b join person p on p.id = b.caller_id where b.callee_id = ?"
                                + " order by b.since")
                .param(person)
                .query((row, number) -> new BlockedPerson(
                        row.getString("name"),
                        row.getTimestamp("since").toInstant(),
                        Optional.ofNullable(row.getTimestamp("until"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }

    private List<AllowedPerson> allowed(UUID person) {
        return jdbc.sql("select o.name, a.since, a.until from standing_permission a join person o on o.id = a.other_id"
                        + " where a.person_id = ? order by a.since")
                .param(person)
                .query((row, number) -> new AllowedPerson(
                        row.getString("name"),
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .list();
    }

    private List<Stopped> stopped(Person person) {
        return person.devices().stream()
                .map(device -> device.address().uri())
                .distinct()
                .flatMap(address -> jdbc
                        .sql("select medium, since from opt_out where address_hash = ? order by since")
                        .param(addresses.hash(address))
                        .query((row, number) -> new Stopped(
                                address,
                                Optional.ofNullable(row.getString("medium"))
                                        .map(Medium::valueOf)
                                        .orElse(null),
                                row.getTimestamp("since").toInstant()))
                        .list()
                        .stream())
                .toList();
    }
}
