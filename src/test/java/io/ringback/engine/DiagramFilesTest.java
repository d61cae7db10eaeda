package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What an analyst's change does when it is deployed. */
class DiagramFilesTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;
    private DiagramFiles diagrams;

    @BeforeEach
    void copyOfTheDiagrams() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        node = NodeWithFiles.of(application, folder);
        diagrams = node.diagrams();
    }

    @Test
    void withoutAChangeNothingGetsANewVersion() {
        assertThat(node.deploy()).isEqualTo(new Diagrams.Deployment(List.of(), List.of(), List.of()));
    }

    @Test
    void onlyWhatChangedGetsANewVersion() throws IOException {
        int diagramBefore = node.versionOf("unreachable-callee.bpmn");
        int tableBefore = node.versionOf("waiting-times.dmn");
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT5H\"");
        Diagrams.Deployment deployment = node.deploy();
        assertThat(deployment.refused()).isEmpty();
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
        assertThat(node.versionOf("waiting-times.dmn")).isEqualTo(tableBefore + 1);
        assertThat(node.versionOf("unreachable-callee.bpmn")).isEqualTo(diagramBefore);
    }

    @Test
    void whatCannotRunIsRefusedAndTheOldVersionStaysInForceWhileTheRestIsRenewed() throws IOException {
        int before = node.versionOf("unreachable-callee.bpmn");
        node.change("unreachable-callee.bpmn", "${askCaller}", "${askEverybody}");
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT6H\"");
        Diagrams.Deployment deployment = node.deploy();
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
        assertThat(deployment.refused()).hasSize(1);
        assertThat(deployment.refused().get(0).sentence())
                .startsWith("unreachable-callee.bpmn, element AskCaller: There is no step ${askEverybody}.")
                .contains("askCaller");
        assertThat(diagrams.refusals()).isEqualTo(deployment.refused());
        assertThat(node.versionOf("unreachable-callee.bpmn")).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDiagramIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("unreachable-callee.bpmn"), "<bpmn:definitions");
        assertThat(node.deploy().refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.sentence()).startsWith("unreachable-callee.bpmn: It cannot be read");
            assertThat(refusal.mend()).contains("Camunda Modeler");
        });
    }

    @Test
    void aConditionThatTheEngineCannotReadIsRefusedWithItsElement() throws IOException {
        node.change("unreachable-callee.bpmn", "${reaction == 'CONNECT'}", "${reaction == 'CONNECT'");
        assertThat(node.deploy().refused()).isNotEmpty().allSatisfy(refusal -> assertThat(refusal.file())
                .isEqualTo("unreachable-callee.bpmn"));
    }

    @Test
    void whateverIsWrongWithOneFileTheOthersAreRenewed() throws IOException {
        Files.write(folder.resolve("consent-policy.dmn"), new byte[] {0, 1, 2, (byte) 0xff});
        node.change("waiting-times.dmn", "\"PT4H\"", "\"PT7H\"");

        Diagrams.Deployment deployment = node.deploy();

        assertThat(deployment.refused()).singleElement().satisfies(refusal -> assertThat(refusal.file())
                .isEqualTo("consent-policy.dmn"));
        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("waiting-times.dmn");
    }

    @Test
    void aDirectoryThatIsNotThereLeavesInForceWhatIs() {
        DiagramFiles nowhere =
                NodeWithFiles.of(application, folder.resolve("nowhere")).diagrams();

        nowhere.run(null);

        assertThat(nowhere.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.mend())
                .contains("ringback.bpmn-directory"));
        assertThat(nowhere.inForce()).extracting(InForce::file).contains("unreachable-callee.bpmn");
    }

    @Test
    void twoFilesWithOneIdAreBothRefusedByName() throws IOException {
        Files.copy(folder.resolve("unreachable-callee.bpmn"), folder.resolve("unreachable-callee - Copy.bpmn"));

        assertThat(node.deploy().refused()).hasSize(2).allSatisfy(refusal -> assertThat(refusal.problem())
                .contains("unreachable-callee - Copy.bpmn, unreachable-callee.bpmn"));
    }

    @Test
    void whatIsInForceWithoutAFileOrAroundTheChecksIsShownAndADeployPutsTheFileInItsPlace() throws IOException {
        Files.delete(folder.resolve("waiting-times.dmn"));
        repository
                .createDeployment()
                .name("by hand")
                .addString(
                        "by-hand.dmn",
                        Files.readString(folder.resolve("consent-policy.dmn")).replace("directory\"", "list\""))
                .deploy();

        diagrams.compare();

        assertThat(diagrams.refusals()).isEmpty();
        assertThat(diagrams.warnings())
                .anySatisfy(warning ->
                        assertThat(warning.sentence()).contains("waiting-times.dmn", "no file has it any more"))
                .anySatisfy(warning ->
                        assertThat(warning.sentence()).contains("by-hand.dmn", "deployed by the engine's API"));
        assertThat(diagrams.differing()).containsExactly("consent-policy.dmn");

        assertThat(node.deploy().renewed()).extracting(InForce::file).containsExactly("consent-policy.dmn");

        assertThat(diagrams.warnings())
                .noneMatch(warning -> warning.sentence().contains("deployed by the engine's API"));
    }

    @Test
    void aPolicyThatAsksAboutStrangersIsToBeLookedAtAndEachOfTheirCallsIsACaseOfItsOwn() throws IOException {
        node.change(
                "consent-policy.dmn",
                "<outputEntry id=\"CalleeUnknown_consent_result\">\n          <text>\"NOT_ALLOWED\"</text>",
                "<outputEntry id=\"CalleeUnknown_consent_result\">\n          <text>\"ASK\"</text>");
        assertThat(node.deploy().refused()).singleElement().satisfies(refusal -> assertThat(refusal.problem())
                .contains("the caller wants nothing, ever"));
        node.change(
                "consent-policy.dmn",
                "<inputEntry id=\"CalleeUnknown_callerNever\">\n          <text></text>",
                "<inputEntry id=\"CalleeUnknown_callerNever\">\n          <text>false</text>");
        assertThat(node.deploy().refused()).isEmpty();
        assertThat(diagrams.warnings()).anySatisfy(warning -> assertThat(warning.sentence())
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

        assertThat(node.deploy().refused()).isEmpty();

        assertThat(diagrams.warnings())
                .filteredOn(warning -> warning.file().equals("waiting-times.dmn"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).startsWith("Rows 2 to 5000 are never reached"));
    }
}
