package io.ringback;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lines of journeys, and ways of tokens, that a test needs in the database. */
public final class JourneyRows {

    private JourneyRows() {}

    /** Adds a line; {@code medium}, {@code result} and {@code detail} may be null. */
    public static void add(
            JdbcClient jdbc, UUID caseId, Instant at, String step, String medium, String result, String detail) {
        jdbc.sql("insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                        + " values (?, array[?]::timestamptz[], array[?], array[?]::text[], array[?]::text[],"
                        + " array[?]::text[], '{}', '{}')")
                .params(caseId, at.atOffset(ZoneOffset.UTC), step, medium, result, detail)
                .update();
    }

    /** The token came to an element of the diagram. */
    public static void addPassed(JdbcClient jdbc, UUID caseId, Instant at, String element) {
        jdbc.sql("insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                        + " values (?, '{}', '{}', '{}', '{}', '{}', array[?]::timestamptz[], array[?])")
                .params(caseId, at.atOffset(ZoneOffset.UTC), element)
                .update();
    }
}
