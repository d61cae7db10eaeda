package io.ringback.engine;

import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.FileTrial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A decision table in force, asked beside the engine, which would be asked in the transaction of a case. It is read once, and looked for
 * once a second.
 */
final class TableInForce {

    private record TheTable(String key) {}

    /**
     * A version of the table.
     *
     * @param version the engine's id; empty if there is no such table
     * @param tables for one thread at a time
     */
    record Deployed(String key, String version, AskedTables tables) {

        boolean isThere() {
            return tables.has(key);
        }

        /** What it says with these facts; empty if it is not there, or does not say one thing. */
        Optional<Map<String, Object>> answer(Map<String, Object> facts) {
            synchronized (tables) {
                return isThere() ? tables.answer(key, facts) : Optional.empty();
            }
        }

        /** The facts that make a difference to it. */
        Set<String> looksAt() {
            return tables.looksAt(key);
        }
    }

    private final String key;
    private final JdbcClient jdbc;
    private final StandingAnswers answers;
    private final FileTrial trial;
    private volatile Deployed last;

    TableInForce(String key, JdbcClient jdbc, StandingAnswers answers, FileTrial trial) {
        this.key = key;
        this.jdbc = jdbc;
        this.answers = answers;
        this.trial = trial;
    }

    Deployed now() {
        return answers.to(new TheTable(key), this::look);
    }

    private Deployed look() {
        String version = jdbc.sql("select id_ from act_re_decision_def where key_ = ? order by version_ desc limit 1")
                .param(key)
                .query(String.class)
                .optional()
                .orElse("");
        Deployed known = last;
        if (known == null || !known.version().equals(version)) {
            known = new Deployed(key, version, trial.tablesOf(files(version)));
            last = known;
        }
        return known;
    }

    private List<byte[]> files(String version) {
        return jdbc.sql("""
                        select f.bytes_ from act_re_decision_def d
                          join act_ge_bytearray f on f.deployment_id_ = d.deployment_id_ and f.name_ = d.resource_name_
                         where d.id_ = ?
                        """).param(version).query(byte[].class).list();
    }
}
