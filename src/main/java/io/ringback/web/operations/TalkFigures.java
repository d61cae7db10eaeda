package io.ringback.web.operations;

import io.ringback.web.operations.overview.TalksBesideYesterday;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long it takes: from the failed call to the first second in which the two talk, and to the end. Straight from the tables. */
@Component
class TalkFigures {

    /**
     * How long it took for one sort.
     *
     * @param sort an outcome; empty for all
     * @param count of how many
     * @param median in seconds
     * @param ninth so many seconds at most for nine of ten
     */
    record Spread(String sort, long count, double median, double ninth) {}

    private static final Duration DAY = Duration.ofDays(1);

    /** The first connection of each case; of those that came later, none is the first second of talk. */
    private static final String TALKS = """
            select n.connected_at as at, extract(epoch from n.connected_at - c.first_tried_at)::float8 as seconds
              from connection n join failed_call_case c on c.id = n.case_id
             where n.connected_at > :since and n.connected_at <= :until
               and not exists (select 1 from connection earlier
                                where earlier.case_id = n.case_id and earlier.connected_at < n.connected_at)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sparingly sparingly = new Sparingly(System::nanoTime);

    TalkFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From the failed call to the first second of talk, of those who have talked for the first time within {@code period}. */
    List<Spread> toTalk(Duration period) {
        return spreads(
                "select '' as sort, count(*), percentile_cont(array[0.5, 0.9]) within group (order by seconds) as parts"
                        + " from (" + TALKS + ") talks having count(*) > 0",
                period);
    }

    /** From the failed call to the end, by outcome, of the cases that ended within {@code period}. */
    List<Spread> toEnd(Duration period) {
        return spreads("""
                select outcome as sort, count(*),
                       percentile_cont(array[0.5, 0.9]) within group (
                           order by extract(epoch from ended_at - first_tried_at)::float8) as parts
                  from failed_call_case where ended_at > :since and ended_at <= :until group by outcome order by outcome
                """, period);
    }

    private List<Spread> spreads(String sql, Duration period) {
        Instant now = clock.instant();
        return sparingly.count(sql, () -> jdbc.sql(sql)
                .param("since", Timestamp.from(now.minus(period)))
                .param("until", Timestamp.from(now))
                .query((row, number) -> {
                    Double[] parts = (Double[]) row.getArray("parts").getArray();
                    return new Spread(row.getString("sort"), row.getLong("count"), parts[0], parts[1]);
                })
                .list());
    }

    /** The first talks of the last 24 hours, and of the 24 hours before. */
    TalksBesideYesterday besideYesterday() {
        Instant now = clock.instant();
        return sparingly.count("talks of two days", () -> jdbc.sql("select count(*) filter (where at > :middle) as now,"
                        + " percentile_cont(0.5) within group (order by seconds) filter (where at > :middle) as median_now,"
                        + " count(*) filter (where at <= :middle) as before,"
                        + " percentile_cont(0.5) within group (order by seconds) filter (where at <= :middle) as median_before"
                        + " from (" + TALKS + ") talks")
                .param("since", Timestamp.from(now.minus(DAY).minus(DAY)))
                .param("middle", Timestamp.from(now.minus(DAY)))
                .param("until", Timestamp.from(now))
                .query((row, number) -> new TalksBesideYesterday(
                        row.getLong("now"),
                        seconds(row.getDouble("median_now")),
                        row.getLong("before"),
                        seconds(row.getDouble("median_before"))))
                .single());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(Math.round(seconds));
    }
}
