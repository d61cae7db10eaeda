package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.directory.Brand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about a thought-of case, and that no address is in it. */
class SampleCaseTest {

    private static final SampleCase SAMPLE =
            new SampleCase(Instant.parse("2026-03-03T13:15:00Z"), URI.create("https://ringback.example.org"));

    private final WordingInForce onDisk = WordingOnDisk.in(Path.of("docs/wording-example"));

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de-x-acme", "en-x-acme"})
    void everyLetterNamesTheTwoAndShowsNoAddress(String tag) {
        Locale reader = Locale.forLanguageTag(tag);
        LetterWriter writer = new LetterWriter(onDisk);

        SAMPLE.contents(reader).forEach((about, content) -> {
            Letter letter = writer.write(content);
            String all = letter.subject() + letter.text() + letter.html();
            assertThat(SampleCase.addressesIn(all)).as(about).isEmpty();
            assertThat(letter.text()).as(about).contains(content.readerName());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call +46701740605.",
                "Call +46 70-174 06 05.",
                "Call 070-174 06 05.",
                "Call <a href='tel:+46701740605'>her</a>.",
                "Write to Anna.Sample@Example.org"
            })
    void anAddressIsSeenInWhateverSpelling(String text) {
        assertThat(SampleCase.addressesIn(text)).hasSize(1);
    }

    @Test
    void whatWouldBeSaidIsReadBeforeItIsDeployed() {
        assertThat(onDisk.languages()).contains("en", "sv", "de");
        assertThat(onDisk.brands()).containsExactly("acme");
        assertThat(onDisk.texts(TextsOf.LETTERS, new Brand("acme").in(Locale.ENGLISH)))
                .containsEntry("question.subject", "Missed {0}? Shall we tell them you tried?")
                .hasSameSizeAs(onDisk.texts(TextsOf.LETTERS, Locale.ENGLISH));
    }
}
