package io.ringback.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** Adds to the engine's statements the one that reads an instance whole, made of four of its own. */
    static void addTo(Configuration statements) {
        List<MappedStatement> parts = Stream.of(
                        "selectExecutionsByProcessInstanceId",
                        "selectEventSubscriptionsByProcessInstanceId",
                        "selectVariablesByProcessInstanceId",
                        "selectJobsByProcessInstanceId")
                .map(statements::getMappedStatement)
                .toList();
        List<BoundSql> commands = parts.stream()
                .map(part -> part.getBoundSql(new ListQueryParameterObject("", 0, Integer.MAX_VALUE)))
                .toList();
        String sql = String.join(";\n", commands.stream().map(BoundSql::getSql).toList());
        List<ParameterMapping> parameters = commands.stream()
                .flatMap(command -> command.getParameterMappings().stream())
                .toList();
        List<ResultMap> results =
                parts.stream().flatMap(part -> part.getResultMaps().stream()).toList();
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
        instance.restoreProcessInstance(
                executions, waits, all(whole.get(2), VariableInstanceEntity.class), null, null, null, null);
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
