package io.ringback.engine;

import io.ringback.cases.Diagrams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts the files of {@code bpmn/} into force, at start and on an administrator's word. Each file is a deployment of its
 * own, so only what changed gets a new version. A file that cannot run is refused and its old version stays in force;
 * without any old version Ringback does not start.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DiagramFiles implements Diagrams, ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DiagramFiles.class);

    private final RepositoryService repository;
    private final BpmnRules bpmnRules;
    private final DmnRules dmnRules;
    private final Path directory;
    private volatile List<Refusal> refusals = List.of();

    DiagramFiles(
            RepositoryService repository,
            BpmnRules bpmnRules,
            DmnRules dmnRules,
            @Value("${ringback.bpmn-directory}") Path directory) {
        this.repository = repository;
        this.bpmnRules = bpmnRules;
        this.dmnRules = dmnRules;
        this.directory = directory;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<Refusal> refused = deploy().refused();
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(Diagram.PROCESS)
                        .count()
                == 0) {
            throw new IllegalStateException("No diagram \"" + Diagram.PROCESS + "\" can be put into force from "
                    + directory.toAbsolutePath() + ". "
                    + String.join(" ", refused.stream().map(Refusal::sentence).toList()));
        }
    }

    @Override
    public synchronized Deployment deploy() {
        List<String> changed = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        // Tables first: a diagram may use one that is new.
        for (Path file : files(".dmn")) {
            putIntoForce(file, checkTables(file), changed, refused);
        }
        for (Path file : files(".bpmn")) {
            putIntoForce(file, checkDiagram(file), changed, refused);
        }
        refused.forEach(refusal -> LOG.error("Refused, the old version stays in force: {}", refusal.sentence()));
        refusals = List.copyOf(refused);
        return new Deployment(
                inForce().stream().filter(file -> changed.contains(file.file())).toList(), refused);
    }

    private void putIntoForce(Path file, List<Refusal> problems, List<String> changed, List<Refusal> refused) {
        if (!problems.isEmpty()) {
            refused.addAll(problems);
            return;
        }
        String name = nameOf(file);
        try {
            DeploymentWithDefinitions done = repository
                    .createDeployment()
                    .name(name)
                    .source("bpmn directory")
                    .enableDuplicateFiltering(true)
                    .addInputStream(name, new ByteArrayInputStream(Files.readAllBytes(file)))
                    .deployWithResult();
            if (done.getDeployedProcessDefinitions() != null || done.getDeployedDecisionDefinitions() != null) {
                changed.add(name);
            }
        } catch (ParseException e) {
            e.getResorceReports().forEach(report -> report.getErrors()
                    .forEach(problem -> refused.add(new Refusal(
                            name,
                            String.valueOf(problem.getMainElementId()),
                            problem.getMessage() + ".",
                            "Correct it in Camunda Modeler and deploy again."))));
        } catch (ProcessEngineException e) {
            refused.add(unreadable(file, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Refusal> checkTables(Path file) {
        try {
            return dmnRules.check(nameOf(file), Dmn.readModelFromFile(file.toFile()));
        } catch (ModelException e) {
            return List.of(unreadable(file, e));
        }
    }

    private List<Refusal> checkDiagram(Path file) {
        try {
            return bpmnRules.check(nameOf(file), Bpmn.readModelFromFile(file.toFile()), decisionsInForce());
        } catch (ModelException e) {
            return List.of(unreadable(file, e));
        }
    }

    private static Refusal unreadable(Path file, RuntimeException problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new Refusal(
                nameOf(file),
                nameOf(file),
                "It cannot be read: " + root.getMessage() + ".",
                "Open it in Camunda Modeler, which shows what is broken, or take back the last change.");
    }

    private Set<String> decisionsInForce() {
        return repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                .map(DecisionDefinition::getKey)
                .collect(Collectors.toSet());
    }

    private List<Path> files(String ending) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> nameOf(file).endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The diagrams' directory " + directory.toAbsolutePath()
                            + " cannot be read. Set ringback.bpmn-directory to where bpmn/ is.",
                    e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }

    @Override
    public List<InForce> inForce() {
        Map<String, Instant> deployedAt = repository.createDeploymentQuery().list().stream()
                .collect(Collectors.toMap(
                        org.camunda.bpm.engine.repository.Deployment::getId,
                        deployment -> deployment.getDeploymentTime().toInstant()));
        Stream<ResourceDefinition> processes = repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .map(ResourceDefinition.class::cast);
        Stream<ResourceDefinition> tables = repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                .map(ResourceDefinition.class::cast);
        return Stream.concat(processes, tables)
                .map(definition -> new InForce(
                        definition.getResourceName(),
                        definition.getVersion(),
                        deployedAt.get(definition.getDeploymentId())))
                .toList();
    }
}
