package io.ringback.engine;

import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the engine remembers of the processes of somebody's cases: variables and comments of Cockpit's users among it, if its history is
 * set to keep them.
 */
@Component
class HistoryTraces implements Traces {

    private final JdbcClient jdbc;
    private final HistoryService history;
    private final RuntimeService runtime;

    HistoryTraces(JdbcClient jdbc, HistoryService history, RuntimeService runtime) {
        this.jdbc = jdbc;
        this.history = history;
        this.runtime = runtime;
    }

    @Override
    public void erase(Erased who) {
        List<String> processes = jdbc
                .sql("select process_instance_id from failed_call_case where id = any (?)")
                .param(who.cases().toArray(UUID[]::new))
                .query(String.class)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
        for (String process : processes) {
            // The case may have ended while other tokens of it were under way.
            runtime.deleteProcessInstanceIfExists(process, "erased", true, false, true, false);
            history.createUserOperationLogQuery()
                    .processInstanceId(process)
                    .list()
                    .forEach(entry -> history.deleteUserOperationLogEntry(entry.getId()));
        }
        if (!processes.isEmpty()) {
            history.deleteHistoricProcessInstancesIfExists(processes);
            // The engine keeps them without a history too, and then deletes them only while their process runs.
            jdbc.sql("delete from act_hi_comment where proc_inst_id_ = any (?)")
                    .param(processes.toArray(String[]::new))
                    .update();
        }
    }
}
