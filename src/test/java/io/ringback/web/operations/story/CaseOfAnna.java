package io.ringback.web.operations.story;

import io.ringback.JourneyRows;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anna has called Bob, has been asked by mail whether he may be told, and has not answered. */
final class CaseOfAnna {

    static final String PROCESS = "process-of-anna";

    private CaseOfAnna() {}

    static void insert(JdbcClient jdbc, UUID id, Instant begin) {
        UUID anna = UUID.randomUUID();
        UUID bob = UUID.randomUUID();
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, 'Anna', 'sv', 'Europe/Stockholm'),"
                        + " (?, 'Bob <b>', 'en', 'Europe/London')")
                .params(anna, bob)
                .update();
        jdbc.sql(
                        "insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed, callee_sealed,"
                                + " failed_medium, cause, first_tried_at, last_tried_at, state, opened_at, diagram_version)"
                                + " values (?, ?, ?, ?, '', '', 'VOICE', 'BUSY', now(), now(), 'ASKING_CALLER', now(), 1)")
                .params(id, PROCESS, anna, bob)
                .update();
        JourneyRows.addPassed(jdbc, id, begin, "StartCallFailed");
        JourneyRows.add(jdbc, id, begin, "CALL_FAILED", "VOICE", "BUSY", null);
        JourneyRows.addPassed(jdbc, id, begin.plusMillis(1), "AskCaller");
        JourneyRows.add(jdbc, id, begin.plusMillis(2), "QUESTION", "EMAIL", "WRITTEN", null);
        JourneyRows.addPassed(jdbc, id, begin.plusMillis(3), "WaitForAnswer");
        JourneyRows.add(jdbc, id, begin.plusMillis(900), "QUESTION", "EMAIL", "SENT", null);
        JourneyRows.add(jdbc, id, begin.plus(Duration.ofMinutes(25)), "CALLED_AGAIN", null, null, "no new question");
    }
}
