package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.FileTrial;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What an analyst's change does when it is deployed. */
class DiagramFilesTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private FileTrial trial;

    @TempDir
    private Path folder;

    private DiagramFiles diagrams;
    private Set<String> deployedBefore;

    @BeforeEach
    void copyOfTheDiagrams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        diagrams = new DiagramFiles(repository, trial, folder);
        deployedBefore = repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .collect(Collectors.toSet());
    }

    @AfterEach
    void whatWasDeployedHereIsForgotten() {
        repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .filter(deployment -> !deployedBefore.contains(deployment))
                .forEach(deployment -> repository.deleteDeployment(deployment, true));
    }

    @Test
    void withoutAChangeNothingGetsANewVersion() {
        assertThat(diagrams.deploy()).isEqualTo(new Diagrams.Deployment(List.of(), List.of()));
    }

    @Test
    void onlyWhatChangedGetsANewVersion() throws IOException {
        int diagramBefore = versionOf("unreachable-callee.bpmn");
        int tableBefore = versionOf("waiting-times.dmn");
        change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        Diagrams.Deployment deployment = diagrams.deploy();
        assertThat(deployment.refused()).isEmpty();
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
        assertThat(versionOf("waiting-times.dmn")).isEqualTo(tableBefore + 1);
        assertThat(versionOf("unreachable-callee.bpmn")).isEqualTo(diagramBefore);
    }

    @Test
    void whatCannotRunIsRefusedAndTheOldVersionStaysInForceWhileTheRestIsRenewed() throws IOException {
        int before = versionOf("unreachable-callee.bpmn");
        change("unreachable-callee.bpmn", "${askCaller}", "${askEverybody}");
        change("waiting-times.dmn", "\"PT4H\"", "\"PT6H\"");
        Diagrams.Deployment deployment = diagrams.deploy();
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
        assertThat(deployment.refused()).hasSize(1);
        assertThat(deployment.refused().get(0).sentence())
                .startsWith("unreachable-callee.bpmn, element AskCaller: There is no step ${askEverybody}.")
                .contains("askCaller");
        assertThat(diagrams.refusals()).isEqualTo(deployment.refused());
        assertThat(versionOf("unreachable-callee.bpmn")).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDiagramIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("unreachable-callee.bpmn"), "<bpmn:definitions");
        assertThat(diagrams.deploy().refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.sentence()).startsWith("unreachable-callee.bpmn: It cannot be read");
            assertThat(refusal.mend()).contains("Camunda Modeler");
        });
    }

    @Test
    void aConditionThatTheEngineCannotReadIsRefusedWithItsElement() throws IOException {
        change("unreachable-callee.bpmn", "${reaction == 'CONNECT'}", "${reaction == 'CONNECT'");
        assertThat(diagrams.deploy().refused()).isNotEmpty().allSatisfy(refusal -> assertThat(refusal.file())
                .isEqualTo("unreachable-callee.bpmn"));
    }

    @Test
    void whateverIsWrongWithOneFileTheOthersAreRenewed() throws IOException {
        Files.write(folder.resolve("consent-policy.dmn"), new byte[] {0, 1, 2, (byte) 0xff});
        change("waiting-times.dmn", "\"PT4H\"", "\"PT7H\"");

        Diagrams.Deployment deployment = diagrams.deploy();

        assertThat(deployment.refused()).singleElement().satisfies(refusal -> assertThat(refusal.file())
                .isEqualTo("consent-policy.dmn"));
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
    }

    @Test
    void aDirectoryThatIsNotThereLeavesInForceWhatIs() {
        DiagramFiles nowhere = new DiagramFiles(repository, trial, folder.resolve("nowhere"));

        nowhere.run(null);

        assertThat(nowhere.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.mend())
                .contains("ringback.bpmn-directory"));
        assertThat(nowhere.inForce()).extracting(InForce::file).contains("unreachable-callee.bpmn");
    }

    @Test
    void twoFilesWithOneIdAreBothRefusedByName() throws IOException {
        Files.copy(folder.resolve("unreachable-callee.bpmn"), folder.resolve("unreachable-callee - Copy.bpmn"));

        assertThat(diagrams.deploy().refused()).hasSize(2).allSatisfy(refusal -> assertThat(refusal.problem())
                .contains("unreachable-callee - Copy.bpmn, unreachable-callee.bpmn"));
    }

    @Test
    void whatIsInForceWithoutAFileOrAroundTheChecksIsShown() throws IOException {
        Files.delete(folder.resolve("waiting-times.dmn"));
        repository
                .createDeployment()
                .name("by hand")
                .addString(
                        "by-hand.dmn",
                        Files.readString(folder.resolve("consent-policy.dmn")).replace("directory\"", "list\""))
                .deploy();

        assertThat(diagrams.deploy().refused()).isEmpty();

        assertThat(diagrams.warnings())
                .anySatisfy(warning ->
                        assertThat(warning.sentence()).contains("waiting-times.dmn", "no file has it any more"))
                .anySatisfy(warning ->
                        assertThat(warning.sentence()).contains("by-hand.dmn", "deployed by the engine's API"));
    }

    @Test
    void aPolicyThatAsksAboutStrangersIsToBeLookedAtAndEachOfTheirCallsIsACaseOfItsOwn() throws IOException {
        change(
                "consent-policy.dmn",
                "<outputEntry id=\"CalleeUnknown_consent_result\">\n          <text>\"NOT_ALLOWED\"</text>",
                "<outputEntry id=\"CalleeUnknown_consent_result\">\n          <text>\"ASK\"</text>");
        assertThat(diagrams.deploy().refused()).isEmpty();
        assertThat(diagrams.warnings()).singleElement().satisfies(warning -> assertThat(warning.sentence())
                .contains("CalleeUnknown", "nobody in the directory could be written to"));

        List<UUID> opened = Stream.of("one", "two")
                .map(id -> calls.failed(new FailedCall(
                        id,
                        address(anna),
                        new Address("tel:+46709999999"),
                        Medium.VOICE,
                        Cause.BUSY,
                        Instant.now(),
                        "test")))
                .map(accepted -> ((CallEvents.Accepted.New) accepted).caseId())
                .toList();

        assertThat(opened).doesNotHaveDuplicates().allSatisfy(caseId -> assertThat(outcome(caseId))
                .isEqualTo("ASKING_CALLER"));
        assertThat(jdbc.sql("select count(*) from open_pair").query(Long.class).single())
                .isZero();
    }

    @Test
    void aTableOfFiveThousandRowsIsTried() throws IOException {
        String text = Files.readString(folder.resolve("waiting-times.dmn"));
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 5_000; row++) {
            rows.append(
                            "<rule id=\"R%1$d\"><inputEntry id=\"A%1$d\"><text>\"NOTIFICATION\"</text></inputEntry><inputEntry"
                                    .formatted(row))
                    .append(" id=\"B%1$d\"><text>\"BUSY\", \"X%1$d\"</text></inputEntry><inputEntry id=\"C%1$d\"><text>"
                            .formatted(row))
                    .append(
                            "\"MMS\"</text></inputEntry><outputEntry id=\"D%1$d\"><text>\"PT%2$dM\"</text></outputEntry></rule>"
                                    .formatted(row, row + 1));
        }
        Files.writeString(
                folder.resolve("waiting-times.dmn"), text.replace("<rule id=\"Answer\"", rows + "<rule id=\"Answer\""));

        assertThat(diagrams.deploy().refused()).isEmpty();

        assertThat(diagrams.warnings())
                .filteredOn(warning -> warning.file().equals("waiting-times.dmn"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).startsWith("Rows 2 to 5000 are never reached"));
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    private int versionOf(String file) {
        return diagrams.inForce().stream()
                .filter(inForce -> inForce.file().equals(file))
                .mapToInt(InForce::version)
                .findFirst()
                .orElse(0);
    }
}
