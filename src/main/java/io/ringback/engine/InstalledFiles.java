package io.ringback.engine;

import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.FileTrial.Standing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.stereotype.Component;

/** What the engine has been given: which versions are in force, what was in the files, and how to add a version. */
@Component
class InstalledFiles {

    private static final String SOURCE = "bpmn directory";

    private final RepositoryService repository;

    InstalledFiles(RepositoryService repository) {
        this.repository = repository;
    }

    /**
     * The last version of a file that was deployed through the checks.
     *
     * @param deployment the engine's id
     * @param decides whether all that is in it is the newest of its kind; if not, somebody deployed by the engine's API
     * @param version of the first that is in it; empty if nothing in it runs
     */
    record Installed(String file, String deployment, byte[] content, boolean decides, Optional<Integer> version) {

        boolean is(byte[] other) {
            return decides && Arrays.equals(content, other);
        }
    }

    /** The engine does not take a file. */
    static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        final transient List<Refusal> refusals;
        final String file;

        NotTaken(String file, List<Refusal> refusals, RuntimeException cause) {
            super(cause);
            this.file = file;
            this.refusals = List.copyOf(refusals);
        }
    }

    /** Whether failed calls can begin cases. */
    boolean isEmpty() {
        return repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(Diagram.PROCESS)
                        .count()
                == 0;
    }

    /** By name, the last version of each file that was deployed through the checks. */
    SortedMap<String, Installed> files() {
        Set<String> newest = newest().map(ResourceDefinition::getId).collect(Collectors.toSet());
        SortedMap<String, Deployment> last = new TreeMap<>();
        ours().forEach(deployment -> last.merge(
                deployment.getName(),
                deployment,
                (one, other) -> one.getDeploymentTime().after(other.getDeploymentTime()) ? one : other));
        SortedMap<String, Installed> files = new TreeMap<>();
        last.forEach((name, deployment) -> {
            List<ResourceDefinition> inIt = definitions(deployment.getId());
            files.put(
                    name,
                    new Installed(
                            name,
                            deployment.getId(),
                            content(deployment.getId(), name).orElseThrow(),
                            inIt.stream().map(ResourceDefinition::getId).allMatch(newest::contains),
                            version(inIt)));
        });
        return files;
    }

    private List<Deployment> ours() {
        return repository.createDeploymentQuery().deploymentSource(SOURCE).list();
    }

    private static Optional<Integer> version(List<ResourceDefinition> definitions) {
        return definitions.stream()
                .min(Comparator.comparing(ResourceDefinition::getKey))
                .map(ResourceDefinition::getVersion);
    }

    private List<ResourceDefinition> definitions(String deployment) {
        return Stream.concat(
                        repository.createProcessDefinitionQuery().deploymentId(deployment).list().stream(),
                        repository.createDecisionDefinitionQuery().deploymentId(deployment).list().stream())
                .map(ResourceDefinition.class::cast)
                .toList();
    }

    /** What was in a file when it was deployed; empty if somebody has deleted that deployment. */
    Optional<byte[]> content(String deployment, String file) {
        if (repository.createDeploymentQuery().deploymentId(deployment).count() == 0) {
            return Optional.empty();
        }
        try (InputStream content = repository.getResourceAsStream(deployment, file)) {
            return Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a new version of a file.
     *
     * @throws NotTaken if the engine cannot
     */
    Installed add(String name, byte[] content) {
        try {
            String deployment = repository
                    .createDeployment()
                    .name(name)
                    .source(SOURCE)
                    .addInputStream(name, new ByteArrayInputStream(content))
                    .deployWithResult()
                    .getId();
            return new Installed(name, deployment, content, true, version(definitions(deployment)));
        } catch (ParseException e) {
            List<Refusal> refusals = new ArrayList<>();
            e.getResorceReports().forEach(report -> report.getErrors()
                    .forEach(problem -> refusals.add(new Refusal(
                            name,
                            String.valueOf(problem.getMainElementId()),
                            problem.getMessage() + ".",
                            "Correct it in Camunda Modeler and deploy again."))));
            throw new NotTaken(name, refusals, e);
        } catch (RuntimeException e) {
            // Whatever the engine makes of one file, the others and what is in force are none the worse.
            throw new NotTaken(
                    name,
                    List.of(new Refusal(
                            name,
                            name,
                            "The engine does not take it: " + FileTrial.innermost(e) + ".",
                            "Open it in Camunda Modeler, which shows what is broken, or take back the last change.")),
                    e);
        }
    }

    /** What decides as long as no file replaces it. */
    Standing standing() {
        Map<String, String> fileOf = new HashMap<>();
        newest().forEach(definition -> fileOf.put(definition.getKey(), definition.getResourceName()));
        return new Standing(fileOf, tables());
    }

    private List<byte[]> tables() {
        List<byte[]> tables = new ArrayList<>();
        for (DecisionDefinition table :
                repository.createDecisionDefinitionQuery().latestVersion().list()) {
            try (InputStream model = repository.getDecisionModel(table.getId())) {
                tables.add(model.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tables;
    }

    private Stream<ResourceDefinition> newest() {
        return Stream.concat(
                repository.createProcessDefinitionQuery().latestVersion().list().stream(),
                repository.createDecisionDefinitionQuery().latestVersion().list().stream());
    }

    /** What should be in force and is not. */
    List<Warning> missing() {
        return Stream.of(
                        missing(
                                Diagram.MESSAGE_CAPS,
                                "only the settings ringback.caps say how often people are written to"),
                        missing(
                                Diagram.ACCEPTED_BY_KEY,
                                "all who are connected have to press a key first, on both telephones"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Warning> missing(String table, String instead) {
        return newest().anyMatch(definition -> definition.getKey().equals(table))
                ? Optional.empty()
                : Optional.of(new Warning(
                        table + ".dmn",
                        table,
                        "No such table is in force, so " + instead + ".",
                        "Put the file into bpmn/ and deploy it."));
    }

    /** What somebody put into force by the engine's API, where nobody looked at it first. */
    List<Warning> aroundTheChecks() {
        Set<String> ours = ours().stream().map(Deployment::getId).collect(Collectors.toSet());
        return newest().filter(definition -> !ours.contains(definition.getDeploymentId()))
                .map(definition -> new Warning(
                        definition.getResourceName(),
                        definition.getKey(),
                        "Version " + definition.getVersion()
                                + " is in force, but was deployed by the engine's API and not checked.",
                        "Put the file into bpmn/ and deploy it here, or delete the deployment "
                                + definition.getDeploymentId() + " in Cockpit."))
                .toList();
    }

    /** What new cases run on. */
    List<InForce> inForce() {
        Map<String, Instant> deployedAt = repository.createDeploymentQuery().list().stream()
                .collect(Collectors.toMap(
                        Deployment::getId,
                        deployment -> deployment.getDeploymentTime().toInstant()));
        return newest().map(definition -> new InForce(
                        definition.getResourceName(),
                        definition.getVersion(),
                        deployedAt.get(definition.getDeploymentId())))
                .sorted(Comparator.comparing(InForce::file).thenComparing(InForce::version))
                .toList();
    }
}
