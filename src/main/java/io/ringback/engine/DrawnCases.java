package io.ringback.engine;

import io.ringback.engine.trial.Diagram;
import io.ringback.web.operations.story.CaseDiagrams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinitionQuery;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The diagrams that cases run and ran on. What is deployed never changes, so each is read once. */
@Component
class DrawnCases implements CaseDiagrams {

    private final JdbcClient jdbc;
    private final RepositoryService repository;
    private final Map<String, Version> read = new ConcurrentHashMap<>();

    DrawnCases(JdbcClient jdbc, RepositoryService repository) {
        this.jdbc = jdbc;
        this.repository = repository;
    }

    @Override
    public Optional<Version> version(int number) {
        return read(processes().processDefinitionVersion(number));
    }

    @Override
    public Optional<Version> inForce() {
        return read(processes().latestVersion());
    }

    private ProcessDefinitionQuery processes() {
        return repository.createProcessDefinitionQuery().processDefinitionKey(Diagram.PROCESS);
    }

    private Optional<Version> read(ProcessDefinitionQuery query) {
        return Optional.ofNullable(query.singleResult())
                .map(process -> read.computeIfAbsent(process.getId(), id -> read(process)));
    }

    private Version read(ProcessDefinition process) {
        try (InputStream xml = repository.getProcessModel(process.getId())) {
            Map<String, String> names =
                    repository.getBpmnModelInstance(process.getId()).getModelElementsByType(FlowNode.class).stream()
                            .filter(node ->
                                    node.getName() != null && !node.getName().isBlank())
                            .collect(Collectors.toMap(FlowNode::getId, node -> node.getName()
                                    .replaceAll("\\s+", " ")
                                    .strip()));
            return new Version(
                    process.getVersion(), new String(xml.readAllBytes(), StandardCharsets.UTF_8), Map.copyOf(names));
        } catch (IOException e) {
            throw new UncheckedIOException("The diagram " + process.getId() + " cannot be read.", e);
        }
    }

    @Override
    public Standing standing(String processInstanceId) {
        return new Standing(
                jdbc.sql("select distinct act_id_ from act_ru_execution"
                                + " where proc_inst_id_ = ? and is_active_ and act_id_ is not null order by act_id_")
                        .param(processInstanceId)
                        .query(String.class)
                        .list(),
                jdbc.sql(
                                "select activity_id_, incident_msg_ from act_ru_incident"
                                        + " where proc_inst_id_ = ? and id_ = root_cause_incident_id_ order by incident_timestamp_")
                        .param(processInstanceId)
                        .query((row, number) -> new Problem(row.getString(1), row.getString(2)))
                        .list());
    }

    @Override
    public Map<String, Integer> problems(Collection<String> processInstanceIds) {
        return jdbc
                .sql("select proc_inst_id_ as process, count(*) as problems from act_ru_incident"
                        + " where proc_inst_id_ = any(?) and id_ = root_cause_incident_id_ group by proc_inst_id_")
                .param(processInstanceIds.toArray(String[]::new))
                .query()
                .listOfRows()
                .stream()
                .collect(Collectors.toMap(
                        row -> (String) row.get("process"), row -> ((Number) row.get("problems")).intValue()));
    }

    @Override
    public List<Waiting> waiting() {
        return jdbc.sql("""
                        select e.act_id_, count(*)
                          from act_ru_execution e
                         where e.is_active_ and e.act_id_ is not null
                           and e.proc_def_id_ in (select id_ from act_re_procdef where key_ = ?)
                         group by e.act_id_ order by count(*) desc, e.act_id_
                        """)
                .param(Diagram.PROCESS)
                .query((row, number) -> new Waiting(row.getString(1), row.getLong(2)))
                .list();
    }
}
