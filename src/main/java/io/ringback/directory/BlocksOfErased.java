package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * "Do not notify me about this caller again" holds although the caller was erased: whoever comes into the directory with an address of
 * theirs is blocked again.
 */
@Component
class BlocksOfErased implements Traces, NewAddresses {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;

    BlocksOfErased(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    @Override
    public void erase(Erased who) {
        who.person().ifPresent(person -> jdbc.sql("""
                        insert into block_of_erased (caller_hash, callee_id, since, until)
                        select distinct hash, callee_id, since, until from block_in_force, unnest(:hashes) as hash
                        where caller_id = :person
                        """ + CarriedBlocks.THE_LONGER_HOLDS_OF_ERASED)
                .param("hashes", addresses.hashes(who.spelledUris()))
                .param("person", person)
                .update());
    }

    /** A person may have had several addresses; the block is theirs again with the first of them. */
    @Override
    public void saved(List<Person> people) {
        List<Owned> owned = people.stream()
                .flatMap(person -> person.devices().stream()
                        .flatMap(device -> Stream.of(device.address().spelledUris()))
                        .map(address -> new Owned(addresses.hash(address), person.id())))
                .toList();
        jdbc.sql("""
                        with again as (
                            delete from block_of_erased b using unnest(:hashes, :people) as o (hash, person)
                             where b.caller_hash = o.hash and b.callee_id <> o.person
                            returning b.callee_id, o.person, b.since, b.until)
                        insert into block (callee_id, caller_id, since, until)
                        select callee_id, person, min(since), %s from again group by callee_id, person
                        """.formatted(CarriedBlocks.LAST_END) + CarriedBlocks.THE_LONGER_HOLDS)
                .param("hashes", owned.stream().map(Owned::hash).toArray(byte[][]::new))
                .param("people", owned.stream().map(Owned::person).toArray(UUID[]::new))
                .update();
    }

    private record Owned(byte[] hash, UUID person) {}
}
