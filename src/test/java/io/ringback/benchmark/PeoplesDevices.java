package io.ringback.benchmark;

import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.directory.SealedDevice;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The devices of the driver's people, with addresses as the application of that database keeps them. */
final class PeoplesDevices {

    private final DataSource source;
    private final JdbcClient jdbc;

    PeoplesDevices(DataSource source) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
    }

    private record Phone(UUID id, UUID person, String medium, Address address) {}

    /**
     * Gives the people from number {@code first} to {@code last} each a phone and a mailbox.
     *
     * @param role caller or callee
     * @param prefix what their phones begin with, as a URI
     */
    void add(String role, String prefix, int first, int last) {
        List<Phone> devices = jdbc.sql("""
                        select md5(:role || n || medium)::uuid as id, md5(:role || n)::uuid as person, medium,
                               case medium when 'VOICE' then :prefix || lpad(n::text, 7, '0')
                                           else 'mailto:' || :role || n || '@bench.example' end as address
                          from generate_series(:first, :last) n, unnest(array['VOICE', 'EMAIL']) medium
                        """)
                .param("role", role)
                .param("prefix", prefix)
                .param("first", first)
                .param("last", last)
                .query((row, number) -> new Phone(
                        row.getObject("id", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("medium"),
                        new Address(row.getString("address"))))
                .list();
        String rest = "case ? when 'VOICE' then 'Mobile' else 'Mail' end, case ? when 'VOICE' then 1 else 2 end)";
        JdbcTemplate batch = new JdbcTemplate(source);
        if (isOfRingback()) {
            SealedAddresses addresses = addresses();
            batch.batchUpdate(
                    "insert into device (id, person_id, medium, address_hash, address_sealed, label, position)"
                            + " values (?, ?, ?, ?, ?, " + rest,
                    devices.stream()
                            .map(device -> new Object[] {
                                device.id(),
                                device.person(),
                                device.medium(),
                                addresses.hash(device.address().uri()),
                                SealedDevice.seal(addresses, device.id(), device.address()),
                                device.medium(),
                                device.medium()
                            })
                            .toList());
        } else {
            batch.batchUpdate(
                    "insert into device (id, person_id, medium, address, label, position) values (?, ?, ?, ?, " + rest,
                    devices.stream()
                            .map(device -> new Object[] {
                                device.id(),
                                device.person(),
                                device.medium(),
                                device.address().uri(),
                                device.medium(),
                                device.medium()
                            })
                            .toList());
        }
    }

    /** All others have the tables of before addresses were encrypted. */
    private boolean isOfRingback() {
        return jdbc.sql("select to_regclass('address_hash_key') is not null")
                .query(Boolean.class)
                .single();
    }

    private SealedAddresses addresses() {
        return SealedAddresses.of(jdbc, AddressKeys.of(Database.ADDRESS_KEY, null));
    }

    /** Gives the cases the telephones of their people. */
    void sealCases() {
        SealedAddresses addresses = addresses();
        List<Object[]> cases = jdbc.sql("""
                        select c.id, caller.id as caller, caller.address_sealed as caller_sealed, callee.id as callee,
                               callee.address_sealed as callee_sealed
                          from failed_call_case c
                          join device caller on caller.person_id = c.caller_id and caller.medium = 'VOICE'
                          join device callee on callee.person_id = c.callee_id and callee.medium = 'VOICE'
                        """)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    Address caller = SealedDevice.open(
                            addresses, row.getObject("caller", UUID.class), row.getBytes("caller_sealed"));
                    Address callee = SealedDevice.open(
                            addresses, row.getObject("callee", UUID.class), row.getBytes("callee_sealed"));
                    return new Object[] {
                        SealedCase.sealCaller(addresses, id, caller), SealedCase.sealCallee(addresses, id, callee), id
                    };
                })
                .list();
        new JdbcTemplate(source)
                .batchUpdate("update failed_call_case set caller_sealed = ?, callee_sealed = ? where id = ?", cases);
    }
}
