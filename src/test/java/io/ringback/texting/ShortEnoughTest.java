package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Warning;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever pays for SMS is told before that a text takes more of them. */
class ShortEnoughTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "question.short={0}. Would you like us to let them know that you tried to reach them at that time? Reply {1} or open {2}"
                        + " | takes 2 SMS with an ordinary name in it; the built-in one takes 1",
                "closing=Thank you “very much”.        | “ is not in the alphabet of SMS",
                "closing=Thank you very much.          | ",
                "words.question=YES, NO, ALWAYS, MAYBE | ",
            })
    void aTextThatTakesMoreIsWarnedOf(String text, String warned) throws IOException {
        Path file = directory.resolve("default/en/texts.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);

        WordingInForce wording = WordingOnDisk.in(directory, new ShortEnough());

        assertThat(wording.known().refused()).isEmpty();
        if (warned == null) {
            assertThat(wording.known().warned()).isEmpty();
        } else {
            assertThat(wording.known().warned().stream().map(Warning::problem))
                    .anySatisfy(problem -> assertThat(problem).contains(warned));
        }
    }
}
