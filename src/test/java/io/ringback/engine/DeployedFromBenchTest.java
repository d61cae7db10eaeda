package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.Diagrams.Deploy;
import io.ringback.cases.Diagrams.Idea;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.EngineBench;
import io.ringback.web.bench.EngineBench.Act;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What was deployed from the bench is in force on all nodes, whatever their folders hold, and after every start. */
class DeployedFromBenchTest extends ProcessTestBase {

    private static final String TABLE = "waiting-times.dmn";
    private static final String TESTS = "waiting-times.tests.csv";
    private static final String DIAGRAM = "unreachable-callee.bpmn";

    private static final Runnable ALONE = () -> {};

    @Autowired
    private EngineBench bench;

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;

    @BeforeEach
    void aNode() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        node = NodeWithFiles.of(application, folder);
        node.starts();
    }

    @Test
    void aFolderThatHasWhatTheBenchReplacedIsNotAskedToPutItBack() throws IOException {
        deploy(TABLE, with("\"PT4H\"", "\"PT5H\""));
        int version = node.versionOf(TABLE);

        NodeWithFiles restarted = NodeWithFiles.of(application, folder);
        restarted.starts();

        assertThat(restarted.diagrams().differing()).isEmpty();
        assertThat(restarted.diagrams().olderThanBench()).containsExactly(TABLE);
        assertThat(restarted.deploy().renewed()).isEmpty();
        assertThat(node.versionOf(TABLE)).isEqualTo(version);
    }

    @Test
    void whoeverEditsTheFolderAfterwardsIsHeard() throws IOException {
        deploy(TABLE, with("\"PT4H\"", "\"PT5H\""));
        node.change(TABLE, "\"PT4H\"", "\"PT6H\"");
        node.diagrams().compare();

        assertThat(node.diagrams().differing()).containsExactly(TABLE);
        assertThat(node.deploy().renewed()).extracting(InForce::file).containsExactly(TABLE);
        assertThat(node.diagrams().olderThanBench()).isEmpty();
    }

    @Test
    void theDeploySaysWhoWhenAndWhyAndCanBeTakenBack() throws IOException {
        deploy(TABLE, with("\"PT4H\"", "\"PT5H\""));

        Deploy last = node.diagrams().deploys(1).get(0);
        assertThat(last.operator()).contains("ada");
        assertThat(last.idea()).contains(new Idea("carl", "People answer late."));

        node.takeBack();
        assertThat(bench.inForce().get(TABLE).content()).isEqualTo(Files.readAllBytes(folder.resolve(TABLE)));
        assertThat(node.diagrams().differing()).isEmpty();
        node.takeBack();
        assertThat(node.diagrams().olderThanBench()).containsExactly(TABLE);
    }

    @Test
    void aNewFileOfTheBenchIsNotMissedInTheFolder() throws IOException {
        String sample =
                Files.readString(Path.of("bpmn/connect-or-inform.dmn")).replace("connect-or-inform", "new-on-bench");
        deploy("new-on-bench.dmn", sample);
        node.diagrams().compare();

        assertThat(node.diagrams().olderThanBench()).containsExactly("new-on-bench.dmn");
        assertThat(node.diagrams().warnings())
                .noneMatch(warning -> warning.problem().contains("no file has it"));
    }

    @Test
    void whatIsRefusedIsNotDeployedAndTheElementIsNamed() throws IOException {
        String broken = Files.readString(folder.resolve(DIAGRAM)).replace("${askCaller}", "${goneStep}");
        Map<String, byte[]> draft = Map.of(DIAGRAM, broken.getBytes(StandardCharsets.UTF_8));

        assertThat(bench.check(draft).refused())
                .anySatisfy(refusal -> assertThat(refusal.element()).isEqualTo("AskCaller"));
        DeployPreview preview = bench.preview(draft);
        assertThatThrownBy(() -> bench.deploy(new Act("ada", "carl", "Why not?"), draft, preview.fingerprint(), ALONE))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("Nothing was deployed")
                .hasMessageContaining("AskCaller");
    }

    @Test
    void whatFailsTogetherWithADeployLeavesInForceWhatWas() throws IOException {
        Map<String, byte[]> draft = draft(TABLE, with("\"PT4H\"", "\"PT5H\""));
        DeployPreview shown = bench.preview(draft);
        int version = node.versionOf(TABLE);

        assertThatThrownBy(() -> bench.deploy(new Act("ada", "carl", "x"), draft, shown.fingerprint(), () -> {
                    throw new NotDone("Somebody else has just decided about it.");
                }))
                .isInstanceOf(NotDone.class);
        assertThat(node.versionOf(TABLE)).isEqualTo(version);
        assertThat(node.diagrams().olderThanBench()).isEmpty();
    }

    @Test
    void whatIsDeployedIsWhatWasShownOnTheBenchToo() throws IOException {
        Map<String, byte[]> draft = draft(TABLE, with("\"PT4H\"", "\"PT5H\""));
        DeployPreview shown = bench.preview(draft);
        deploy("choice-of-medium.dmn", Files.readString(folder.resolve("choice-of-medium.dmn")) + "\n");

        assertThat(shown.files())
                .filteredOn(file -> file.change() == Change.CHANGED)
                .extracting(DeployPreview.FileChange::file)
                .containsExactly(TABLE);
        assertThatThrownBy(() -> bench.deploy(new Act("ada", "carl", "x"), draft, shown.fingerprint(), ALONE))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("not any more as it was shown");
    }

    private String with(String from, String to) throws IOException {
        return Files.readString(folder.resolve(TABLE)).replace(from, to);
    }

    /** A file, and the tests of the waiting times as they are to be with it. */
    private static Map<String, byte[]> draft(String file, String content) throws IOException {
        Map<String, byte[]> draft = new HashMap<>(Map.of(file, content.getBytes(StandardCharsets.UTF_8)));
        if (file.equals(TABLE)) {
            String tests = Files.readString(Path.of("bpmn", TESTS)).replace("PT4H", "PT5H");
            draft.put(TESTS, tests.getBytes(StandardCharsets.UTF_8));
        }
        return draft;
    }

    private void deploy(String file, String content) throws IOException {
        Map<String, byte[]> draft = draft(file, content);
        assertThat(bench.deploy(
                                new Act("ada", "carl", "People answer late."),
                                draft,
                                bench.preview(draft).fingerprint(),
                                ALONE)
                        .renewed())
                .extracting(InForce::file)
                .isEqualTo(List.of(file));
        node.diagrams().compare();
    }
}
