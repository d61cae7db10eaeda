package io.ringback.delivery;

import io.ringback.delivery.Cap.Limit;
import io.ringback.delivery.CapInForce.Held;
import io.ringback.delivery.CappedRanges.Destination;
import io.ringback.delivery.CapsPolicy.Caps;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many short messages go to one range of numbers. The ranges of the settings and those of the analysts' table are counted apart, so
 * whoever names a small range in the table takes nothing out of what the settings count.
 */
@Component
class RangeCaps {

    /** That messages to a number range are counted one by one; any numbers will do that nobody else uses. */
    private static final int RANGES = 0x52424E47;

    private static final int RANGES_OF_THE_TABLE = 0x52424E54;

    /** SMS that failed cost all the same. */
    private static final String COUNTED = """
            select coalesce(m.sent_at, m.held_until, m.created_at) from outbound_message m
             where m.%s = ? and coalesce(m.sent_at, m.held_until, m.created_at) > ?
               and m.merged_into is null and (m.state <> 'CANCELLED' or m.sent_at is not null or m.leaving)
             order by 1 desc offset ? limit 1
            """;

    private static final String BY_SETTINGS = COUNTED.formatted("number_range");
    private static final String BY_TABLE = COUNTED.formatted("table_range");

    private final JdbcClient jdbc;
    private final Clock clock;

    RangeCaps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The range that a message counts for because the table says so; empty if it says nothing. */
    static Optional<String> ofTable(Destination destination, Caps table) {
        return table.perRange().equals(Cap.NONE) ? Optional.empty() : Optional.of(destination.named());
    }

    /**
     * Until when they hold back a short message.
     *
     * @param table what the analysts' table says about it
     * @param earliest when it may leave otherwise
     */
    Stream<Held> holding(Destination destination, Caps table, Instant earliest) {
        return Stream.concat(
                destination.range().stream()
                        .flatMap(range -> holding(
                                CapInForce.ofSetting("range " + range.name(), range.cap()),
                                RANGES,
                                BY_SETTINGS,
                                range.name(),
                                earliest)),
                ofTable(destination, table).stream()
                        .flatMap(name -> holding(
                                CapInForce.ofColumn("perRange " + name, table.perRange()),
                                RANGES_OF_THE_TABLE,
                                BY_TABLE,
                                name,
                                earliest)));
    }

    private Stream<Held> holding(CapInForce cap, int lock, String counted, String range, Instant earliest) {
        if (cap.isNone()) {
            return Stream.empty();
        }
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .params(lock, range)
                .query()
                .singleRow();
        return cap.holding(limit -> nth(counted, range, limit), earliest);
    }

    private Optional<Instant> nth(String counted, String range, Limit limit) {
        return jdbc.sql(counted)
                .params(range, Timestamp.from(clock.instant().minus(limit.window())), limit.most() - 1)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }
}
