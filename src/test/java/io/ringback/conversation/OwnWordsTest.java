package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.conversation.ReplyWords.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that an installation adds to those that come with Ringback. */
class OwnWordsTest {

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        new OwnWords("");
    }

    @Test
    void aLanguageMoreIsUnderstoodBesideTheOthers() throws IOException {
        Files.writeString(folder.resolve("nl.yaml"), """
                yes: [graag, ja graag]
                no: [nee dank je]
                neutral: [dank je]
                stop-alone: [afmelden]
                """);
        assertThat(ReplyWords.understand("Graag!")).isEqualTo(ReplyWord.NONE);

        new OwnWords(folder.toString());

        assertThat(ReplyWords.understand("Graag!")).isEqualTo(ReplyWord.YES);
        assertThat(ReplyWords.understand("Nee, dank je")).isEqualTo(ReplyWord.NO);
        assertThat(ReplyWords.command("AFMELDEN")).contains(Command.STOP);
        assertThat(ReplyWords.understand("Nej tack")).isEqualTo(ReplyWord.NO);
    }

    @Test
    void wordsThatYamlTakesForValuesAreWords() throws IOException {
        Files.writeString(folder.resolve("xx.yaml"), "yes: [on, true, 7]\nno: [off, null]\n");

        new OwnWords(folder.toString());

        assertThat(ReplyWords.understand("on")).isEqualTo(ReplyWord.YES);
        assertThat(ReplyWords.understand("True")).isEqualTo(ReplyWord.YES);
        assertThat(ReplyWords.understand("off")).isEqualTo(ReplyWord.NO);
    }

    @Test
    void aListThatThereIsNotIsNamedWithItsFile() throws IOException {
        Files.writeString(folder.resolve("nl.yaml"), "ja: [graag]\n");

        assertThatThrownBy(() -> new OwnWords(folder.toString()))
                .hasMessageContaining("nl.yaml")
                .hasMessageContaining("\"ja\"")
                .hasMessageContaining("docs/short-messages.md");
    }

    @Test
    void aFileOfAnotherFormIsNamed() throws IOException {
        Files.writeString(folder.resolve("nl.yaml"), "yes: graag\n");

        assertThatThrownBy(() -> new OwnWords(folder.toString()))
                .hasMessageContaining("nl.yaml")
                .hasMessageContaining("as a list");
    }

    @Test
    void aFolderThatIsNotThereIsNamedWithItsSetting() {
        assertThatThrownBy(() -> new OwnWords(folder.resolve("none").toString()))
                .hasMessageContaining("ringback.words-directory");
    }
}
