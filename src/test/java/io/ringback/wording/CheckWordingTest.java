package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar ringback.jar check-wording wording}, and folders as Kubernetes mounts them. */
class CheckWordingTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean check(Path directory) {
        said.reset();
        return CheckWording.run(
                directory,
                wav -> {
                    throw new IOException("It is no WAV.");
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void theShippedFilesAreAccepted() {
        assertThat(check(Path.of("wording"))).as(said()).isTrue();
        assertThat(said()).contains("0 findings refused");
    }

    @Test
    void whatADeploymentWouldRefuseIsRefusedHereWithTheRulesOfAllRooms() throws IOException {
        write("default/en/letters.properties", "question.footer=You tried to reach {0}.\nno.such.key=x\n");
        write("default/en/prompts/voice-greeting.wav", "no sound");
        write("acme/en/texts.properties", "help=Reply “STOP” or look at {0}.\n");

        assertThat(check(folder)).isFalse();

        assertThat(said())
                .contains("refused: ", "no.such.key", "It is no WAV.")
                .contains("to be looked at: ", "is not in the alphabet of SMS")
                .contains("question.footer: It names no word that is understood as stop")
                .endsWith("1 files accepted, 3 findings refused, 2 to be looked at" + System.lineSeparator());
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThat(check(folder.resolve("wordings"))).isFalse();
        assertThat(said()).contains("wordings is no folder");
    }

    @Test
    void aFolderOfLinksThatAreSwappedAtOnceIsReadAsFiles() throws IOException {
        write("..first/default/en/letters.properties", "question.no=No\n");
        write("..second/default/en/letters.properties", "question.no=Not now\n");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(folder.resolve("default"), Path.of("..data/default"));
        Path mounted = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-mount"), folder);
        try {
            WordingFiles files = new WordingFiles(mounted.toString());
            WordingFiles.Read first = files.read();
            assertThat(first.files()).containsOnlyKeys("default/en/letters.properties");
            assertThat(first.unread()).isEmpty();

            Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
            Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            WordingFiles.Read second = files.read();
            assertThat(second.files().get("default/en/letters.properties"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("question.no=Not now\n");
            assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        } finally {
            Files.delete(mounted);
        }
    }
}
