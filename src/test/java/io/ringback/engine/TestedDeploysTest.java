package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What the test tables beside the decision tables let through when somebody deploys. */
class TestedDeploysTest extends ProcessTestBase {

    private static final String TABLE = "waiting-times.dmn";
    private static final String TESTS = "waiting-times.tests.csv";

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;

    @BeforeEach
    void copyWithTests() throws IOException {
        NodeWithFiles.copyShippedFiles(folder, file -> true);
        node = NodeWithFiles.of(application, folder);
    }

    @Test
    void aTableWhoseTestsFailStaysOutWhileTheRestComesIntoForceAndTheRowIsShown() throws IOException {
        int version = node.versionOf(TABLE);
        node.change(TABLE, "\"PT4H\"", "\"PT5H\"");
        node.change("unreachable-callee.bpmn", "Ask the caller\"", "Ask whoever called\"");

        DeployPreview preview = node.diagrams().preview();
        assertThat(preview.files())
                .contains(new FileChange(TABLE, Change.REFUSED, Optional.of(version)))
                .noneMatch(file -> file.file().endsWith(".csv"));
        Deployment deployment = node.deploy();

        assertThat(deployment.renewed()).extracting(InForce::file).containsExactly("unreachable-callee.bpmn");
        assertThat(deployment.refused()).singleElement().satisfies(refusal -> assertThat(refusal.sentence())
                .startsWith("waiting-times.dmn, element Answer: Row 2 of waiting-times.tests.csv (\"The caller has four"
                        + " hours to answer, whatever the question came through.\") fails: It expects wait = PT4H and got"
                        + " wait = PT5H by rule 1 (Answer)"));
        assertThat(node.versionOf(TABLE)).isEqualTo(version);
        assertThat(preview.tested())
                .isEqualTo(node.diagrams().tested())
                .filteredOn(tested -> !tested.passed())
                .singleElement()
                .extracting(TestedTable::failed)
                .asInstanceOf(InstanceOfAssertFactories.list(TestedRow.class))
                .extracting(TestedRow::number)
                .containsExactly(2);
    }

    @Test
    void withTheRowChangedTooTheTableComesIntoForceAndIsTakenBackWhateverTheTestsSay() throws IOException {
        int version = node.versionOf(TABLE);
        node.change(TABLE, "\"PT4H\"", "\"PT5H\"");
        node.change(TESTS, "PT4H", "PT5H");
        node.change(TESTS, "four hours", "five hours");

        assertThat(node.deploy().refused()).isEmpty();
        assertThat(node.versionOf(TABLE)).isEqualTo(version + 1);

        assertThat(node.takeBack().renewed()).extracting(InForce::file).containsExactly(TABLE);
        assertThat(node.versionOf(TABLE)).isEqualTo(version + 2);
    }

    @Test
    void testsThatAreChangedAloneAreRunAtOnceAndChangeWhatWasShown() throws IOException {
        String shown = node.diagrams().preview().fingerprint();
        assertThat(node.diagrams().refusals()).isEmpty();
        node.change(TESTS, "PT4H", "PT6H");

        DeployPreview preview = node.diagrams().preview();

        assertThat(preview.fingerprint()).isNotEqualTo(shown);
        assertThat(node.diagrams().refusals()).singleElement().satisfies(refusal -> assertThat(refusal.problem())
                .contains("It expects wait = PT6H and got wait = PT4H"));
        assertThat(node.diagrams().differing()).isEmpty();
        assertThat(preview.changesAnything()).isFalse();
    }

    @Test
    void aRuleThatNoRowTouchesIsToldAndDeployed() throws IOException {
        node.change(TESTS, "CONNECTION;;;PT3M;Two telephones have rung out after three minutes.\n", "");
        node.change(TABLE, "\"PT3M\"", "\"PT4M\"");

        assertThat(node.deploy().refused()).isEmpty();
        assertThat(node.diagrams().warnings())
                .extracting(one -> one.problem())
                .contains("No row of the tests comes to rule 6 (Connection).");
    }
}
