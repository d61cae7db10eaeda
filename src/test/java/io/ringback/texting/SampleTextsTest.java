package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.texting.SampleTexts.SampleText;
import io.ringback.wording.SampleCase;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the texts about a thought-of case take. */
class SampleTextsTest {

    private static final SampleCase SAMPLE =
            new SampleCase(Instant.parse("2026-03-03T13:15:00Z"), URI.create("https://ringback.example.org"));

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void whatIsBuiltInTakesAtMostTwoSmsInTheAlphabetOfSmsAndShowsNoAddress(String language) {
        List<SampleText> texts = SampleTexts.of(WordingInForce.builtIn(), SAMPLE, Locale.forLanguageTag(language));

        assertThat(texts).hasSizeGreaterThan(15).allSatisfy(text -> {
            assertThat(text.messages())
                    .as(text.text())
                    .isEqualTo(text.builtIn())
                    .isLessThanOrEqualTo(2);
            assertThat(text.strangers()).isEmpty();
            assertThat(SampleCase.addressesIn(text.text())).isEmpty();
        });
    }

    @Test
    void aLongerTextAndAStrangeCharacterAreSeen(@TempDir Path folder) throws IOException {
        Path english = Files.createDirectories(folder.resolve("default/en"));
        Files.writeString(
                english.resolve("texts.properties"),
                "stopped=You will get no more messages from us ☹. " + "We are sorry to see you go. ".repeat(3)
                        + "Reply START to get them again.\n");

        SampleText stopped = SampleTexts.of(WordingOnDisk.in(folder), SAMPLE, Locale.ENGLISH).stream()
                .filter(text -> text.about().equals("Stopped"))
                .findFirst()
                .orElseThrow();

        assertThat(stopped.strangers()).isEqualTo("☹");
        assertThat(stopped.messages()).isEqualTo(3).isGreaterThan(stopped.builtIn());
    }
}
