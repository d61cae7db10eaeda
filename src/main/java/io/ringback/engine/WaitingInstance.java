package io.ringback.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSession;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * Tells an instance that waits of a message. The engine's own way looks for the instance, for what it waits for and for each
 * thing that it has in a round trip of its own; here all that there is of it is read in one.
 */
final class WaitingInstance implements Command<WaitingInstance.Told> {

    /** What came of it. */
    enum Told {
        TOLD,
        NOT_WAITING,
        SUSPENDED
    }

    private static final String WHOLE = "io.ringback.wholeInstance";

    private final String id;
    private final String message;
    private final Map<String, Object> facts;

    /**
     * @param id of the process instance
     * @param message as the diagram names it
     * @param facts that come with it
     */
    WaitingInstance(String id, String message, Map<String, Object> facts) {
        this.id = id;
        this.message = message;
        this.facts = facts;
    }

    /**
     * A part of what there is of an instance.
     *
     * @param like the engine's statement that reads it, with the instance's id as its one parameter
     * @param sql in place of that statement's
     */
    private record Part(String like, String sql) {}

    /** As the engine asks, but along its indexes and without what only lists of variables show. */
    private static final List<Part> PARTS = List.of(
            new Part("selectExecutionsByProcessInstanceId", "select * from ACT_RU_EXECUTION where PROC_INST_ID_ = ?"),
            new Part(
                    "selectEventSubscriptionsByProcessInstanceId",
                    "select * from ACT_RU_EVENT_SUBSCR where EXECUTION_ID_ in"
                            + " (select ID_ from ACT_RU_EXECUTION where PROC_INST_ID_ = ?)"),
            new Part("selectVariablesByProcessInstanceId", "select * from ACT_RU_VARIABLE where PROC_INST_ID_ = ?"),
            new Part("selectJobsByProcessInstanceId", "select * from ACT_RU_JOB where PROCESS_INSTANCE_ID_ = ?"));

    /** Adds to the engine's statements the one that reads an instance whole. */
    static void addTo(Configuration statements) {
        String sql = PARTS.stream().map(Part::sql).collect(Collectors.joining(";\n"));
        List<MappedStatement> engines = PARTS.stream()
                .map(part -> statements.getMappedStatement(part.like()))
                .toList();
        List<ParameterMapping> parameters = engines.stream()
                .map(part -> part.getBoundSql(new ListQueryParameterObject("", 0, Integer.MAX_VALUE)))
                .flatMap(command -> command.getParameterMappings().stream())
                .toList();
        List<ResultMap> results =
                engines.stream().flatMap(part -> part.getResultMaps().stream()).toList();
        statements.addMappedStatement(new MappedStatement.Builder(
                        statements,
                        WHOLE,
                        parameter -> new BoundSql(statements, sql, parameters, parameter),
                        SqlCommandType.SELECT)
                .resultMaps(results)
                .build());
    }

    @Override
    public Told execute(CommandContext engine) {
        List<List<? extends DbEntity>> whole = engine.getSession(DbSqlSession.class)
                .getSqlSession()
                .selectList(WHOLE, new ListQueryParameterObject(id, 0, Integer.MAX_VALUE));
        whole.forEach(kind -> kind.forEach(engine.getDbEntityManager().getDbEntityCache()::putPersistent));
        List<ExecutionEntity> executions = all(whole.get(0), ExecutionEntity.class);
        List<EventSubscriptionEntity> waits = all(whole.get(1), EventSubscriptionEntity.class);
        List<EventSubscriptionEntity> waiting = waits.stream()
                .filter(wait ->
                        wait.isSubscriptionForEventType(EventType.MESSAGE) && message.equals(wait.getEventName()))
                .toList();
        if (waiting.size() != 1) {
            return Told.NOT_WAITING;
        }
        ExecutionEntity instance = executions.stream()
                .filter(execution -> id.equals(execution.getId()))
                .findFirst()
                .orElseThrow();
        if (executions.stream().anyMatch(ExecutionEntity::isSuspended)) {
            return Told.SUSPENDED;
        }
        List<VariableInstanceEntity> variables =
                ((EntitiesInHand) engine.getDbEntityManager()).apart(all(whole.get(2), VariableInstanceEntity.class));
        instance.restoreProcessInstance(executions, waits, variables, null, null, null, null);
        ((JobsInHand) engine.getSession(JobManager.class)).take(executions, all(whole.get(3), JobEntity.class));
        engine.getProcessEngineConfiguration()
                .getCommandCheckers()
                .forEach(checker -> checker.checkUpdateProcessInstance(instance));
        waiting.get(0).eventReceived(facts, null, null, null, false);
        return Told.TOLD;
    }

    private static <T> List<T> all(List<?> of, Class<T> kind) {
        return new ArrayList<>(of.stream().map(kind::cast).toList());
    }
}
