package io.ringback.web.operations;

import io.ringback.web.operations.CaseFile.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one case for operators. */
@Component
class CaseFiles {

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
