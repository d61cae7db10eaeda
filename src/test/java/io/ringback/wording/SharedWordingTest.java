package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.TestDatabase;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Words that were changed for all nodes: said by each of them, and taken back by all. */
class SharedWordingTest {

    private static final String FILE = "default/en/letters.properties";
    private static final String KEY = "question.no";
    private static final String BUILT_IN = "No";

    private final DataSource database = TestDatabase.fresh().dataSource();
    private final List<SharedWording> started = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A node with the folder, as it starts. */
    private final class Node {

        final WordingInForce wording = WordingOnDisk.in(folder);
        final SharedWording shared = new SharedWording(
                wording,
                new WordingChanges(JdbcClient.create(database)),
                new EditableWording(wording),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                Clock.systemUTC());

        Node() {
            started.add(shared);
        }

        String says() {
            return wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH);
        }

        void deploy(String file, String content) {
            shared.deploy("dora", "carla", "Why not", files(file, content), shared.newest(), () -> {});
        }
    }

    @AfterEach
    void stop() {
        started.forEach(SharedWording::destroy);
    }

    private static Map<String, byte[]> files(String file, String content) {
        return Map.of(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String content) throws IOException {
        Path file = folder.resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void whatOneNodePutsIntoForceEveryNodeSays() {
        Node one = new Node();
        Node other = new Node();

        one.deploy(FILE, KEY + "=Rather not");

        assertThat(one.says()).isEqualTo("Rather not");
        assertThat(other.says()).isEqualTo(BUILT_IN);
        other.shared.look();
        assertThat(other.says()).isEqualTo("Rather not");
        assertThat(new Node().says()).isEqualTo("Rather not");
    }

    @Test
    void whoWhenAndWhyIsKeptAndTheLastChangeCanBeTakenBackAndSoCanThat() {
        Node node = new Node();
        node.deploy(FILE, KEY + "=First");
        node.deploy(FILE, KEY + "=Second");

        node.shared.takeBack("dora", node.shared.newest());
        assertThat(node.says()).isEqualTo("First");
        node.shared.takeBack("dora", node.shared.newest());
        assertThat(node.says()).isEqualTo("Second");

        assertThat(node.shared.last(10)).hasSize(4).first().satisfies(last -> {
            assertThat(last.operator()).isEqualTo("dora");
            assertThat(last.takesBack()).contains(3L);
            assertThat(last.files()).containsExactly(FILE);
        });
        assertThat(node.shared.last(10).get(3)).satisfies(first -> {
            assertThat(first.proposedBy()).contains("carla");
            assertThat(first.why()).contains("Why not");
        });
        assertThatThrownBy(() -> node.shared.takeBack("dora", 2)).isInstanceOf(NotDone.class);
        assertThat(node.says()).isEqualTo("Second");
    }

    @Test
    void theFirstChangeTakenBackLeavesWhatLiesInTheFolder() throws IOException {
        write(KEY + "=Of the folder");
        Node node = new Node();
        node.deploy(FILE, KEY + "=Of the bench");

        node.shared.takeBack("dora", node.shared.newest());

        assertThat(node.says()).isEqualTo("Of the folder");
    }

    @Test
    void aFileWithoutTextsGivesTheWordsBackToTheFolder() throws IOException {
        write(KEY + "=Of the folder");
        Node node = new Node();
        node.deploy(FILE, KEY + "=Of the bench");
        assertThat(node.says()).isEqualTo("Of the bench");

        node.deploy(FILE, "# nothing\n");

        assertThat(node.says()).isEqualTo("Of the folder");
        assertThat(new Node().says()).isEqualTo("Of the folder");
    }

    @Test
    void aDeployOfTheFolderStaysBehindTheBenchAndSaysSo() throws IOException {
        Node node = new Node();
        node.deploy(FILE, KEY + "=Of the bench");
        write(KEY + "=Of the folder");

        assertThat(node.wording.compare().files()).extracting(FileChange::file).containsExactly(folder + "/" + FILE);
        assertThat(node.wording.compare().warned())
                .extracting(Warning::problem)
                .containsExactly("It is not said: what was put into force on the bench stands in front of it.");
        node.wording.compare().deploy();

        assertThat(node.says()).isEqualTo("Of the bench");
        assertThat(node.wording.compare().files()).isEmpty();
    }

    @Test
    void whoSawOtherWordsInForceChangesNothing() {
        Node node = new Node();
        node.deploy(FILE, KEY + "=First");

        assertThatThrownBy(() -> node.shared.deploy("dora", "carla", "Late", files(FILE, KEY + "=Late"), 0, () -> {
                    throw new AssertionError("Nothing is done together with it");
                }))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("have been changed since");
        assertThat(node.says()).isEqualTo("First");
        assertThat(node.shared.newest()).isEqualTo(1);
    }

    @Test
    void whatIsDoneTogetherAndFailsLeavesTheWordsAsTheyWere() {
        Node node = new Node();

        assertThatThrownBy(() -> node.shared.deploy("dora", "carla", "Both", files(FILE, KEY + "=Both"), 0, () -> {
                    throw new NotDone("Somebody else has just decided about it.");
                }))
                .isInstanceOf(NotDone.class);

        assertThat(node.says()).isEqualTo(BUILT_IN);
        assertThat(new Node().says()).isEqualTo(BUILT_IN);
    }

    @Test
    void aRefusedFileIsNotPutIntoForceWhoeverAsks() {
        Node node = new Node();

        assertThatThrownBy(() -> node.deploy(FILE, KEY + "={7}"))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("{7}");
        assertThat(node.shared.newest()).isZero();
    }

    /** As after an upgrade that asks more of texts than the version that took them. */
    @Test
    void whatThisVersionRefusesIsSaidAsInTheFolder() {
        Node node = new Node();
        node.deploy(FILE, KEY + "=First");
        JdbcClient.create(database)
                .sql("update wording_changed_file set content = ?")
                .param((KEY + "=<script>").getBytes(StandardCharsets.UTF_8))
                .update();

        Node upgraded = new Node();

        assertThat(upgraded.says()).isEqualTo(BUILT_IN);
        assertThat(new EditableWording(upgraded.wording).refusedInForce())
                .singleElement()
                .satisfies(refused -> assertThat(refused.element()).isEqualTo(KEY));
    }
}
