package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar ringback.jar check-diagrams bpmn}, which the lint asks too. */
@BesideOthers
@ResourceLock("the processors")
class CheckDiagramsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean check(Path directory) throws IOException {
        return CheckDiagrams.run(directory, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void theShippedFilesAreAccepted() throws IOException {
        assertThat(check(Path.of("bpmn"))).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("13 files accepted, 0 findings refused, 0 to be looked at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "second-reminder.bpmn",
                "two-media-at-once.bpmn",
                "callee-seen.bpmn",
                "call-later.bpmn",
                "returned-call.bpmn",
                "caller-dials.bpmn"
            })
    void aSampleCopiedOverTheShippedDiagramIsAccepted(String sample, @TempDir Path folder) throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("bpmn"))) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.copy(
                Path.of("bpmn/samples", sample),
                folder.resolve("unreachable-callee.bpmn"),
                StandardCopyOption.REPLACE_EXISTING);

        check(folder);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("13 files accepted, 0 findings refused, 0 to be looked at");
    }

    @Test
    void aFolderOfLinksThatAreSwappedAtOnceIsReadAsFiles(@TempDir Path folder) throws IOException {
        for (String version : List.of("..first", "..second")) {
            Files.createDirectory(folder.resolve(version));
            Files.writeString(folder.resolve(version).resolve("own.dmn"), version);
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(folder.resolve("own.dmn"), Path.of("..data", "own.dmn"));
        BpmnFolder mounted = new BpmnFolder(folder);
        assertThat(mounted.read().contents()).containsOnlyKeys("own.dmn");

        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(mounted.read().contents().get("own.dmn"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("..second");
        assertThat(mounted.read().refused()).isEmpty();
    }

    @Test
    void whatADeploymentWouldRefuseIsRefusedHere(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("waiting-times.dmn"),
                Files.readString(Path.of("bpmn/waiting-times.dmn")).replace("\"PT4H\"", "\"pt4h\""));

        assertThat(check(folder)).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("refused: waiting-times.dmn, element Answer: The output \"wait\" is \"pt4h\".");
    }
}
