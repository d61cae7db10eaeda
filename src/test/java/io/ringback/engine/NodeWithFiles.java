package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.TableTests;
import io.ringback.engine.trial.FileTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A node with a {@code bpmn/} of its own, on the database of the running application. */
final class NodeWithFiles {

    /** Who deploys here. */
    static final String OPERATOR = "ada";

    private final Path folder;
    private final Comparing comparing;
    private final DiagramFiles diagrams;

    private NodeWithFiles(ApplicationContext application, Path folder, String program) {
        this.folder = folder;
        InstalledFiles installed = application.getBean(InstalledFiles.class);
        DeployRows rows = application.getBean(DeployRows.class);
        ReplacedOnBench replaced = application.getBean(ReplacedOnBench.class);
        FileTrial trial = application.getBean(FileTrial.class);
        comparing = new Comparing(new BpmnFolder(folder), installed, rows, replaced, trial, program);
        diagrams = new DiagramFiles(
                comparing,
                new Deploying(
                        comparing, installed, rows, replaced, trial, application.getBean(TransactionTemplate.class)),
                application.getBean(Previewing.class));
    }

    /** One of the version of the application itself. */
    static NodeWithFiles of(ApplicationContext application, Path folder) {
        return of(application, folder, null);
    }

    /** One of another version of Ringback. */
    static NodeWithFiles of(ApplicationContext application, Path folder, String program) {
        return new NodeWithFiles(application, folder, program);
    }

    /** Puts copies of the shipped files into {@code folder}, without the tests of the tables, so that a table may be changed alone. */
    static void copyShippedFiles(Path folder) throws IOException {
        copyShippedFiles(folder, file -> !file.endsWith(TableTests.ENDING));
    }

    /** Puts copies of those of the shipped files into {@code folder} that have such a name. */
    static void copyShippedFiles(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    DiagramFiles diagrams() {
        return diagrams;
    }

    void starts() {
        diagrams.run(null);
    }

    /** An administrator looks, and confirms. */
    Deployment deploy() {
        return diagrams.deploy(OPERATOR, comparing.anew().fingerprint());
    }

    /** Takes the last deploy back. */
    Deployment takeBack() {
        return diagrams.takeBack(OPERATOR, diagrams.deploys(1).get(0).id());
    }

    /** An analyst edits a file. */
    void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    int versionOf(String file) {
        return diagrams.inForce().stream()
                .filter(inForce -> inForce.file().equals(file))
                .mapToInt(InForce::version)
                .findFirst()
                .orElse(0);
    }

    /** Whatever has been deployed, to be forgotten again. */
    static final class Before {

        private final RepositoryService repository;
        private final JdbcClient jdbc;
        private final Set<String> deployments;
        private final long deploy;

        Before(RepositoryService repository, JdbcClient jdbc) {
            this.repository = repository;
            this.jdbc = jdbc;
            deployments = deployments();
            deploy = jdbc.sql("select coalesce(max(id), 0) from deploy")
                    .query(Long.class)
                    .single();
        }

        private Set<String> deployments() {
            return repository.createDeploymentQuery().list().stream()
                    .map(org.camunda.bpm.engine.repository.Deployment::getId)
                    .collect(Collectors.toSet());
        }

        /** Deletes what came since, with its cases. */
        void forgetWhatCameSince() {
            deployments().stream()
                    .filter(deployment -> !deployments.contains(deployment))
                    .forEach(deployment -> repository.deleteDeployment(deployment, true));
            jdbc.sql("delete from deploy where id > ?").param(deploy).update();
            jdbc.sql("delete from replaced_on_bench").update();
        }
    }
}
