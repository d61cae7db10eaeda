package io.ringback.telephony.callcontrol;

import io.ringback.reach.DiallingProperties;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many connections are set up for one person, for one pair, and at once. Counted in the table {@code connection}, so
 * over all nodes.
 */
@Component
class ConnectionCaps {

    /** One claim at a time in the whole installation; any number will do that nobody else uses. */
    private static final long ONE_AT_A_TIME = 0x52494E47_43415053L;

    private record Counted(int calleesOwn, int callersOwn, int ofPair, int underWay) {}

    private final JdbcClient jdbc;
    private final DiallingProperties.Caps caps;
    private final Clock clock;

    ConnectionCaps(JdbcClient jdbc, DiallingProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.caps = settings.caps();
        this.clock = clock;
    }

    /**
     * Whether one more connection of the two may be set up. To be asked in the transaction that then inserts the
     * connection's row: whoever asks in the same instant waits until that transaction ends, so two cannot both take the
     * last place.
     *
     * @return the cap that is reached, as a sentence for operators; empty if there is room
     */
    @Transactional
    public Optional<String> claim(UUID calleeId, UUID callerId) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
        Counted counted = jdbc.sql("""
                        select (select count(*) from connection where callee_id = :callee and started_at > :since)
                             + (select count(*) from connection where caller_id = :callee and started_at > :since)
                                   as callees_own,
                               (select count(*) from connection where callee_id = :caller and started_at > :since)
                             + (select count(*) from connection where caller_id = :caller and started_at > :since)
                                   as callers_own,
                               (select count(*) from connection
                                 where callee_id = :callee and caller_id = :caller and started_at > :since) as of_pair,
                               (select count(*) from connection where ended_at is null) as under_way
                        """)
                .param("callee", calleeId)
                .param("caller", callerId)
                .param("since", Timestamp.from(clock.instant().minus(caps.period())))
                .query((row, number) -> new Counted(
                        row.getInt("callees_own"),
                        row.getInt("callers_own"),
                        row.getInt("of_pair"),
                        row.getInt("under_way")))
                .single();
        if (counted.underWay() >= caps.simultaneous()) {
            return reached("simultaneous", "connections are under way", caps.simultaneous());
        }
        if (counted.ofPair() >= caps.perPair()) {
            return reached("per-pair", "connections of these two were set up lately", caps.perPair());
        }
        if (Math.max(counted.calleesOwn(), counted.callersOwn()) >= caps.perPerson()) {
            return reached("per-person", "connections of one of the two were set up lately", caps.perPerson());
        }
        return Optional.empty();
    }

    private static Optional<String> reached(String cap, String what, int most) {
        return Optional.of(most + " " + what + ", which is the most (ringback.dialling.caps." + cap + ").");
    }
}
