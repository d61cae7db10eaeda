package io.ringback.delivery;

import io.ringback.delivery.Cap.Limit;
import io.ringback.delivery.CapInForce.Held;
import io.ringback.delivery.CapsPolicy.Caps;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often people are written to about calls of one trunk: whoever can place calls through one with numbers as they like has as many
 * callers, and as many people called, as they want.
 */
@Component
class TrunkCaps {

    /** That messages about calls of one trunk are counted one by one; any number will do that nobody else uses. */
    private static final int TRUNKS = 0x52425452;

    private static final String COUNTED = """
            select coalesce(m.sent_at, m.held_until, m.created_at) from outbound_message m
             where m.source = ? and (m.unverified or not ?) and coalesce(m.sent_at, m.held_until, m.created_at) > ?
               and m.kind in ('QUESTION', 'NOTIFICATION', 'TIME_QUESTION') and m.medium <> 'VOICE' and m.merged_into is null
               and (m.state in ('WAITING', 'SENT') or m.state = 'CANCELLED' and (m.sent_at is not null or m.leaving))
             order by 1 desc offset ? limit 1
            """;

    private final JdbcClient jdbc;
    private final CapsProperties caps;
    private final Clock clock;

    TrunkCaps(JdbcClient jdbc, CapsProperties caps, Clock clock) {
        this.jdbc = jdbc;
        this.caps = caps;
        this.clock = clock;
    }

    /**
     * Until when they hold back a question or notification.
     *
     * @param source where the call came from
     * @param unverified whether its caller could not be verified
     * @param table what the analysts' table says about it
     * @param earliest when it may leave otherwise
     */
    Stream<Held> holding(String source, boolean unverified, Caps table, Instant earliest) {
        Stream<Held> all = holding(
                CapInForce.of("per-trunk", caps.perTrunk(), "perTrunk", table.perTrunk()), source, false, earliest);
        return unverified
                ? Stream.concat(
                        all,
                        holding(
                                CapInForce.of(
                                        "per-trunk-unverified",
                                        caps.perTrunkUnverified(),
                                        "perTrunkUnverified",
                                        table.perTrunkUnverified()),
                                source,
                                true,
                                earliest))
                : all;
    }

    private Stream<Held> holding(CapInForce cap, String source, boolean unverified, Instant earliest) {
        if (cap.isNone()) {
            return Stream.empty();
        }
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .params(TRUNKS, source)
                .query()
                .singleRow();
        return cap.holding(limit -> nth(source, unverified, limit), earliest);
    }

    private Optional<Instant> nth(String source, boolean unverified, Limit limit) {
        return jdbc.sql(COUNTED)
                .params(source, unverified, Timestamp.from(clock.instant().minus(limit.window())), limit.most() - 1)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }
}
