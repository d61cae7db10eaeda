package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Erased;
import io.ringback.directory.KeyedHash;
import io.ringback.directory.NewAddresses;
import io.ringback.directory.Person;
import io.ringback.directory.Traces;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * STOP holds although whoever said it was erased: it is in force again as soon as somebody comes into the directory with the address.
 * Until then nothing is sent there anyway.
 */
@Component
class OptOutsOfErased implements Traces, NewAddresses {

    private final JdbcClient jdbc;
    private final KeyedHash hash;

    OptOutsOfErased(JdbcClient jdbc, KeyedHash hash) {
        this.jdbc = jdbc;
        this.hash = hash;
    }

    @Override
    public void erase(Erased who) {
        who.addresses()
                .forEach(address -> jdbc.sql("""
                        with gone as (delete from opt_out where address = any (:spellings) returning sender, medium, since)
                        insert into opt_out_of_erased (address_hash, sender, medium, since)
                        select :hash, sender, medium, min(since) from gone group by sender, medium
                        on conflict do nothing
                        """)
                        .param("spellings", address.spelledUris())
                        .param("hash", hash.of(address))
                        .update());
    }

    @Override
    public void saved(List<Person> people) {
        List<Address> addresses = people.stream()
                .flatMap(person -> person.devices().stream())
                .map(Device::address)
                .distinct()
                .toList();
        jdbc.sql("""
                        with again as (
                            delete from opt_out_of_erased e using unnest(:hashes, :addresses) as o (hash, address)
                             where e.address_hash = o.hash
                            returning o.address, e.sender, e.medium, e.since)
                        insert into opt_out (address, sender, medium, since)
                        select address, sender, medium, since from again
                        on conflict do nothing
                        """)
                .param("hashes", addresses.stream().map(hash::of).toArray(byte[][]::new))
                .param("addresses", addresses.stream().map(Address::uri).toArray(String[]::new))
                .update();
    }
}
