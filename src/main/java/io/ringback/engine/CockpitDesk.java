package io.ringback.engine;

import io.ringback.web.operations.EngineDesk;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What Cockpit's requests mean, as the REST reference of Camunda 7.24 lists them. */
@Component
class CockpitDesk implements EngineDesk {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern ENGINE = Pattern.compile("/camunda/api/engine/engine/[^/]+/(?<resource>.*)");
    private static final Pattern LOGOUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout");

    /** Searches that come as POST because their criteria are long. */
    private static final Pattern SEARCH = Pattern.compile("(history/)?[a-z-]+(/count)?");

    private static final Set<String> ACTS_OF_ONE_WORD = Set.of("message", "signal", "condition", "history/cleanup");

    private record Meaning(Pattern request, String words) {
        Meaning(String request, String words) {
            this(Pattern.compile(request), words);
        }
    }

    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("PUT job/[^/]+/retries", "Retried a job"),
            new Meaning("POST (job/retries|process-instance/job-retries.*)", "Retried jobs, as a batch"),
            new Meaning("DELETE process-instance/[^/]+", "Cancelled a process instance"),
            new Meaning("POST process-instance/delete.*", "Cancelled process instances, as a batch"),
            new Meaning(".*modification.*", "Moved tokens"),
            new Meaning("\\w+ (process-instance|execution)/[^/]+/(local)?[vV]ariables.*", "Changed variables"),
            new Meaning("POST process-instance/variables-async", "Changed variables, as a batch"),
            new Meaning("\\w+ .*suspended.*", "Suspended or resumed"),
            new Meaning("POST migration/execute.*", "Migrated process instances"),
            new Meaning("POST process-definition/.*/restart.*", "Restarted process instances"),
            new Meaning("POST process-definition/.*/start", "Started a process instance"),
            new Meaning("POST (message|signal|process-instance/message-async)", "Sent a message to process instances"),
            new Meaning("POST deployment/.*", "Deployed past Ringback's checks"),
            new Meaning("DELETE deployment/.*", "Deleted a deployment"),
            new Meaning("\\w+ history/.*", "Changed the engine's history"),
            new Meaning("\\w+ (user|group|authorization|tenant)/.*", "Changed accounts or rights"));

    private final JdbcClient jdbc;

    CockpitDesk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> act(String method, String path) {
        if (SAFE.contains(method)) {
            return Optional.empty();
        }
        if (LOGOUT.matcher(path).matches()) {
            return Optional.of("Logged out of Cockpit");
        }
        Matcher engine = ENGINE.matcher(path);
        if (!engine.matches()) {
            return path.startsWith("/camunda/api/cockpit/plugin/")
                    ? Optional.empty()
                    : Optional.of(method + " " + path);
        }
        String resource = engine.group("resource");
        if (method.equals("POST") && SEARCH.matcher(resource).matches() && !ACTS_OF_ONE_WORD.contains(resource)) {
            return Optional.empty();
        }
        String request = method + " " + resource;
        return Optional.of(MEANINGS.stream()
                .filter(meaning -> meaning.request().matcher(request).matches())
                .map(meaning -> meaning.words() + ": " + request)
                .findFirst()
                .orElse(request));
    }

    @Override
    public long incidents() {
        return jdbc.sql("select count(*) from act_ru_incident where id_ = root_cause_incident_id_")
                .query(Long.class)
                .single();
    }

    @Override
    public List<Incident> oldestIncidents(int most) {
        return jdbc.sql("""
                        select i.incident_timestamp_, i.activity_id_, i.incident_msg_, e.business_key_
                          from act_ru_incident i
                          left join act_ru_execution e on e.id_ = i.proc_inst_id_
                         where i.id_ = i.root_cause_incident_id_
                         order by i.incident_timestamp_
                         limit ?
                        """)
                .param(most)
                .query((row, number) -> new Incident(
                        Optional.ofNullable(row.getString("business_key_"))
                                .map(UUID::fromString)
                                .orElse(null),
                        row.getTimestamp("incident_timestamp_").toInstant(),
                        row.getString("activity_id_"),
                        row.getString("incident_msg_")))
                .list();
    }

    @Override
    public Set<UUID> cases(Collection<String> ids) {
        return jdbc.sql("""
                        select i.business_key_
                          from act_ru_execution e
                          join act_ru_execution i on i.id_ = e.proc_inst_id_
                         where i.business_key_ is not null
                           and (e.id_ = any(:ids) or i.business_key_ = any(:ids) or e.proc_inst_id_ in
                                (select j.process_instance_id_ from act_ru_job j where j.id_ = any(:ids)))
                        """).param("ids", ids.toArray(String[]::new)).query(String.class).list().stream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }
}
