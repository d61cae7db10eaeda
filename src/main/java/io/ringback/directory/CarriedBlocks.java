package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * "Do not notify me about this caller again", carried from one database to another: by the caller's addresses, since ids may differ, and
 * whether or not they are in the directory there. Whoever comes into it later with one of them is blocked then.
 */
@Component
public class CarriedBlocks {

    /** For an insert into {@code block}: what is said of one whom they have spoken of counts if it ends later. */
    static final String THE_LONGER_HOLDS = """
            on conflict (callee_id, caller_id) do update set since = excluded.since, until = excluded.until
            where block.until is not null and (excluded.until is null or excluded.until > block.until)
            """;

    /** The same for {@code block_of_erased}. */
    static final String THE_LONGER_HOLDS_OF_ERASED = """
            on conflict (caller_hash, callee_id) do update set since = excluded.since, until = excluded.until
            where block_of_erased.until is not null
              and (excluded.until is null or excluded.until > block_of_erased.until)
            """;

    /** When the last of several that were said of one caller ends. */
    static final String LAST_END = "case when bool_and(until is not null) then max(until) end";

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final Directory directory;

    CarriedBlocks(JdbcClient jdbc, SealedAddresses addresses, Directory directory) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.directory = directory;
    }

    /**
     * About whom somebody wants to hear nothing.
     *
     * @param caller their addresses
     * @param since when it was said
     * @param until when it ends; empty: never
     */
    public record CarriedBlock(List<Address> caller, Instant since, Optional<Instant> until) {

        public CarriedBlock {
            caller = List.copyOf(caller);
        }
    }

    private record Blocked(UUID caller, Instant since, Optional<Instant> until) {}

    /** About whom the callee wants to hear nothing. */
    public List<CarriedBlock> of(UUID callee) {
        return jdbc
                .sql("select caller_id, since, until from block_in_force where callee_id = ? order by since, caller_id")
                .param(callee)
                .query((row, number) -> new Blocked(
                        row.getObject("caller_id", UUID.class),
                        row.getTimestamp("since").toInstant(),
                        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant)))
                .list()
                .stream()
                .map(blocked -> new CarriedBlock(
                        directory.find(blocked.caller()).stream()
                                .flatMap(caller -> caller.devices().stream())
                                .map(Device::address)
                                .distinct()
                                .toList(),
                        blocked.since(),
                        blocked.until()))
                .toList();
    }

    /** How many they have said it of who were erased since. Only hashes are kept of these, which say nothing elsewhere. */
    public int ofErased(UUID callee) {
        return jdbc.sql("select count(*) from block_of_erased where callee_id = ?")
                .param(callee)
                .query(Integer.class)
                .single();
    }

    /** Adds them to what the callee has said here. */
    public void carry(UUID callee, List<CarriedBlock> blocks) {
        for (CarriedBlock block : blocks) {
            String[] spelled = block.caller().stream()
                    .flatMap(address -> Stream.of(address.spelledUris()))
                    .distinct()
                    .toArray(String[]::new);
            jdbc.sql("""
                            insert into block_of_erased (caller_hash, callee_id, since, until)
                            select distinct hash, cast(:callee as uuid), cast(:since as timestamptz), cast(:until as timestamptz)
                            from unnest(:hashes) as hash
                            """ + THE_LONGER_HOLDS_OF_ERASED)
                    .param("callee", callee)
                    .param("since", block.since().atOffset(ZoneOffset.UTC))
                    .param(
                            "until",
                            block.until()
                                    .map(end -> end.atOffset(ZoneOffset.UTC))
                                    .orElse(null),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("hashes", addresses.hashes(spelled))
                    .update();
        }
        jdbc.sql("""
                        with here as (
                            delete from block_of_erased b using device d
                             where b.callee_id = :callee and d.address_hash = b.caller_hash and d.person_id <> :callee
                            returning d.person_id, b.since, b.until)
                        insert into block (callee_id, caller_id, since, until)
                        select :callee, person_id, min(since), %s from here group by person_id
                        """.formatted(LAST_END) + THE_LONGER_HOLDS)
                .param("callee", callee)
                .update();
    }
}
