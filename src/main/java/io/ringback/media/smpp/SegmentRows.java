package io.ringback.media.smpp;

import io.ringback.sealing.SealedAddresses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Segments in the table {@code sms_segment}, so that they are not lost with the node and may come to any node. */
final class SegmentRows implements Segments {

    /** Segments that may wait from one sender: one longest text, and some. */
    private static final int MOST_FROM_ONE = 300;

    private static final String OF_THE_TEXT =
            " where sender_hash = ? and recipient = ? and reference = ? and total = ?";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SealedAddresses addresses;
    private final Clock clock;

    SegmentRows(JdbcClient jdbc, TransactionTemplate transaction, SealedAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.addresses = addresses;
        this.clock = clock;
    }

    private record Row(Segment segment, Instant arrivedAt) {}

    @Override
    public Optional<Whole> add(Segment segment) {
        return transaction.execute(status -> {
            // Two segments at the same time would each miss the other.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param("sms_segment " + segment.sender())
                    .query((row, number) -> true)
                    .single();
            if (held(segment)
                    .filter(other -> !Arrays.equals(other.octets(), segment.octets()))
                    .isPresent()) {
                // The sender has begun to count from the start again: the others of that reference never came.
                remove(segment);
            }
            keepWithin(segment.sender());
            jdbc.sql("""
                            insert into sms_segment
                                (sender_hash, recipient, reference, total, number, data_coding, octets, arrived_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict do nothing""")
                    .params(
                            hash(segment.sender()),
                            segment.recipient(),
                            segment.reference(),
                            segment.total(),
                            segment.number(),
                            segment.dataCoding(),
                            segment.octets(),
                            Timestamp.from(clock.instant()))
                    .update();
            List<Row> rows = rows(segment);
            return rows.size() < segment.total() ? Optional.<Whole>empty() : Optional.of(whole(rows));
        });
    }

    @Override
    public void remove(Whole whole) {
        remove(whole.segments().get(0));
    }

    @Override
    public int dropOlderThan(Instant time) {
        return jdbc.sql("""
                        with dropped as (
                            delete from sms_segment where arrived_at < ?
                            returning sender_hash, recipient, reference, total)
                        select count(*) from (select distinct * from dropped) texts""").param(Timestamp.from(time)).query(Integer.class).single();
    }

    private void keepWithin(String sender) {
        jdbc.sql("""
                        delete from sms_segment where ctid in (
                            select ctid from sms_segment where sender_hash = ? order by arrived_at desc offset ?)""").params(hash(sender), MOST_FROM_ONE - 1).update();
    }

    private Optional<Segment> held(Segment segment) {
        return rows(segment).stream()
                .map(Row::segment)
                .filter(other -> other.number() == segment.number())
                .findAny();
    }

    private List<Row> rows(Segment segment) {
        return jdbc.sql("select * from sms_segment" + OF_THE_TEXT + " order by number")
                .params(key(segment))
                .query((row, number) -> new Row(
                        read(segment.sender(), row),
                        row.getTimestamp("arrived_at").toInstant()))
                .list();
    }

    private void remove(Segment segment) {
        jdbc.sql("delete from sms_segment" + OF_THE_TEXT).params(key(segment)).update();
    }

    private List<Object> key(Segment segment) {
        return List.of(hash(segment.sender()), segment.recipient(), segment.reference(), segment.total());
    }

    private byte[] hash(String sender) {
        return addresses.hash("sms_segment.sender", sender);
    }

    private static Segment read(String sender, ResultSet row) throws SQLException {
        return new Segment(
                sender,
                row.getString("recipient"),
                row.getInt("reference"),
                row.getInt("total"),
                row.getInt("number"),
                row.getInt("data_coding"),
                row.getBytes("octets"));
    }

    private static Whole whole(List<Row> rows) {
        return new Whole(
                rows.stream().map(Row::segment).toList(),
                rows.stream().map(Row::arrivedAt).min(Instant::compareTo).orElseThrow());
    }
}
