package io.ringback.web.operations;

import io.ringback.cases.CaseState;
import io.ringback.web.operations.CaseFile.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads cases for operators. Every list is bounded and has an index to run along. */
@Component
class CaseFiles {

    static final int PAGE = 50;

    private static final String[] OPEN = Stream.of(CaseState.values())
            .filter(state -> state != CaseState.ENDED)
            .map(CaseState::name)
            .toArray(String[]::new);

    private static final String CASE = """
            select c.*, caller.name as caller_name, callee.name as callee_name
              from failed_call_case c
              left join person caller on caller.id = c.caller_id
              left join person callee on callee.id = c.callee_id
            """;

    private final JdbcClient jdbc;

    CaseFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One case with its journey. */
    Optional<CaseFile> find(UUID id) {
        List<Line> journey = jdbc.sql(
                        "select at, step, medium, result, detail from journal where case_id = ? order by id")
                .param(id)
                .query((row, number) -> new Line(
                        row.getTimestamp("at").toInstant(),
                        row.getString("step"),
                        row.getString("medium"),
                        row.getString("result"),
                        row.getString("detail")))
                .list();
        return jdbc.sql(CASE + " where c.id = ?")
                .param(id)
                .query((row, number) -> read(row, journey))
                .optional();
    }

    /** Cases that are not over, the newest first; all of them, or those in {@code state}. */
    List<CaseFile> open(Optional<String> state, int page) {
        // Each state has its own stretch of the index.
        return jdbc.sql("""
                        select c.*, caller.name as caller_name, callee.name as callee_name
                          from unnest(:states::text[]) as one (state)
                         cross join lateral (
                               select * from failed_call_case
                                where outcome is null and state = one.state
                                order by opened_at desc, id limit :limit + :offset) c
                          left join person caller on caller.id = c.caller_id
                          left join person callee on callee.id = c.callee_id
                         order by c.opened_at desc, c.id limit :limit offset :offset
                        """)
                .param("states", state.map(one -> new String[] {one}).orElse(OPEN))
                .param("limit", PAGE + 1)
                .param("offset", page * PAGE)
                .query((row, number) -> read(row, List.of()))
                .list();
    }

    /** Open cases that do not agree with their process, the oldest first. */
    List<CaseFile> outOfStep() {
        return jdbc.sql(CASE + " where c.out_of_step is not null order by c.opened_at limit ?")
                .param(PAGE)
                .query((row, number) -> read(row, List.of()))
                .list();
    }

    /** Cases that are over, the last ended first. */
    List<CaseFile> ended(int page) {
        return jdbc.sql(CASE + " where c.ended_at is not null order by c.ended_at desc, c.id limit ? offset ?")
                .params(PAGE + 1, page * PAGE)
                .query((row, number) -> read(row, List.of()))
                .list();
    }

    private static CaseFile read(ResultSet row, List<Line> journey) throws SQLException {
        return new CaseFile(
                row.getObject("id", UUID.class),
                row.getString("process_instance_id"),
                row.getString("caller_name"),
                row.getString("callee_name"),
                row.getString("failed_medium"),
                row.getString("cause"),
                row.getString("caller_identity"),
                row.getInt("attempts"),
                row.getString("state"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("out_of_step"),
                row.getObject("joined_to", UUID.class),
                instant(row, "opened_at"),
                instant(row, "ended_at"),
                journey);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
