package io.ringback.ladder;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code ladder_entry}: what passed in a case within a second or so is one row, encrypted as a whole, since addresses stand
 * everywhere in it. The id of a row begins with its time, so that what is to be forgotten lies together.
 */
@Component
public class LadderRows implements SealedColumn.Owner, Traces {

    /** Of one case that are read. */
    private static final int MOST = 2_000;

    private static final SealedColumn SEALED = new SealedColumn(
            "ladder_entry.sealed", """
            select id as row, sealed from ladder_entry
             where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ?
            """, "update ladder_entry set sealed = ? where id = ?::uuid and sealed = ?");

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;
    private final LadderContent content;

    LadderRows(JdbcClient jdbc, SealedAddresses addresses, LadderContent content) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.content = content;
    }

    /**
     * The ladder of a case, from its first message to its last.
     *
     * @param gaps whether messages are missing, as more came than could be written
     */
    public record Kept(List<Rung> rungs, boolean gaps) {}

    /** What is kept of these cases, which are one for whoever reads it. */
    public Kept of(Collection<UUID> cases) {
        List<Rung> rungs = new ArrayList<>();
        boolean[] gaps = {false};
        jdbc.sql("select id, gap, sealed from ladder_entry where case_id = any (?) order by id limit ?")
                .params(cases.toArray(UUID[]::new), MOST)
                .query(row -> {
                    gaps[0] |= row.getBoolean("gap");
                    rungs.addAll(content.read(
                            addresses.openOctets(SEALED, row.getObject("id", UUID.class), row.getBytes("sealed"))));
                });
        rungs.sort(Comparator.comparing(Rung::at));
        return new Kept(List.copyOf(rungs), gaps[0]);
    }

    /** What changes whenever something is added to what is kept of a case, or of one that was joined to it. */
    public Map<UUID, String> stamps(Collection<UUID> cases) {
        Map<UUID, String> stamps = new HashMap<>();
        jdbc.sql("""
                        select c.id, (select count(*) || '/' || max(l.id::text) from ladder_entry l
                                       where l.case_id in (select c.id union all
                                                           select j.id from failed_call_case j where j.joined_to = c.id)) as stamp
                          from unnest(?::uuid[]) as c (id)
                        """).param(cases.toArray(UUID[]::new)).query(row -> {
            stamps.put(row.getObject("id", UUID.class), row.getString("stamp"));
        });
        return stamps;
    }

    /**
     * Writes a row for each case. Cases that are gone meanwhile have none, nor have those that an erasure has ended: whoever is being
     * erased just now is waited for.
     *
     * @param gap whether something that came before is missing
     */
    void write(Map<UUID, List<Rung>> byCase, boolean gap) {
        if (byCase.isEmpty()) {
            return;
        }
        List<UUID> ids = new ArrayList<>();
        List<byte[]> sealed = new ArrayList<>();
        byCase.values().forEach(rungs -> {
            UUID id = id(rungs.get(0).at(), ThreadLocalRandom.current().nextLong());
            ids.add(id);
            sealed.add(addresses.sealOctets(SEALED, id, content.write(rungs)));
        });
        jdbc.sql("""
                        insert into ladder_entry (id, case_id, gap, sealed)
                        select n.id, c.id, ?, n.sealed
                          from unnest(?::uuid[], ?::uuid[], ?::bytea[]) as n (id, case_id, sealed)
                          join failed_call_case c on c.id = n.case_id and c.reason is distinct from 'erased'
                         order by c.id for key share of c
                        """)
                .params(
                        gap,
                        ids.toArray(UUID[]::new),
                        byCase.keySet().toArray(UUID[]::new),
                        sealed.toArray(byte[][]::new))
                .update();
    }

    /**
     * Forgets what passed before {@code time}, {@code most} rows at once.
     *
     * @return how many
     */
    int forgetBefore(Instant time, int most) {
        return jdbc.sql(
                        "delete from ladder_entry where id in (select id from ladder_entry where id < ? order by id limit ?)")
                .params(id(time, 0), most)
                .update();
    }

    private static UUID id(Instant time, long random) {
        return new UUID(time.toEpochMilli() << 16 | random >>> 48, random);
    }

    @Override
    public Stream<SealedColumn> sealedColumns() {
        return Stream.of(SEALED);
    }

    /** All of their cases goes: what passed names both. */
    @Override
    public void erase(Erased who) {
        jdbc.sql("delete from ladder_entry where case_id = any (?)")
                .param(who.cases().toArray(UUID[]::new))
                .update();
    }
}
