package io.ringback.directory;

import io.ringback.directory.Pair.Said;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How people lie in rows: one row for each device, and one for a person without any. */
final class PersonRows {

    /**
     * Selects {@code person p} and their {@code device d}, of which there may be none; joins follow. Here and nowhere else is it asked
     * whether what the person has settled has ended, and their leave to use a device.
     */
    static final String SELECT = """
            select p.id, p.name, p.language, p.time_zone, p.never,
                   p.always_notify_for_me and coalesce(p.always_notify_until > now(), true) as always_notify_for_me,
                   p.always_tell_me and coalesce(p.always_tell_until > now(), true) as always_tell_me,
                   p.always_notify_until, p.always_tell_until,
                   p.return_calls_to, p.quiet_from, p.quiet_until, p.organisation, p.country, p.deputy_id, p.brand,
                   p.seen,
                   d.id as device_id, d.medium, d.address_sealed, d.label, d.text_only, d.unverified_calls,
                   d.until as device_until, coalesce(d.until > now(), true) as device_in_force
            """;

    private final SealedAddresses addresses;

    PersonRows(SealedAddresses addresses) {
        this.addresses = addresses;
    }

    /** Everybody in the rows, which have one device each, in their order. */
    List<Person> people(ResultSet rows) throws SQLException {
        Map<UUID, Person> people = new LinkedHashMap<>();
        while (rows.next()) {
            Person person = person(rows);
            people.merge(person.id(), person, PersonRows::withDevicesOfBoth);
        }
        return List.copyOf(people.values());
    }

    /** The caller and the callee in the rows, which have the columns {@code role} and those of {@link #said} besides. */
    Pair pair(ResultSet rows) throws SQLException {
        Map<String, Person> people = new LinkedHashMap<>();
        Said said = Said.NOTHING;
        while (rows.next()) {
            people.merge(rows.getString("role"), person(rows), PersonRows::withDevicesOfBoth);
            said = said(rows, 0);
        }
        return new Pair(Optional.ofNullable(people.get("caller")), Optional.ofNullable(people.get("callee")), said);
    }

    /** What two say of each other: a select list for {@link #said}, of the ids of both as SQL has them. */
    static String saidBy(String caller, String callee) {
        return """
                exists (select from block_in_force b where b.caller_id = %1$s and b.callee_id = %2$s) as blocked,
                exists (select from permission_in_force p where p.person_id = %1$s and p.other_id = %2$s) as caller_always,
                exists (select from permission_in_force p where p.person_id = %2$s and p.other_id = %1$s) as callee_always
                """.formatted(caller, callee);
    }

    static Said said(ResultSet row, int number) throws SQLException {
        return new Said(row.getBoolean("blocked"), row.getBoolean("caller_always"), row.getBoolean("callee_always"));
    }

    /** The person with the one device of this row, if it has one. */
    private Person person(ResultSet row) throws SQLException {
        UUID device = row.getObject("device_id", UUID.class);
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Locale.forLanguageTag(row.getString("language")),
                ZoneId.of(row.getString("time_zone")),
                new Preferences(
                        row.getBoolean("always_notify_for_me"),
                        row.getBoolean("always_tell_me"),
                        row.getBoolean("never"),
                        ReturnCallsTo.valueOf(row.getString("return_calls_to")),
                        quietHours(
                                row.getObject("quiet_from", LocalTime.class),
                                row.getObject("quiet_until", LocalTime.class)),
                        new Preferences.Ends(
                                end(row, "always_notify_for_me", "always_notify_until"),
                                end(row, "always_tell_me", "always_tell_until")),
                        Optional.ofNullable(row.getObject("seen", Boolean.class))),
                device == null || !row.getBoolean("device_in_force")
                        ? List.of()
                        : List.of(new Device(
                                device,
                                Medium.valueOf(row.getString("medium")),
                                SealedDevice.open(addresses, device, row.getBytes("address_sealed")),
                                row.getString("label"),
                                row.getBoolean("text_only"),
                                row.getBoolean("unverified_calls"),
                                Optional.ofNullable(row.getTimestamp("device_until"))
                                        .map(Timestamp::toInstant))),
                new Particulars(
                        Optional.ofNullable(row.getString("organisation")),
                        Optional.ofNullable(row.getString("country")),
                        Optional.ofNullable(row.getObject("deputy_id", UUID.class))),
                Optional.ofNullable(row.getString("brand")).map(Brand::new));
    }

    private static Optional<Instant> end(ResultSet row, String settled, String until) throws SQLException {
        return row.getBoolean(settled)
                ? Optional.ofNullable(row.getTimestamp(until)).map(Timestamp::toInstant)
                : Optional.empty();
    }

    private static Optional<QuietHours> quietHours(LocalTime from, LocalTime until) {
        return from == null ? Optional.empty() : Optional.of(new QuietHours(from, until));
    }

    private static Person withDevicesOfBoth(Person first, Person next) {
        List<Device> devices = new ArrayList<>(first.devices());
        devices.addAll(next.devices());
        return new Person(
                first.id(),
                first.name(),
                first.language(),
                first.timeZone(),
                first.preferences(),
                devices,
                first.particulars(),
                first.brand());
    }
}
