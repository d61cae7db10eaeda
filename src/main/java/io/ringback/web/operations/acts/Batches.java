package io.ringback.web.operations.acts;

import io.ringback.cases.CaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The batches as rows, each with its cases as they were found. */
@Component
class Batches {

    static final int MOST_CASES = 10_000;

    /** With the cases counted of those alone that are asked for. */
    private static final String COUNTED = """
            select b.*, c.cases, c.done, c.not_done
              from found b cross join lateral (
                   select count(*) as cases, count(*) filter (where done) as done,
                          count(*) filter (where not done) as not_done
                     from batch_case where batch_id = b.id) c
             order by b.confirmed_at desc
            """;

    /**
     * A case of a batch whose turn it is.
     *
     * @param stood its state when it was found; empty if it was not there
     */
    record Turn(int position, UUID caseId, Optional<CaseState> stood) {}

    /** What came of it for so many cases. */
    record Count(String whyNot, int cases) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Batches(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keeps an act with its cases. Nothing is done to them until it is {@link #confirm confirmed}. */
    UUID prepare(String name, Wish wish, List<UUID> cases) {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into batch (id, name, act, detail, state, operator, prepared_at)"
                            + " values (?, ?, ?, ?, 'PREPARED', ?, ?)")
                    .params(id, name, wish.act().name(), wish.detail(), wish.operator(), now())
                    .update();
            jdbc.sql("insert into batch_case (batch_id, position, case_id, stood)"
                            + " select ?, nr, found.id, c.state from unnest(cast(? as uuid[])) with ordinality as found (id, nr)"
                            + " left join failed_call_case c on c.id = found.id")
                    .params(id, cases.toArray(UUID[]::new))
                    .update();
        });
        return id;
    }

    /**
     * Has it done from now on.
     *
     * @param detail of the act, as it is wanted now
     * @return false if that was not to be confirmed (any more)
     */
    boolean confirm(UUID id, String detail) {
        return jdbc.sql("update batch set state = 'RUNNING', detail = ?, confirmed_at = ?"
                                + " where id = ? and state = 'PREPARED'")
                        .params(detail, now(), id)
                        .update()
                == 1;
    }

    void stop(UUID id, String operator) {
        jdbc.sql("update batch set state = 'STOPPED', stopped_by = ?, ended_at = ? where id = ? and state = 'RUNNING'")
                .params(operator, now(), id)
                .update();
    }

    /** The next case of a batch under way, locked for this transaction; another node that works on the same batch gets another one. */
    Optional<Turn> next(UUID id) {
        return jdbc.sql("""
                        select i.position, i.case_id, i.stood from batch_case i join batch b on b.id = i.batch_id
                         where i.batch_id = ? and i.done is null and b.state = 'RUNNING'
                         order by i.position limit 1
                           for update of i skip locked
                        """)
                .param(id)
                .query((row, number) -> new Turn(
                        row.getInt("position"),
                        row.getObject("case_id", UUID.class),
                        Optional.ofNullable(row.getString("stood")).map(CaseState::valueOf)))
                .optional();
    }

    void note(UUID id, Turn turn, Optional<String> whyNot) {
        jdbc.sql("update batch_case set done = ?, why_not = ?, at = ?"
                        + " where batch_id = ? and position = ? and done is null")
                .params(whyNot.isEmpty(), whyNot.orElse(null), now(), id, turn.position())
                .update();
    }

    /** The batch is over if nothing of it is left. */
    void endIfOver(UUID id) {
        jdbc.sql("update batch set state = 'OVER', ended_at = ? where id = ? and state = 'RUNNING'"
                        + " and not exists (select from batch_case where batch_id = ? and done is null)")
                .params(now(), id, id)
                .update();
    }

    Optional<Batch> find(UUID id) {
        return jdbc.sql("with found as (select * from batch where id = ?) " + COUNTED)
                .param(id)
                .query(Batches::read)
                .optional();
    }

    /** Those that have been confirmed, the newest first. */
    List<Batch> newest(int most) {
        return jdbc.sql(
                        "with found as (select * from batch where state <> 'PREPARED' order by confirmed_at desc limit ?) "
                                + COUNTED)
                .param(most)
                .query(Batches::read)
                .list();
    }

    List<UUID> cases(UUID id) {
        return jdbc.sql("select case_id from batch_case where batch_id = ? order by position")
                .param(id)
                .query(UUID.class)
                .list();
    }

    /** Why it could not be done, and to how many; the most first. */
    List<Count> notDone(UUID id) {
        return jdbc.sql("select why_not, count(*) as cases from batch_case where batch_id = ? and not done"
                        + " group by 1 order by 2 desc, 1")
                .param(id)
                .query((row, number) -> new Count(row.getString("why_not"), row.getInt("cases")))
                .list();
    }

    /** The first cases to which it could not be done, or could. */
    List<UUID> cases(UUID id, boolean done, int most) {
        return jdbc.sql("select case_id from batch_case where batch_id = ? and done = ? order by position limit ?")
                .params(id, done, most)
                .query(UUID.class)
                .list();
    }

    /** Forgets what nobody confirmed, and what was confirmed long ago. */
    void forget(Instant unconfirmedBefore, Instant confirmedBefore) {
        jdbc.sql(
                        "delete from batch where prepared_at < ? and state = 'PREPARED' or prepared_at < ? and state <> 'RUNNING'")
                .params(Timestamp.from(unconfirmedBefore), Timestamp.from(confirmedBefore))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Batch read(ResultSet row, int number) throws SQLException {
        return new Batch(
                row.getObject("id", UUID.class),
                row.getString("name"),
                new Wish(CaseAct.valueOf(row.getString("act")), row.getString("detail"), row.getString("operator")),
                Batch.State.valueOf(row.getString("state")),
                row.getString("stopped_by"),
                instant(row, "prepared_at"),
                instant(row, "confirmed_at"),
                instant(row, "ended_at"),
                row.getInt("cases"),
                row.getInt("done"),
                row.getInt("not_done"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
