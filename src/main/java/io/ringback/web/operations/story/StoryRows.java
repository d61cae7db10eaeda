package io.ringback.web.operations.story;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is kept of one case. */
@Component
class StoryRows {

    /** More than any case that people can follow has; a case that went round and round is shown with its end missing. */
    private static final int MOST = 2000;

    private final JdbcClient jdbc;

    StoryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CaseRow> find(UUID id) {
        return jdbc.sql("""
                        select c.*, caller.name as caller_name, callee.name as callee_name
                          from failed_call_case c
                          left join person caller on caller.id = c.caller_id
                          left join person callee on callee.id = c.callee_id
                         where c.id = ?
                        """).param(id).query((row, number) -> read(row)).optional();
    }

    List<Line> journey(UUID id) {
        return jdbc.sql("select at, step, medium, result, detail from journal where case_id = ? order by id limit ?")
                .params(id, MOST)
                .query((row, number) -> new Line(
                        instant(row, "at"),
                        row.getString("step"),
                        row.getString("medium"),
                        row.getString("result"),
                        row.getString("detail")))
                .list();
    }

    List<Passed> way(UUID id) {
        return jdbc.sql("select at, element from token_way where case_id = ? order by id limit ?")
                .params(id, MOST)
                .query((row, number) -> new Passed(instant(row, "at"), row.getString("element")))
                .list();
    }

    /** Why the first message that waits was not sent yet; empty if none was tried in vain. */
    Optional<String> problemOfWaiting(UUID id) {
        return jdbc.sql(
                        "select problem from outbound_message where case_id = ? and state = 'WAITING' and problem is not null"
                                + " order by created_at limit 1")
                .param(id)
                .query(String.class)
                .optional();
    }

    /**
     * What changes whenever something is written about a case.
     *
     * @param processInstanceId null if there is none
     */
    record Stamp(UUID id, String processInstanceId, String rows) {}

    /** The stamps of those of the cases that are there still. */
    Map<UUID, Stamp> stamps(Collection<UUID> ids) {
        return jdbc
                .sql("""
                        select c.id, c.process_instance_id,
                               concat_ws('/', c.state, c.attempts, c.out_of_step,
                                   (select max(e.id) from journal_entry e where e.case_id = c.id),
                                   (select sum(m.attempts) from outbound_message m where m.case_id = c.id)) as rows
                          from failed_call_case c where c.id = any(?)
                        """)
                .param(ids.toArray(UUID[]::new))
                .query((row, number) -> new Stamp(
                        row.getObject("id", UUID.class), row.getString("process_instance_id"), row.getString("rows")))
                .list()
                .stream()
                .collect(Collectors.toMap(Stamp::id, stamp -> stamp));
    }

    private static CaseRow read(ResultSet row) throws SQLException {
        return new CaseRow(
                row.getObject("id", UUID.class),
                row.getString("process_instance_id"),
                row.getObject("diagram_version", Integer.class),
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
                instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
