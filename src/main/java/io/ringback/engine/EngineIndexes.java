package io.ringback.engine;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The indexes of the engine's tables. Each row of the engine stands in all of them, most often with nothing in the column: here those
 * keep rows that somebody can look for by them (docs/decisions/0039). They have the engine's names, so that its own scripts find them.
 */
@Component
class EngineIndexes {

    /** @param where which rows it keeps */
    private record Index(String name, String table, String columns, String where) {

        static Index ofFilled(String name, String table, String column) {
            return new Index(name, table, column, column + " is not null");
        }
    }

    private static final String VARIABLES = "act_ru_variable";
    private static final String EXECUTIONS = "act_ru_execution";
    private static final String WAITS = "act_ru_event_subscr";
    private static final String JOBS = "act_ru_job";

    /** Jobs that no instance waits for, and those that the engine looks for by what they do. */
    private static final String NO_TIMER_OF_A_WAIT =
            "handler_type_ <> 'timer-intermediate-transition' and handler_type_ <> 'timer-transition'";

    private static final List<Index> INDEXES = List.of(
            Index.ofFilled("act_idx_variable_task_id", VARIABLES, "task_id_"),
            new Index("act_idx_variable_task_name_type", VARIABLES, "task_id_, name_, type_", "task_id_ is not null"),
            Index.ofFilled("act_idx_variable_tenant_id", VARIABLES, "tenant_id_"),
            Index.ofFilled("act_idx_var_bytearray", VARIABLES, "bytearray_id_"),
            Index.ofFilled("act_idx_batch_id", VARIABLES, "batch_id_"),
            Index.ofFilled("act_idx_var_case_exe", VARIABLES, "case_execution_id_"),
            Index.ofFilled("act_idx_var_case_inst_id", VARIABLES, "case_inst_id_"),
            Index.ofFilled("act_idx_exe_super", EXECUTIONS, "super_exec_"),
            Index.ofFilled("act_idx_exec_tenant_id", EXECUTIONS, "tenant_id_"),
            // The root of an instance that no other has called is itself.
            new Index("act_idx_exe_root_pi", EXECUTIONS, "root_proc_inst_id_", "root_proc_inst_id_ <> proc_inst_id_"),
            new Index(
                    "act_idx_job_root_procinst",
                    JOBS,
                    "root_proc_inst_id_",
                    "root_proc_inst_id_ <> process_instance_id_"),
            Index.ofFilled("act_idx_event_subscr_config_", WAITS, "configuration_"),
            Index.ofFilled("act_idx_event_subscr_tenant_id", WAITS, "tenant_id_"),
            // An instance is told of a message by its id; what begins one, and signals, are looked for by name.
            new Index(
                    "act_idx_event_subscr_evt_name",
                    WAITS,
                    "event_name_",
                    "event_type_ <> 'message' or execution_id_ is null"),
            Index.ofFilled("act_idx_job_exception", JOBS, "exception_stack_id_"),
            Index.ofFilled("act_idx_job_tenant_id", JOBS, "tenant_id_"),
            new Index("act_idx_job_handler", JOBS, "handler_type_, handler_cfg_", NO_TIMER_OF_A_WAIT),
            new Index("act_idx_job_handler_type", JOBS, "handler_type_", NO_TIMER_OF_A_WAIT));

    private final JdbcClient jdbc;

    EngineIndexes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Exchanges those that are still as the engine makes them. One that it does not make is not made here either. */
    void setUp() {
        jdbc.sql("create index if not exists act_idx_job_duedate on act_ru_job (duedate_)")
                .update();
        List<String> whole = jdbc.sql("""
                        select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
                         where i.indrelid = any (array['act_ru_variable', 'act_ru_execution', 'act_ru_event_subscr',
                                                       'act_ru_job']::regclass[])
                           and i.indpred is null
                        """).query(String.class).list();
        INDEXES.stream().filter(index -> whole.contains(index.name())).forEach(this::exchange);
    }

    private void exchange(Index index) {
        jdbc.sql("drop index " + index.name()).update();
        jdbc.sql("create index %s on %s (%s) where %s"
                        .formatted(index.name(), index.table(), index.columns(), index.where()))
                .update();
    }
}
