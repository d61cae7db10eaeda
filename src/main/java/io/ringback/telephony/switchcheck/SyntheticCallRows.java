package io.ringback.telephony.switchcheck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code synthetic_call}: what synthetic calls came to, for a week. It is in no figure of people's cases. */
final class SyntheticCallRows {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST_DETAIL = 500;

    /**
     * How it stands.
     *
     * @param outcome of the last one
     * @param detail of it
     * @param endedAt when it ended
     * @param connectedAt when the last one ended that came all the way; null if none did
     * @param tookMillis how long that took; null if none did
     * @param failures how many have failed since
     */
    record Standing(
            String outcome, String detail, Instant endedAt, Instant connectedAt, Integer tookMillis, long failures) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SyntheticCallRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes down what one came to, and forgets what is old. */
    void add(SyntheticFinding finding) {
        jdbc.sql("delete from synthetic_call where ended_at < :before")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        String detail = finding.detail();
        jdbc.sql(
                        "insert into synthetic_call (ended_at, outcome, detail, took_ms) values (:at, :outcome, :detail, :took)")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("outcome", finding.outcome().name())
                .param("detail", detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)))
                .param(
                        "took",
                        finding.connected() ? Math.toIntExact(finding.took().toMillis()) : null)
                .update();
    }

    /** How it stands; empty if there was none within a week. */
    Optional<Standing> standing() {
        return jdbc.sql("""
                        select l.outcome, l.detail, l.ended_at, c.ended_at as connected_at, c.took_ms as took_millis,
                               (select count(*) from synthetic_call f where f.number > coalesce(c.number, 0)) as failures
                          from (select * from synthetic_call order by number desc limit 1) l
                          left join (select * from synthetic_call where outcome = 'CONNECTED'
                                      order by number desc limit 1) c on true
                        """).query(Standing.class).optional();
    }
}
