package io.ringback.engine;

import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.engine.trial.Diagram;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares cases with the engine's rows of their processes. A case opens and ends in one transaction with its process, so one
 * statement sees both or neither.
 */
@Component
class Standings {

    /** A case younger than this is left alone, however it looks. */
    private static final Duration NEW = Duration.ofMinutes(1);

    /**
     * Where a process stands.
     *
     * @param state what a case does there; empty if the diagram does not tell
     */
    record Token(String element, Optional<CaseState> state) {}

    private record Place(String definition, String element) {}

    private final JdbcClient jdbc;
    private final RepositoryService repository;

    Standings(JdbcClient jdbc, RepositoryService repository) {
        this.jdbc = jdbc;
        this.repository = repository;
    }

    /** The open cases whose process is not there. */
    List<UUID> withoutProcess(Instant now) {
        return jdbc.sql("""
                        select c.id from failed_call_case c
                         where c.outcome is null and c.opened_at < ?
                           and not exists (select from act_ru_execution p where p.id_ = c.process_instance_id)
                        """)
                .param(Timestamp.from(now.minus(NEW)))
                .query(UUID.class)
                .list();
    }

    boolean hasProcess(RunningCase running) {
        return jdbc.sql("select count(*) from act_ru_execution where id_ = ?")
                        .param(running.processInstanceId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The processes that no open case has. */
    List<String> processesWithoutCase() {
        return jdbc.sql("""
                        select p.id_ from act_ru_execution p join act_re_procdef d on d.id_ = p.proc_def_id_
                         where p.parent_id_ is null and p.super_exec_ is null and d.key_ = ?
                           and not exists (select from failed_call_case c
                                            where c.process_instance_id = p.id_ and c.outcome is null)
                        """).param(Diagram.PROCESS).query(String.class).list();
    }

    /** The version of the diagram that a process runs on. */
    Optional<Integer> diagramVersionOf(String processInstanceId) {
        return jdbc.sql("select d.version_ from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_"
                        + " where e.id_ = ?")
                .param(processInstanceId)
                .query(Integer.class)
                .optional();
    }

    /** The open case of a process. */
    List<UUID> casesOf(String processInstanceId) {
        return jdbc.sql("select id from failed_call_case where process_instance_id = ? and outcome is null")
                .param(processInstanceId)
                .query(UUID.class)
                .list();
    }

    /**
     * The open cases that do something else than their token's place says, stand in several places or have no timer, or did when
     * looked at last.
     */
    List<UUID> elsewhere() {
        return Stream.of(apart(), noted(), waitingForEver())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Places are few and cases may be a million, so the database compares. */
    private List<UUID> apart() {
        Map<Place, CaseState> states = new HashMap<>();
        places().forEach(place -> stateAt(place).ifPresent(state -> states.put(place, state)));
        List<Map.Entry<Place, CaseState>> known = List.copyOf(states.entrySet());
        return jdbc.sql("""
                        select distinct c.id
                          from unnest(:definitions::text[], :elements::text[], :states::text[])
                               as place (definition, element, state)
                          join act_ru_execution p on p.proc_def_id_ = place.definition and p.act_id_ = place.element
                          join failed_call_case c on c.process_instance_id = p.proc_inst_id_
                         where p.is_active_ and c.outcome is null and c.state <> place.state
                        """)
                .param("definitions", texts(known, one -> one.getKey().definition()))
                .param("elements", texts(known, one -> one.getKey().element()))
                .param("states", texts(known, one -> one.getValue().name()))
                .query(UUID.class)
                .list();
    }

    private List<Place> places() {
        return jdbc.sql("select distinct proc_def_id_, act_id_ from act_ru_execution"
                        + " where is_active_ and act_id_ is not null")
                .query((row, number) -> new Place(row.getString(1), row.getString(2)))
                .list();
    }

    private static <T> String[] texts(List<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    /** Wherever a case waits, a timer is set or an operator has a job to retry: somebody has deleted the only one. */
    private List<UUID> waitingForEver() {
        return jdbc.sql("""
                        select c.id from failed_call_case c join act_ru_execution p on p.id_ = c.process_instance_id
                         where c.outcome is null
                           and not exists (select from act_ru_job j where j.process_instance_id_ = p.id_)
                        """).query(UUID.class).list();
    }

    /** Whether time or an operator's retry takes the case on some day. */
    boolean hasJob(RunningCase running) {
        return jdbc.sql("select count(*) from act_ru_job where process_instance_id_ = ?")
                        .param(running.processInstanceId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<UUID> noted() {
        return jdbc.sql("select id from failed_call_case where out_of_step is not null")
                .query(UUID.class)
                .list();
    }

    List<Token> tokensOf(RunningCase running) {
        Set<Place> places = jdbc.sql("select proc_def_id_, act_id_ from act_ru_execution"
                        + " where proc_inst_id_ = ? and is_active_ and act_id_ is not null")
                .param(running.processInstanceId())
                .query((row, number) -> new Place(row.getString(1), row.getString(2)))
                .set();
        return places.stream()
                .map(place -> new Token(place.element(), stateAt(place)))
                .toList();
    }

    private Optional<CaseState> stateAt(Place place) {
        return repository.getBpmnModelInstance(place.definition()).getModelElementById(place.element())
                        instanceof FlowNode node
                ? Whereabouts.stateAt(node)
                : Optional.empty();
    }
}
