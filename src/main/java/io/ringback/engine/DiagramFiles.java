package io.ringback.engine;

import io.ringback.cases.Diagrams;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.FileTrial.Standing;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ResourceDefinition;
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

    private static final String SOURCE = "bpmn directory";

    private final RepositoryService repository;
    private final FileTrial trial;
    private final Path directory;
    private volatile List<Refusal> refusals = List.of();
    private volatile List<Warning> warnings = List.of();

    DiagramFiles(RepositoryService repository, FileTrial trial, @Value("${ringback.bpmn-directory}") Path directory) {
        this.repository = repository;
        this.trial = trial;
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
        Map<String, byte[]> files = read(refused);
        Verdict verdict = trial.of(files, standing());
        refused.addAll(verdict.refused());
        verdict.accepted().forEach(name -> putIntoForce(name, files.get(name), changed, refused));
        List<Warning> warned = new ArrayList<>(verdict.warned());
        warned.addAll(aroundTheChecks());
        refused.forEach(refusal -> LOG.error("Refused, the old version stays in force: {}", refusal.sentence()));
        warned.forEach(warning -> LOG.warn("To be looked at: {}", warning.sentence()));
        refusals = List.copyOf(refused);
        warnings = List.copyOf(warned);
        return new Deployment(
                inForce().stream().filter(file -> changed.contains(file.file())).toList(), refused);
    }

    private void putIntoForce(String name, byte[] content, List<String> changed, List<Refusal> refused) {
        try {
            DeploymentWithDefinitions done = repository
                    .createDeployment()
                    .name(name)
                    .source(SOURCE)
                    .enableDuplicateFiltering(true)
                    .addInputStream(name, new ByteArrayInputStream(content))
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
        } catch (RuntimeException e) {
            // Whatever the engine makes of one file, the others and what is in force are none the worse.
            refused.add(new Refusal(
                    name,
                    name,
                    "The engine does not take it: " + FileTrial.innermost(e) + ".",
                    "Open it in Camunda Modeler, which shows what is broken, or take back the last change."));
        }
    }

    /** The files by name, whatever they are. A directory that cannot be read leaves in force what is. */
    private Map<String, byte[]> read(List<Refusal> refused) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    files.put(nameOf(file), Files.readAllBytes(file));
                } catch (IOException e) {
                    refused.add(new Refusal(
                            nameOf(file),
                            nameOf(file),
                            "It cannot be read: " + FileTrial.innermost(e) + ".",
                            "Let the user that Ringback runs as read it."));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            refused.add(new Refusal(
                    directory.toString(),
                    directory.toString(),
                    "The diagrams' directory cannot be read: " + FileTrial.innermost(e) + ".",
                    "Set ringback.bpmn-directory to where bpmn/ is."));
        }
        return files;
    }

    /** What decides as long as no file replaces it. */
    private Standing standing() {
        Map<String, String> fileOf = new HashMap<>();
        definitions().forEach(definition -> fileOf.put(definition.getKey(), definition.getResourceName()));
        List<byte[]> tables = new ArrayList<>();
        for (DecisionDefinition table :
                repository.createDecisionDefinitionQuery().latestVersion().list()) {
            try (InputStream model = repository.getDecisionModel(table.getId())) {
                tables.add(model.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Standing(fileOf, tables);
    }

    private Stream<ResourceDefinition> definitions() {
        return Stream.concat(
                repository.createProcessDefinitionQuery().latestVersion().list().stream(),
                repository.createDecisionDefinitionQuery().latestVersion().list().stream());
    }

    /** What somebody put into force by the engine's API, where nobody looked at it first. */
    private List<Warning> aroundTheChecks() {
        Set<String> ours = repository.createDeploymentQuery().deploymentSource(SOURCE).list().stream()
                .map(org.camunda.bpm.engine.repository.Deployment::getId)
                .collect(Collectors.toSet());
        return definitions()
                .filter(definition -> !ours.contains(definition.getDeploymentId()))
                .map(definition -> new Warning(
                        definition.getResourceName(),
                        definition.getKey(),
                        "Version " + definition.getVersion()
                                + " is in force, but was deployed by the engine's API and not checked.",
                        "Put the file into bpmn/ and deploy it here, or delete the deployment "
                                + definition.getDeploymentId() + " in Cockpit."))
                .toList();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }

    @Override
    public List<Warning> warnings() {
        return warnings;
    }

    @Override
    public List<InForce> inForce() {
        Map<String, Instant> deployedAt = repository.createDeploymentQuery().list().stream()
                .collect(Collectors.toMap(
                        org.camunda.bpm.engine.repository.Deployment::getId,
                        deployment -> deployment.getDeploymentTime().toInstant()));
        return definitions()
                .map(definition -> new InForce(
                        definition.getResourceName(),
                        definition.getVersion(),
                        deployedAt.get(definition.getDeploymentId())))
                .toList();
    }
}
