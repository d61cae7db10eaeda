package io.ringback.web.operations;

import io.ringback.web.operations.overview.HourBesideYesterday;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts, straight from the tables, so they are right on every node and after every restart. What may be very many is counted
 * sparingly.
 */
@Component
class Figures {

    /**
     * How many there are of one sort.
     *
     * @param sort what is counted
     * @param of its other property; empty if there is none
     * @param count how many
     */
    record Count(String sort, String of, long count) {}

    /** Messages that wait: how many, and for how long the oldest has. */
    record Undelivered(long count, Duration oldest) {}

    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sparingly sparingly = new Sparingly(System::nanoTime);

    Figures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Cases by outcome that ended within {@code period}. */
    List<Count> ended(Duration period) {
        return count(
                "select outcome, '', count(*) from failed_call_case where ended_at > ? group by 1 order by 1", period);
    }

    /** Open cases by what they wait for. */
    List<Count> open() {
        return count("select state, '', count(*) from failed_call_case where outcome is null group by 1 order by 1");
    }

    /** Messages by medium and result that were written within {@code period}. */
    List<Count> deliveries(Duration period) {
        return count(
                "select medium, state, count(*) from outbound_message where created_at > ? group by 1, 2 order by 1, 2",
                period);
    }

    /** Events by kind and state that were received within {@code period}. */
    List<Count> events(Duration period) {
        return count(
                "select kind, state, count(*) from inbound_event where received_at > ? group by 1, 2 order by 1, 2",
                period);
    }

    /** Events by kind and state that are still to be handled, or given up. */
    List<Count> unhandled() {
        return count("select kind, state, count(*) from inbound_event where state in ('ACCEPTED', 'WAITING', 'STUCK')"
                + " group by 1, 2 order by 1, 2");
    }

    /** Connections by what came of them that ended within {@code period}; REFUSED were not dialled. */
    List<Count> connections(Duration period) {
        return count(
                "select case state when 'REFUSED' then state else ending end, '', count(*) from connection"
                        + " where ended_at > ? group by 1 order by 1",
                period);
    }

    /** Connections that have not ended. */
    long connectionsUnderWay() {
        return jdbc.sql("select count(*) from connection where ended_at is null")
                .query(Long.class)
                .single();
    }

    /** Voice calls by how they ended that ended within {@code period}. */
    List<Count> voiceCalls(Duration period) {
        return count("select result, '', count(*) from voice_call where ended_at > ? group by 1 order by 1", period);
    }

    /** Voice calls that have not ended. */
    long voiceCallsUnderWay() {
        return jdbc.sql("select count(*) from voice_call where ended_at is null")
                .query(Long.class)
                .single();
    }

    /** Events that are given up. */
    long stuck() {
        return jdbc.sql("select count(*) from inbound_event where state = 'STUCK'")
                .query(Long.class)
                .single();
    }

    /** Open cases that do not agree with their process, in a way that only a person can mend. */
    long outOfStep() {
        return jdbc.sql("select count(*) from failed_call_case where out_of_step is not null")
                .query(Long.class)
                .single();
    }

    /** Events that have waited to be handled for longer than {@code period}: they are tried again, or have not had their turn. */
    long waitingEvents(Duration period) {
        return sparingly.count("waiting events", () -> jdbc.sql("select count(*) from inbound_event"
                        + " where state in ('ACCEPTED', 'WAITING') and received_at < ?")
                .param(Timestamp.from(clock.instant().minus(period)))
                .query(Long.class)
                .single());
    }

    /** Failed calls that were told of. */
    HourBesideYesterday calls() {
        return pace("inbound_event", "received_at", "kind = 'FAILED_CALL'");
    }

    /** Messages that were written and have left. */
    HourBesideYesterday messages() {
        return pace("outbound_message", "created_at", "state = 'SENT'");
    }

    /** Two short ranges of an index, however many rows there are. */
    private HourBesideYesterday pace(String table, String at, String which) {
        Instant now = clock.instant();
        Instant yesterday = now.minus(Duration.ofDays(1));
        String within = "(select count(*) from %s where %s > ? and %s <= ? and %s)".formatted(table, at, at, which);
        return sparingly.count("pace of " + table, () -> jdbc.sql("select " + within + ", " + within)
                .params(
                        Timestamp.from(now.minus(HOUR)), Timestamp.from(now),
                        Timestamp.from(yesterday.minus(HOUR)), Timestamp.from(yesterday))
                .query((row, number) -> new HourBesideYesterday(row.getLong(1), row.getLong(2)))
                .single());
    }

    /** Messages that could leave; those held for quiet hours are as they should be. */
    Undelivered undelivered() {
        return sparingly.count("undelivered", this::countUndelivered);
    }

    private Undelivered countUndelivered() {
        return jdbc.sql("select count(*), min(coalesce(held_until, created_at)) from outbound_message"
                        + " where state = 'WAITING' and (held_until is null or held_until < ?)")
                .param(Timestamp.from(clock.instant()))
                .query((row, number) -> {
                    Timestamp oldest = row.getTimestamp(2);
                    return new Undelivered(row.getLong(1), oldest == null ? Duration.ZERO : since(oldest.toInstant()));
                })
                .single();
    }

    private Duration since(Instant past) {
        Duration age = Duration.between(past, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private List<Count> count(String sql, Duration period) {
        return sparingly.count(sql + period, () -> jdbc.sql(sql)
                .param(Timestamp.from(clock.instant().minus(period)))
                .query(Figures::read)
                .list());
    }

    private List<Count> count(String sql) {
        return sparingly.count(sql, () -> jdbc.sql(sql).query(Figures::read).list());
    }

    private static Count read(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Count(row.getString(1), row.getString(2), row.getLong(3));
    }
}
