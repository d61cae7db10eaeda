package io.ringback.engine;

import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.FileTrial;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables in force that Ringback asks beside the engine: in a transaction of its own the engine would roll back with a table that
 * cannot decide.
 */
@Component
class LatestTables {

    private final JdbcClient jdbc;
    private final FileTrial trial;

    LatestTables(JdbcClient jdbc, FileTrial trial) {
        this.jdbc = jdbc;
        this.trial = trial;
    }

    /** The engine's id of the version in force; empty if there is no such table. */
    String version(String decision) {
        return jdbc.sql("select id_ from act_re_decision_def where key_ = ? order by version_ desc limit 1")
                .param(decision)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** The tables in the file of a version; none if there is none. */
    AskedTables read(String version) {
        List<byte[]> files = jdbc.sql("""
                        select f.bytes_ from act_re_decision_def d
                          join act_ge_bytearray f on f.deployment_id_ = d.deployment_id_ and f.name_ = d.resource_name_
                         where d.id_ = ?
                        """).param(version).query(byte[].class).list();
        return trial.tablesOf(files);
    }
}
