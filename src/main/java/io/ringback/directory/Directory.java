package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people Ringback knows, and by which addresses (the patent's mapping means, claims 7 and 12). A device's medium and
 * address belong to one person only; the database decides when two claim them at once.
 */
@Service
public class Directory implements SealedColumn.Owner {

    /** Naming every medium lets the index on (medium, address) answer "with any medium". */
    private static final String[] ALL_MEDIA =
            Stream.of(Medium.values()).map(Medium::name).toArray(String[]::new);

    private static final String SAID_BY_FOUND = PersonRows.saidBy(
            "(select person_id from found where role = 'caller')",
            "(select person_id from found where role = 'callee')");

    private static final String SAID_BY_IDS = PersonRows.saidBy("cast(:caller as uuid)", "cast(:callee as uuid)");

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final PersonRows rows;
    private final Clock clock;
    private final Supplier<Stream<NewAddresses>> listeners;

    @Autowired
    Directory(JdbcClient jdbc, SealedAddresses addresses, Clock clock, ObjectProvider<NewAddresses> listeners) {
        this(jdbc, addresses, clock, listeners::stream);
    }

    /** A directory whose new addresses nobody asks after. */
    public Directory(JdbcClient jdbc, SealedAddresses addresses, Clock clock) {
        this(jdbc, addresses, clock, Stream::empty);
    }

    private Directory(
            JdbcClient jdbc, SealedAddresses addresses, Clock clock, Supplier<Stream<NewAddresses>> listeners) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.rows = new PersonRows(addresses);
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(SealedDevice.COLUMN);
    }

    /** The person with this id. */
    public Optional<Person> find(UUID id) {
        return one(jdbc.sql(PersonRows.SELECT + """
                        from person p left join device d on d.person_id = p.id
                        where p.id = :id order by d.position
                        """).param("id", id).query(rows::people));
    }

    /**
     * The person with this id, whom nobody else can change before the surrounding transaction ends.
     */
    @Transactional
    public Optional<Person> findForUpdate(UUID id) {
        boolean known = jdbc.sql("select id from person where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .isPresent();
        return known ? find(id) : Optional.empty();
    }

    /** The person who has this address as a device of this medium. */
    public Optional<Person> findByAddress(Medium medium, Address address) {
        return one(jdbc.sql("""
                        with found as (
                            select d.person_id
                            from unnest(:spellings::bytea[]) with ordinality as wanted (hash, rank)
                            join device d on d.medium = :medium and d.address_hash = wanted.hash
                            order by wanted.rank
                            limit 1)
                        """ + PersonRows.SELECT + """
                        from found f join person p on p.id = f.person_id left join device d on d.person_id = p.id
                        order by d.position
                        """)
                .param("spellings", addresses.hashes(address.spelledUris()))
                .param("medium", medium.name())
                .query(rows::people));
    }

    /**
     * Both people of a failed call, in one query. Each is found by a device of the failed medium with the address, or
     * else by a device of any medium with it: a mobile listed for SMS alone is still its owner's when it calls.
     *
     * @param medium through which the call failed
     * @param caller as the switch wrote it; a number may come as {@code tel:} or as {@code sip:+number@host}
     * @param callee likewise
     */
    public Pair lookUp(Medium medium, Address caller, Address callee) {
        return jdbc.sql("""
                        with wanted as (
                            select 'caller' as role, hash, rank
                            from unnest(:caller::bytea[]) with ordinality as a (hash, rank)
                            union all
                            select 'callee', hash, rank
                            from unnest(:callee::bytea[]) with ordinality as b (hash, rank)),
                        found as (
                            select distinct on (w.role) w.role, d.person_id
                            from wanted w
                            join device d on d.medium = any (:media::text[]) and d.address_hash = w.hash
                            order by w.role, (d.medium = :medium) desc, w.rank, d.medium)
                        """ + PersonRows.SELECT + ", f.role," + SAID_BY_FOUND + """
                        from found f join person p on p.id = f.person_id left join device d on d.person_id = p.id
                        order by f.role, d.position
                        """)
                .param("caller", addresses.hashes(caller.spelledUris()))
                .param("callee", addresses.hashes(callee.spelledUris()))
                .param("media", ALL_MEDIA)
                .param("medium", medium.name())
                .query(rows::pair);
    }

    /** The same of two people who were found before, as they are now; null for one whom we do not know. */
    public Pair lookUp(UUID callerId, UUID calleeId) {
        Pair.Said said = jdbc.sql("select " + SAID_BY_IDS)
                .param("caller", callerId)
                .param("callee", calleeId)
                .query(PersonRows::said)
                .single();
        return new Pair(
                Optional.ofNullable(callerId).flatMap(this::find),
                Optional.ofNullable(calleeId).flatMap(this::find),
                said);
    }

    /**
     * A page of people by name.
     *
     * @param name part of the name, in capitals or not; empty for everybody
     * @param page counted from 0
     * @param size the most people on a page
     */
    public PeoplePage list(String name, int page, int size) {
        String pattern = "%" + name.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        long total = jdbc.sql("select count(*) from person where name ilike :pattern")
                .param("pattern", pattern)
                .query(Long.class)
                .single();
        List<Person> people = jdbc.sql("""
                        with p as (
                            select * from person where name ilike :pattern
                            order by lower(name), id limit :size offset :offset)
                        """ + PersonRows.SELECT + """
                        from p left join device d on d.person_id = p.id
                        order by lower(p.name), p.id, d.position
                        """)
                .param("pattern", pattern)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(rows::people);
        return new PeoplePage(people, page, size, total);
    }

    /**
     * Adds the person, or replaces all that was known of them: name, preferences, devices and particulars. Blocks and
     * contacts stay. A deputy who is in the directory no more is left out.
     *
     * @return whether the person is new
     * @throws AddressTakenException if someone else has one of the addresses; nothing is stored then
     */
    @Transactional
    public boolean save(Person person) {
        Saved saved = saveAll(List.of(person));
        if (!saved.taken().isEmpty()) {
            throw new AddressTakenException(saved.taken().get(0));
        }
        return saved.added() == 1;
    }

    /**
     * What came of saving several people.
     *
     * @param added people who are new
     * @param taken devices that were not stored, because someone else has the address
     */
    public record Saved(int added, List<Device> taken) {

        public Saved {
            taken = List.copyOf(taken);
        }
    }

    /**
     * Saves people as {@link #save}, who may also swap addresses among themselves. Unlike there, devices whose address is
     * taken are reported together: a caller who wants all or nothing rolls its transaction back.
     */
    @Transactional
    public Saved saveAll(List<Person> people) {
        // People first, in one order for everybody: that locks them against whoever else saves them just now.
        int added = people.stream()
                .sorted(Comparator.comparing(Person::id))
                .mapToInt(person -> addOrReplace(person) ? 1 : 0)
                .sum();
        people.forEach(person -> person.particulars().deputy().ifPresent(deputy -> name(person.id(), deputy)));
        jdbc.sql("delete from device where person_id = any (:ids::uuid[])")
                .param(
                        "ids",
                        people.stream().map(person -> person.id().toString()).toArray(String[]::new))
                .update();
        List<Device> taken = new ArrayList<>();
        for (Person person : people) {
            for (int i = 0; i < person.devices().size(); i++) {
                if (!add(person.id(), person.devices().get(i), i)) {
                    taken.add(person.devices().get(i));
                }
            }
        }
        listeners.get().forEach(listener -> listener.saved(people));
        return new Saved(added, taken);
    }

    private boolean addOrReplace(Person person) {
        return jdbc.sql("""
                        insert into person (id, name, language, time_zone, always_notify_for_me, always_tell_me, never,
                            return_calls_to, quiet_from, quiet_until, organisation, country, brand,
                            always_notify_until, always_tell_until, seen)
                        values (:id, :name, :language, :timeZone, :alwaysNotifyForMe, :alwaysTellMe, :never,
                            :returnCallsTo, :quietFrom, :quietUntil, :organisation, :country, :brand,
                            :notifyUntil, :tellUntil, :seen)
                        on conflict (id) do update set
                            name = excluded.name, language = excluded.language, time_zone = excluded.time_zone,
                            always_notify_for_me = excluded.always_notify_for_me,
                            always_tell_me = excluded.always_tell_me, never = excluded.never,
                            return_calls_to = excluded.return_calls_to,
                            quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                            organisation = excluded.organisation, country = excluded.country, deputy_id = null,
                            brand = excluded.brand,
                            always_notify_until = excluded.always_notify_until,
                            always_tell_until = excluded.always_tell_until, seen = excluded.seen
                        returning xmax = 0
                        """)
                .param("id", person.id())
                .param("name", person.name())
                .param("language", person.language().toLanguageTag())
                .param("timeZone", person.timeZone().getId())
                .param("alwaysNotifyForMe", person.preferences().alwaysNotifyForMe())
                .param("alwaysTellMe", person.preferences().alwaysTellMe())
                .param("never", person.preferences().never())
                .param("returnCallsTo", person.preferences().returnCallsTo().name())
                .param("quietFrom", quiet(person.preferences(), QuietHours::from), Types.TIME)
                .param("quietUntil", quiet(person.preferences(), QuietHours::until), Types.TIME)
                .param("organisation", person.particulars().organisation().orElse(null))
                .param("country", person.particulars().country().orElse(null))
                .param("brand", person.brand().map(Brand::word).orElse(null), Types.VARCHAR)
                .param(
                        "notifyUntil",
                        at(person.preferences().ends().alwaysNotifyForMe()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("tellUntil", at(person.preferences().ends().alwaysTellMe()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("seen", person.preferences().seen().orElse(null), Types.BOOLEAN)
                .query(Boolean.class)
                .single();
    }

    /** Once all are there: people of one file may stand in for each other. */
    private void name(UUID person, UUID deputy) {
        jdbc.sql("update person set deputy_id = (select id from person where id = :deputy for key share)"
                        + " where id = :person")
                .param("person", person)
                .param("deputy", deputy)
                .update();
    }

    /** "Do nothing" waits for whoever else is adding the address, and leaves the transaction usable. */
    private boolean add(UUID person, Device device, int position) {
        return jdbc.sql("""
                        insert into device (id, person_id, medium, address_hash, address_sealed, label, text_only,
                            unverified_calls, position, until)
                        values (:id, :person, :medium, :hash, :sealed, :label, :textOnly, :unverifiedCalls, :position,
                            :until)
                        on conflict do nothing
                        """)
                        .param("id", device.id())
                        .param("person", person)
                        .param("medium", device.medium().name())
                        .param("hash", addresses.hash(device.address().uri()))
                        .param("sealed", SealedDevice.seal(addresses, device.id(), device.address()))
                        .param("label", device.label())
                        .param("textOnly", device.textOnly())
                        .param("unverifiedCalls", device.unverifiedCalls())
                        .param("position", position)
                        .param("until", at(device.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /**
     * Forgets the person, their devices, blocks and contacts, also where they are somebody's contact or deputy. Whoever is to be
     * forgotten as a whole is erased (docs/privacy.md), of which this is the last step.
     *
     * @return whether there was such a person
     */
    @Transactional
    public boolean delete(UUID id) {
        return jdbc.sql("delete from person where id = :id").param("id", id).update() == 1;
    }

    /**
     * Replaces what the person has settled once and for all.
     *
     * @return whether there is such a person
     */
    @Transactional
    public boolean setPreferences(UUID id, Preferences preferences) {
        return jdbc.sql("""
                                update person set always_notify_for_me = :alwaysNotifyForMe,
                                    always_tell_me = :alwaysTellMe, never = :never, return_calls_to = :returnCallsTo,
                                    quiet_from = :quietFrom, quiet_until = :quietUntil,
                                    always_notify_until = :notifyUntil, always_tell_until = :tellUntil, seen = :seen
                                where id = :id
                                """)
                        .param("id", id)
                        .param("alwaysNotifyForMe", preferences.alwaysNotifyForMe())
                        .param("alwaysTellMe", preferences.alwaysTellMe())
                        .param("never", preferences.never())
                        .param("returnCallsTo", preferences.returnCallsTo().name())
                        .param("quietFrom", quiet(preferences, QuietHours::from), Types.TIME)
                        .param("quietUntil", quiet(preferences, QuietHours::until), Types.TIME)
                        .param("notifyUntil", at(preferences.ends().alwaysNotifyForMe()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("tellUntil", at(preferences.ends().alwaysTellMe()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("seen", preferences.seen().orElse(null), Types.BOOLEAN)
                        .update()
                == 1;
    }

    /** The person wants no more messages at all, or does again ({@link Preferences#never()}). Nothing happens to a stranger. */
    @Transactional
    public void setNever(UUID id, boolean never) {
        jdbc.sql("update person set never = :never where id = :id")
                .param("id", id)
                .param("never", never)
                .update();
    }

    /** The caller need not be asked again ({@link Preferences#alwaysNotifyForMe()}). Nothing happens to a stranger. */
    @Transactional
    public void setAlwaysNotifyForMe(UUID id) {
        jdbc.sql("update person set always_notify_for_me = true, always_notify_until = null where id = :id")
                .param("id", id)
                .update();
    }

    /** The same for some days from now. What was said last holds, also where it ends sooner. */
    @Transactional
    public void setAlwaysNotifyForMe(UUID id, int days) {
        jdbc.sql("update person set always_notify_for_me = true,"
                        + " always_notify_until = now() + make_interval(days => :days) where id = :id")
                .param("id", id)
                .param("days", days)
                .update();
    }

    /**
     * The caller is to be asked again.
     *
     * @return whether they need not have been until now
     */
    @Transactional
    public boolean askAgain(UUID id) {
        return jdbc.sql(
                                "update person set always_notify_for_me = false, always_notify_until = null"
                                        + " where id = :id and always_notify_for_me and coalesce(always_notify_until > now(), true)")
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * No sign that the person can be reached counts any more ({@link Preferences#seen()}).
     *
     * @return whether that is new; false for a stranger
     */
    @Transactional
    public boolean setNotSeen(UUID id) {
        return jdbc.sql("update person set seen = false where id = :id and seen is distinct from false")
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * The callee does not want to be notified about the caller any more, and so does not want to know of each of their calls either. May be
     * repeated; strangers block nobody.
     */
    @Transactional
    public void block(UUID calleeId, UUID callerId) {
        block(calleeId, callerId, null);
    }

    /** The same for some days from now. Who is blocked for longer stays so. */
    @Transactional
    public void block(UUID calleeId, UUID callerId, int days) {
        block(calleeId, callerId, Integer.valueOf(days));
    }

    private void block(UUID calleeId, UUID callerId, Integer days) {
        jdbc.sql("""
                        with allowed as (delete from standing_permission where person_id = :callee and other_id = :caller)
                        insert into block (callee_id, caller_id, since, until)
                        select callee.id, caller.id, :since, now() + make_interval(days => cast(:days as int))
                        from person callee, person caller
                        where callee.id = :callee and caller.id = :caller
                        """ + CarriedBlocks.THE_LONGER_HOLDS)
                .param("callee", calleeId)
                .param("caller", callerId)
                .param("since", clock.instant().atOffset(ZoneOffset.UTC))
                .param("days", days, Types.INTEGER)
                .update();
    }

    /** A block that holds now. Its end is empty if it has none. */
    public record Blocked(Optional<Instant> until) {}

    /** Whether, and until when, the callee does not want to be notified about the caller. */
    public Optional<Blocked> blocked(UUID calleeId, UUID callerId) {
        return jdbc.sql("select until from block_in_force where callee_id = ? and caller_id = ?")
                .params(calleeId, callerId)
                .query((row, number) -> new Blocked(
                        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant)))
                .optional();
    }

    /**
     * The callee may be notified about the caller again.
     *
     * @return whether they might not until now
     */
    @Transactional
    public boolean unblock(UUID calleeId, UUID callerId) {
        boolean blocked = blocked(calleeId, callerId).isPresent();
        jdbc.sql("delete from block where callee_id = :callee and caller_id = :caller")
                .param("callee", calleeId)
                .param("caller", callerId)
                .update();
        return blocked;
    }

    private static OffsetDateTime at(Optional<Instant> end) {
        return end.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    private static LocalTime quiet(Preferences preferences, Function<QuietHours, LocalTime> which) {
        return preferences.quietHours().map(which).orElse(null);
    }

    private static Optional<Person> one(List<Person> people) {
        return people.stream().findFirst();
    }
}
