package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads cases, the newest first, for what a change of the rules would have done to them. */
@Component
public class EarlierCaseReader {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;

    EarlierCaseReader(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /**
     * Some cases, the newest first.
     *
     * @param place where to go on; of no meaning if there are none
     */
    public record Portion(List<EarlierCase> cases, long place) {

        /** Before the first. */
        public static final Portion NOTHING_YET = new Portion(List.of(), Long.MAX_VALUE);
    }

    private record Placed(EarlierCase one, long place) {}

    /** The newest cases, the newest first. */
    public List<EarlierCase> newest(int most) {
        return after(Portion.NOTHING_YET, most).cases();
    }

    /** The next cases. Their journal leads to them, as it lies in order; the cases do not. */
    public Portion after(Portion before, int most) {
        List<Placed> found = jdbc.sql("""
                        with newest as (
                            select id, case_id from journal_entry
                             where 'CALL_FAILED' = any (step) and id < ? order by id desc limit ?)
                        select n.id as place, c.id, c.caller_sealed, c.callee_sealed, c.turns,
                               case when c.turns % 2 = 0 then c.caller_id else c.callee_id end as caller_id,
                               case when c.turns % 2 = 0 then c.callee_id else c.caller_id end as callee_id,
                               coalesce(c.opened_medium, c.failed_medium) as failed_medium,
                               coalesce(c.opened_cause, c.cause) as cause, c.opened_at, c.connection_attempts, c.conference,
                               c.caller_identity, coalesce(c.opened_reason, c.call_reason) as call_reason,
                               coalesce(c.opened_urgency, c.urgency) as urgency,
                               null::bytea as why_sealed, c.why_when_asked,
                               c.joined_to is not null as joined
                          from newest n join failed_call_case c on c.id = n.case_id
                         order by n.id desc
                        """)
                .params(before.place(), most)
                .query((row, number) -> new Placed(read(row), row.getLong("place")))
                .list();
        return new Portion(
                found.stream().map(Placed::one).toList(),
                found.isEmpty() ? 0 : found.get(found.size() - 1).place());
    }

    private EarlierCase read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Address caller = SealedCase.caller(addresses, id, row);
        Address callee = SealedCase.callee(addresses, id, row);
        boolean swapped = row.getInt("turns") % 2 == 1;
        return new EarlierCase(
                id,
                row.getObject("caller_id", UUID.class),
                row.getObject("callee_id", UUID.class),
                swapped ? callee : caller,
                swapped ? caller : callee,
                Medium.valueOf(row.getString("failed_medium")),
                Cause.valueOf(row.getString("cause")),
                row.getTimestamp("opened_at").toInstant(),
                row.getInt("connection_attempts"),
                Optional.ofNullable(row.getString("conference")).map(Address::new),
                CallerIdentity.valueOf(row.getString("caller_identity")),
                SealedCase.why(addresses, id, row),
                row.getBoolean("joined"));
    }
}
