package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code java -jar ringback.jar check-tables bpmn}, and the test tables that come with Ringback. */
@BesideOthers
@ResourceLock("the processors")
class CheckTablesTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean check(Path directory) throws IOException {
        return CheckTables.run(directory, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyShippedTableHasTestsThatPassAndTouchEveryRule() throws IOException {
        assertThat(check(Path.of("bpmn"))).isTrue();

        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            assertThat(lines())
                    .hasSize((int) files.filter(file -> file.toString().endsWith(".dmn"))
                            .count())
                    .allSatisfy(line ->
                            assertThat(line).matches(".*: (\\d+) of \\1 rows passed, (\\d+) of \\2 rules touched"));
        }
    }

    @Test
    void aRowThatFailsIsShownAndTheCommandFails(@TempDir Path folder) throws IOException {
        NodeWithFiles.copyShippedFiles(folder, name -> name.startsWith("waiting-times"));
        Path table = folder.resolve("waiting-times.dmn");
        Files.writeString(table, Files.readString(table).replace("\"PT3M\"", "\"PT5M\""));

        assertThat(check(folder)).isFalse();
        assertThat(lines())
                .containsExactly(
                        "failed: waiting-times.tests.csv, row 11, \"Two telephones have rung out after three minutes.\":"
                                + " It expects wait = PT3M and got wait = PT5M by rule 6 (Connection), if purpose ="
                                + " CONNECTION, cause = BUSY, medium = VOICE.",
                        "waiting-times.tests.csv: 10 of 11 rows passed, 7 of 7 rules touched");
    }

    @Test
    void withoutTestsThereIsNothingThatPassed(@TempDir Path folder) throws IOException {
        assertThat(check(folder)).isFalse();
        assertThat(lines()).singleElement().asString().startsWith("There are no test tables in ");
    }
}
