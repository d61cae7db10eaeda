package io.ringback.web.operations.acts;

import io.ringback.web.operations.EngineDesk;
import io.ringback.web.operations.acts.ProblemGroup.Problem;
import io.ringback.web.words.PlainWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What holds cases up: incidents, and messages that are tried again in vain. */
@Component
public class HeldUp {

    private final EngineDesk engine;
    private final JdbcClient jdbc;

    HeldUp(EngineDesk engine, JdbcClient jdbc) {
        this.engine = engine;
        this.jdbc = jdbc;
    }

    /**
     * By their cause, the most frequent first.
     *
     * @param since only what began then or later; empty for all
     */
    public List<ProblemGroup> since(Optional<Instant> since) {
        return ProblemGroup.of(Stream.concat(incidents(), messages())
                .filter(one -> since.filter(one.since()::isBefore).isEmpty())
                .toList());
    }

    private Stream<Problem> incidents() {
        return engine.oldestIncidents(Batches.MOST_CASES).stream()
                .filter(one -> one.caseId() != null)
                .map(one -> new Problem(one.caseId(), String.valueOf(one.element()), one.cause(), one.since()));
    }

    private Stream<Problem> messages() {
        return jdbc
                .sql("select case_id, medium, problem, created_at from outbound_message"
                        + " where state = 'WAITING' and attempts > 0 and problem is not null"
                        + " order by created_at limit ?")
                .param(Batches.MOST_CASES)
                .query((row, number) -> new Problem(
                        row.getObject("case_id", UUID.class),
                        "Tried again: " + PlainWords.OF_OPERATORS.of(row.getString("medium")),
                        row.getString("problem"),
                        row.getTimestamp("created_at").toInstant()))
                .list()
                .stream();
    }
}
