package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused and warned of when wording is deployed: the file, the text in it, and what to do. */
class EditionTrialTest {

    @TempDir
    private Path directory;

    private void write(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private WordingInForce with(String path, byte[] content) throws IOException {
        write(path, content);
        return WordingOnDisk.in(directory);
    }

    private WordingInForce with(String path, String content) throws IOException {
        return with(path, content.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme/en/letters.properties    | question.hedding={0}          | question.hedding     | question.heading",
                "acme/en/letters.properties    | question.no=                  | question.no          | Write 1 to",
                "acme/en/letters.properties    | question.heading=Tell {1}?    | question.heading     | It may take {0}",
                "acme/en/letters.properties    | question.heading=Tell {0?     | question.heading     | as the built-in one",
                "acme/en/letters.properties    | question.heading=Tell {name}? | question.heading     | as the built-in one",
                "acme/en/letters.properties    | question.heading=Tell {0,number}? | question.heading | Write it plainly",
                "acme/en/letters.properties    | question.heading=Don't {0}?   | question.heading     | Write ’",
                "acme/en/letters.properties    | question.no=a\\nquestion.no=b | question.no          | Keep one",
                "acme/en/letters.properties    | question.no=<b>No</b>         | question.no          | take it out",
                "acme/en/letters.properties    | question.no=No&nbsp;no        | question.no          | take it out",
                "acme/en/letters.properties    | question.no=No: https://acme.example | question.no   | Links come by placeholders",
                "acme/en/letters.properties    | question.no=Ask help@acme.example    | question.no   | by replies",
                "acme/en/letters.properties    | question.no=No\\u202eseY      | question.no          | could hide",
                "acme/en/letters.properties    | when.pattern=EEEE b HH:mm     | when.pattern         | EEEE d MMMM",
                "acme/en/letters.properties    | question.no=\\uZZZZ           | question.no?         | backslash",
                "acme/en/texts.properties      | question.long={0}. Reply {1}. STOP ends. | question.long | Put it in",
                "acme/en/texts.properties      | notification.short={0}. {1}   | notification.short   | Put it in",
                "acme/en/texts.properties      | ask-back.which=Whom?          | ask-back.which       | Put it in",
                "acme/en/letters_de.properties | a=b                           | ?                    | letters.properties",
                "acme/german/letters.properties | a=b                          | ?                    | such as de",
                "acme/xx/letters.properties    | a=b                           | ?                    | such as de",
                "ACME/en/letters.properties    | a=b                           | ?                    | acme-north",
                "letters.properties            | a=b                           | ?                    | default/en/letters.properties",
                "acme/en/question.html         | <p th:text=\"${1}\">          | ?                    | letters.properties",
                "acme/pages.css                | button { display: none }      | ?                    | brand.properties",
                "acme/de/pages.properties      | page.skip=Zum Inhalt          | ?                    | in two languages",
                "acme/brand.properties         | colour=#ffffff                | colour               | primary",
                "acme/brand.properties         | primary=blue                  | primary              | #0b57a4",
                "acme/brand.properties         | primary=#ffff00               | primary              | contrast of 4.5",
                "acme/brand.properties         | name=<Acme>                   | name                 | Write 1 to 40",
                "acme/logo.png                 | <svg onload=\"alert(1)\"/>    | ?                    | Save the logo as PNG",
                "acme/en/prompts/voice-goodby.wav | x                          | ?                    | voice-goodbye.wav",
                "acme/en/prompts/voice-goodbye.wav | x                         | ?                    | Convert it",
            })
    void aSpoiledFileIsRefusedWithElementAndMend(String path, String content, String element, String mend)
            throws IOException {
        WordingInForce wording = with(path, content);

        assertThat(wording.inForce()).isEmpty();
        assertThat(wording.known().refused()).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.file()).endsWith(path);
            assertThat(refusal.element()).endsWith(element.endsWith("?") ? path : element);
        });
        assertThat(wording.known().refused().stream().map(Refusal::mend))
                .anySatisfy(said -> assertThat(said).contains(mend));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme/README.md", "acme/en/.letters.properties.swp", "acme/en/letters.properties~", ".git/config"
            })
    void whatEditorsLeaveBehindIsNotLookedAt(String path) throws IOException {
        WordingInForce wording = with(path, "anything");

        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.inForce()).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        assertThat(with("acme/sv/letters.properties", "question.no=Nää".getBytes(StandardCharsets.ISO_8859_1))
                        .known()
                        .refused())
                .singleElement()
                .extracting(Refusal::mend)
                .isEqualTo("Save it as UTF-8.");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAKey() throws IOException {
        assertThat(with("acme/en/letters.properties", "\ufeffquestion.no=Nope")
                        .known()
                        .refused())
                .isEmpty();
    }

    @Test
    void whatTheBuiltInTextSaysTooIsWarnedOf() throws IOException {
        WordingInForce wording = with("acme/en/letters.properties", "question.subject=Shall we tell them?");

        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.known().warned()).singleElement().satisfies(warning -> {
            assertThat(warning.element()).isEqualTo("question.subject");
            assertThat(warning.problem()).contains("{0}");
        });
    }

    @Test
    void aTextOfOneLengthMayTakeWhatTheOthersTake() throws IOException {
        assertThat(with("acme/en/texts.properties", "question.short={0}. Tell {3}? {1} or {2}")
                        .known()
                        .refused())
                .isEmpty();
    }

    @Test
    void aRecordingIsOfTheTelephonesRateAndNotTooLong() throws IOException {
        write("acme/en/prompts/voice-goodbye.wav", wav(8_000, 2));
        write("acme/en/prompts/voice-greeting.wav", wav(16_000, 2));
        write("acme/en/prompts/voice-menu-no.wav", wav(8_000, 61));

        WordingInForce wording = WordingOnDisk.in(directory);

        assertThat(wording.inForce()).containsExactly(directory + "/acme/en/prompts/voice-goodbye.wav");
        assertThat(wording.known().refused().stream().map(Refusal::problem))
                .anySatisfy(problem -> assertThat(problem).contains("16000 Hz"))
                .anySatisfy(problem -> assertThat(problem).contains("61 s"));
    }

    @Test
    void warningsNameTheFileFromTheRootOfTheInstallation() throws IOException {
        assertThat(with("acme/en/letters.properties", "question.subject=Hello")
                        .known()
                        .warned())
                .singleElement()
                .extracting(Warning::file)
                .isEqualTo(directory + "/acme/en/letters.properties");
    }

    static byte[] wav(int rate, int seconds) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(new byte[2 * rate * seconds]),
                        new AudioFormat(rate, 16, 1, true, false),
                        (long) rate * seconds),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }
}
