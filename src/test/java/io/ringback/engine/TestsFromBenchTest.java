package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests.TestedRow;
import io.ringback.web.bench.EngineBench;
import io.ringback.web.bench.EngineBench.Act;
import io.ringback.web.bench.EngineBench.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The tests of a table that are changed on the bench: they go with the table, and are taken back with it. */
class TestsFromBenchTest extends ProcessTestBase {

    private static final String TABLE = "waiting-times.dmn";
    private static final String TESTS = "waiting-times.tests.csv";
    private static final String FAILS = "Row 2 of waiting-times.tests.csv";

    @Autowired
    private EngineBench bench;

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;

    @BeforeEach
    void aNode() throws IOException {
        NodeWithFiles.copyShippedFiles(folder, file -> true);
        node = NodeWithFiles.of(application, folder);
        node.starts();
    }

    private static byte[] shipped(String file, String from, String to) throws IOException {
        String text = Files.readString(Path.of("bpmn", file));
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] changedTable() throws IOException {
        return shipped(TABLE, "\"PT4H\"", "\"PT5H\"");
    }

    private static byte[] changedTests() throws IOException {
        return shipped(TESTS, "PT4H", "PT5H");
    }

    private List<InForce> deploy(Map<String, byte[]> draft) {
        DeployPreview shown = bench.preview(draft);
        List<InForce> renewed = bench.deploy(new Act("ada", "carl", "x"), draft, shown.fingerprint(), () -> {})
                .renewed();
        node.diagrams().compare();
        return renewed;
    }

    private byte[] inUse() {
        return bench.inForce().get(TESTS).content();
    }

    @Test
    void aTableWhoseTestsFailIsRefusedWithTheRowUntilTheRowIsChangedToo() throws IOException {
        Map<String, byte[]> alone = Map.of(TABLE, changedTable());
        Check check = bench.check(alone);

        assertThat(check.refused()).singleElement().satisfies(refusal -> assertThat(refusal.sentence())
                .contains("element Answer: " + FAILS));
        assertThat(check.tested()).singleElement().satisfies(tested -> assertThat(tested.failed())
                .extracting(TestedRow::number)
                .containsExactly(2));
        assertThatThrownBy(() -> deploy(alone)).isInstanceOf(NotDone.class).hasMessageContaining(FAILS);

        Map<String, byte[]> both = Map.of(TABLE, changedTable(), TESTS, changedTests());
        assertThat(bench.check(both).refused()).isEmpty();
        assertThat(deploy(both)).extracting(InForce::file).containsExactly(TABLE);
        assertThat(inUse()).isEqualTo(changedTests());
    }

    @Test
    void bothAreTakenBackAndFoldersAreOlder() throws IOException {
        deploy(Map.of(TABLE, changedTable(), TESTS, changedTests()));
        assertThat(node.diagrams().olderThanBench()).containsExactlyInAnyOrder(TABLE, TESTS);
        assertThat(node.diagrams().differing()).isEmpty();
        assertThat(node.diagrams().refusals()).isEmpty();

        node.takeBack();

        assertThat(inUse()).isEqualTo(Files.readAllBytes(folder.resolve(TESTS)));
        assertThat(bench.check(Map.of(TABLE, changedTable())).refused()).hasSize(1);
    }

    @Test
    void testsAreDeployedAloneAndTakenBackAlone() throws IOException {
        int version = node.versionOf(TABLE);
        byte[] more = shipped(TESTS, "CONNECTION;;;PT3M;Two", "CONNECTION;;VOICE;PT3M;Two");
        DeployPreview preview = bench.preview(Map.of(TESTS, more));

        assertThat(preview.changesAnything()).isTrue();
        assertThat(preview.files()).extracting(FileChange::file).contains(TESTS);
        assertThat(deploy(Map.of(TESTS, more))).isEmpty();
        assertThat(inUse()).isEqualTo(more);
        assertThat(node.versionOf(TABLE)).isEqualTo(version);

        node.takeBack();
        assertThat(inUse()).isEqualTo(Files.readAllBytes(folder.resolve(TESTS)));
    }

    @Test
    void testsThatFailAreNotDeployedAlone() throws IOException {
        Map<String, byte[]> wrong = Map.of(TESTS, changedTests());

        assertThat(bench.check(wrong).refused()).singleElement().satisfies(refusal -> assertThat(refusal.sentence())
                .startsWith(TABLE)
                .contains(FAILS));
        assertThatThrownBy(() -> deploy(wrong)).isInstanceOf(NotDone.class).hasMessageContaining(FAILS);
    }

    @Test
    void theTestsOfAFolderGoWithTheTableThatPassesThem() throws IOException {
        deploy(Map.of(TABLE, shipped(TABLE, "\"PT3M\"", "\"PT3M\" ")));

        assertThat(node.diagrams().olderThanBench()).containsExactlyInAnyOrder(TABLE, TESTS);
        node.change(TESTS, "PT4H", "PT6H");
        node.diagrams().compare();
        assertThat(node.diagrams().refusals()).singleElement().satisfies(refusal -> assertThat(refusal.problem())
                .contains("It expects wait = PT6H and got wait = PT4H"));
    }

    @Test
    void whoTakesTheLastRowAwayTestsNothing() throws IOException {
        byte[] none = "\n".getBytes(StandardCharsets.UTF_8);
        deploy(Map.of(TABLE, changedTable(), TESTS, none));

        assertThat(bench.check(Map.of(TABLE, changedTable())).tested()).isEmpty();
        node.takeBack();
        assertThat(inUse()).isEqualTo(Files.readAllBytes(folder.resolve(TESTS)));
    }

    @Test
    void whoDeploysTheFolderAfterwardsDeploysItsTestsToo() throws IOException {
        deploy(Map.of(TABLE, changedTable(), TESTS, changedTests()));
        node.change(TABLE, "\"PT4H\"", "\"PT6H\"");
        node.change(TESTS, "PT4H", "PT6H");
        node.diagrams().compare();

        assertThat(node.diagrams().differing()).containsExactlyInAnyOrder(TABLE, TESTS);
        assertThat(node.deploy().renewed()).extracting(InForce::file).containsExactly(TABLE);
        assertThat(inUse()).isEqualTo(Files.readAllBytes(folder.resolve(TESTS)));
    }
}
