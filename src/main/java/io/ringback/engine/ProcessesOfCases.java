package io.ringback.engine;

import io.ringback.engine.trial.Diagram;
import io.ringback.web.operations.find.RunningProcesses;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which versions of the diagram there are, and which cases have an incident, as the engine's rows say. */
@Component
class ProcessesOfCases implements RunningProcesses {

    private final JdbcClient jdbc;

    ProcessesOfCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Integer> versions() {
        return jdbc.sql("select version_ from act_re_procdef where key_ = ? order by version_ desc")
                .param(Diagram.PROCESS)
                .query(Integer.class)
                .list();
    }

    @Override
    public List<UUID> withIncident(Instant from, Instant to, Optional<String> words, int most) {
        return jdbc.sql("""
                        select e.business_key_::uuid from act_ru_incident i join act_ru_execution e on e.id_ = i.proc_inst_id_
                         where i.id_ = i.root_cause_incident_id_ and e.business_key_ is not null
                           and i.incident_timestamp_ >= :from and i.incident_timestamp_ < :to
                           and (:words::text is null or words_of(i.incident_msg_) @@ to_tsquery('simple', :words))
                         order by i.incident_timestamp_ desc limit :most
                        """)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("words", words.orElse(null))
                .param("most", most)
                .query(UUID.class)
                .list();
    }
}
