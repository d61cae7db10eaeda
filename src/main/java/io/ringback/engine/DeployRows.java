package io.ringback.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.cases.Diagrams.Deploy;
import io.ringback.cases.Diagrams.DeployedFile;
import io.ringback.cases.Diagrams.Idea;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.engine.InstalledFiles.Installed;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who deployed what, when, and what has been tried. Written in the transaction in which the engine takes the files. */
@Component
class DeployRows {

    private static final long ONE_AT_A_TIME = 0x6465706c6f79L;
    private static final TypeReference<List<Warning>> WARNINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    DeployRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Until this transaction ends, everybody else who deploys waits, on whichever node. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
    }

    /** Begins a deploy; each of these may be null. */
    long add(String operator, Long takesBack, Idea idea) {
        return jdbc.sql("insert into deploy (at, operator, takes_back, proposed_by, why) values (?, ?, ?, ?, ?)"
                        + " returning id")
                .params(
                        Timestamp.from(clock.instant()),
                        operator,
                        takesBack,
                        idea == null ? null : idea.of(),
                        idea == null ? null : idea.why())
                .query(Long.class)
                .single();
    }

    /**
     * Adds a file to a deploy.
     *
     * @param before null if the file is new
     */
    void addFile(long deploy, Installed before, Installed now) {
        jdbc.sql("insert into deployed_file (deploy_id, file, deployment_before, version_before, deployment, version)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        deploy,
                        now.file(),
                        before == null ? null : before.deployment(),
                        before == null ? null : before.version().orElse(null),
                        now.deployment(),
                        now.version().orElse(null))
                .update();
    }

    /**
     * What was found when a deployment was tried last.
     *
     * @param with the version of Ringback that tried it
     * @param warnings what is odd about it
     */
    record Tried(String with, List<Warning> warnings) {}

    /** By the engine's id, the deployments that were tried. */
    Map<String, Tried> tried() {
        Map<String, Tried> all = new HashMap<>();
        jdbc.sql("select deployment, tried_with, warnings from tried_deployment")
                .query(row -> {
                    all.put(
                            row.getString("deployment"),
                            new Tried(row.getString("tried_with"), read(row.getString("warnings"))));
                });
        return all;
    }

    /** A deployment was tried and found good. */
    void tried(String deployment, String with, List<Warning> warnings) {
        jdbc.sql("insert into tried_deployment (deployment, tried_with, warnings) values (?, ?, ?::jsonb)"
                        + " on conflict (deployment) do update"
                        + " set tried_with = excluded.tried_with, warnings = excluded.warnings")
                .params(deployment, with, written(warnings))
                .update();
    }

    /** The id of the last deploy; 0 if there was none. */
    long last() {
        return jdbc.sql("select coalesce(max(id), 0) from deploy")
                .query(Long.class)
                .single();
    }

    /** The last deploys, the newest first. */
    List<Deploy> newest(int most) {
        return jdbc.sql("select * from deploy order by id desc limit ?")
                .param(most)
                .query((row, number) -> new Deploy(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        Optional.ofNullable(row.getString("operator")),
                        Optional.ofNullable(row.getObject("takes_back", Long.class)),
                        row.getString("why") == null
                                ? Optional.empty()
                                : Optional.of(new Idea(row.getString("proposed_by"), row.getString("why"))),
                        files(row.getLong("id"))))
                .list();
    }

    private List<DeployedFile> files(long deploy) {
        return jdbc.sql("select * from deployed_file where deploy_id = ? order by file")
                .param(deploy)
                .query((row, number) -> new DeployedFile(
                        row.getString("file"),
                        Optional.ofNullable(row.getObject("version_before", Integer.class)),
                        Optional.ofNullable(row.getObject("version", Integer.class))))
                .list();
    }

    /** By file, the engine's id of what was in force before a deploy; empty for files that were new in it. */
    Map<String, Optional<String>> before(long deploy) {
        Map<String, Optional<String>> all = new HashMap<>();
        jdbc.sql("select file, deployment_before from deployed_file where deploy_id = ?")
                .param(deploy)
                .query(row -> {
                    all.put(row.getString("file"), Optional.ofNullable(row.getString("deployment_before")));
                });
        return all;
    }

    private String written(List<Warning> warnings) {
        try {
            return json.writeValueAsString(warnings);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Warning> read(String warnings) {
        try {
            return json.readValue(warnings, WARNINGS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
