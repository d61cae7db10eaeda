package io.ringback.web.operations.acts;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What operators keep with a case: notes for their colleagues, and that it goes before others. */
@Component("caseNotes")
class CaseNotes implements Traces {

    private static final int MOST = 100;
    private static final String NO_CASE = "There is no such case any more";

    /** What an operator told the others. */
    public record Note(Instant at, String operator, String text) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return why not; empty if it is kept */
    Optional<String> add(UUID caseId, Wish wish) {
        int added = jdbc.sql("insert into case_note (case_id, at, operator, note)"
                        + " select id, ?, ?, ? from failed_call_case where id = ?")
                .params(Timestamp.from(clock.instant()), wish.operator(), wish.detail(), caseId)
                .update();
        return added == 1 ? Optional.empty() : Optional.of(NO_CASE);
    }

    /** The notes of a case, in order. For pages. */
    public List<Note> of(UUID caseId) {
        return jdbc.sql("select at, operator, note from case_note where case_id = ? order by id limit ?")
                .params(caseId, MOST)
                .query((row, number) ->
                        new Note(row.getTimestamp("at").toInstant(), row.getString("operator"), row.getString("note")))
                .list();
    }

    /** @throws DataIntegrityViolationException if the case has just been forgotten */
    void raise(UUID caseId, String operator) {
        jdbc.sql("insert into raised_case (case_id, at, operator) values (?, ?, ?) on conflict do nothing")
                .params(caseId, Timestamp.from(clock.instant()), operator)
                .update();
    }

    /** What operators wrote may name anybody. */
    @Override
    public void erase(Erased who) {
        UUID[] cases = who.cases().toArray(UUID[]::new);
        jdbc.sql("delete from case_note where case_id = any (?)").param(cases).update();
        jdbc.sql("update batch set detail = '', name = '' where act in ('NOTE', 'END') and state <> 'RUNNING'"
                        + " and id in (select batch_id from batch_case where case_id = any (?))")
                .param(cases)
                .update();
    }

    /** Who raised the priority of a case; null if nobody. For pages. */
    public String raisedBy(UUID caseId) {
        return jdbc.sql("select operator from raised_case where case_id = ?")
                .param(caseId)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** The open cases that go first. */
    List<UUID> raised() {
        return jdbc.sql("select r.case_id from raised_case r join failed_call_case c on c.id = r.case_id"
                        + " where c.outcome is null")
                .query(UUID.class)
                .list();
    }
}
