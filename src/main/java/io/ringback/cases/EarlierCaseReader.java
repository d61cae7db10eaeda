package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the newest cases, for what a change of the rules would have done to them. */
@Component
public class EarlierCaseReader {

    private final JdbcClient jdbc;
    private final SealedAddresses addresses;

    EarlierCaseReader(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.addresses = addresses;
    }

    /** The newest cases, the newest first. Their journal leads to them, as it lies in order; the cases do not. */
    public List<EarlierCase> newest(int most) {
        return jdbc.sql("""
                        with newest as (
                            select id, case_id from journal where step = 'CALL_FAILED' order by id desc limit ?)
                        select c.id, c.process_instance_id, c.caller_id, c.callee_id, c.caller_sealed, c.callee_sealed,
                               c.failed_medium, c.cause, c.opened_at, c.connection_attempts, c.conference,
                               c.joined_to is not null as joined
                          from newest n join failed_call_case c on c.id = n.case_id
                         order by n.id desc
                        """)
                .param(most)
                .query((row, number) -> new EarlierCase(
                        row.getString("process_instance_id"),
                        row.getObject("caller_id", UUID.class),
                        row.getObject("callee_id", UUID.class),
                        SealedCase.caller(addresses, row.getObject("id", UUID.class), row),
                        SealedCase.callee(addresses, row.getObject("id", UUID.class), row),
                        Medium.valueOf(row.getString("failed_medium")),
                        Cause.valueOf(row.getString("cause")),
                        row.getTimestamp("opened_at").toInstant(),
                        row.getInt("connection_attempts"),
                        Optional.ofNullable(row.getString("conference")).map(Address::new),
                        row.getBoolean("joined")))
                .list();
    }
}
