package io.ringback.telephony.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.announcement.Played;
import io.ringback.telephony.announcement.SpokenPrompts;
import io.ringback.wording.WordingInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which text is spoken, and what of a name is in it. */
class SpokenNamesTest {

    private final SpokenPrompts prompts = Played.prompts();
    private final List<String> spoken = new ArrayList<>();
    private boolean mute;

    private final SpokenTexts texts = new SpokenTexts(Optional.of(prompts), this::speak);
    private final SpokenNames names = new SpokenNames(texts, WordingInForce.builtIn());

    private Optional<short[]> speak(String text, Locale language) {
        spoken.add(language + ": " + text);
        return mute ? Optional.empty() : Optional.of(new short[text.length() * 160]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB | en: We are calling Anna {0} Berg’s. Please hold the line.",
                "sv-SE | sv: Vi ringer upp Anna {0} Berg’s. Var god dröj.",
                "fr | en: We are calling Anna {0} Berg’s. Please hold the line.",
            })
    void aNameIsSpokenInTheLanguageOfTheListener(String language, String text) throws Exception {
        String play =
                names.render("Anna {0} Berg’s", Locale.forLanguageTag(language)).orElseThrow();

        assertThat(spoken).containsExactly(text.replace("{0}", "0"));
        assertThat(Played.frames(prompts, play)).isEqualTo(spoken.get(0).length() - 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Anna | Anna",
                "Åsa Öberg | Åsa Öberg",
                "Anne-Marie O'Neill, Jr. | Anne-Marie O'Neill, Jr.",
                "<voice name=\"x\">Anna</voice> | voice name x Anna voice",
                "[[h@l'oU]] | h l'oU",
                "$(reboot) `id` ; rm -rf * | reboot id rm -rf",
                "~-f\u0000/etc/passwd\r\n~ | -f etc passwd",
                "~\u202eannA\u0007~ | annA",
                "~  ~ | ~~",
                "... | ~~",
                "王小明 | 王小明",
            })
    void onlyWhatStandsInNamesIsSpoken(String name, String speakable) {
        assertThat(Speakable.of(name)).isEqualTo(speakable);
    }

    @Test
    void aVeryLongNameIsCut() {
        assertThat(Speakable.of("x".repeat(1_000_000))).hasSize(60);
    }

    @Test
    void whereNothingIsLeftOfANameNothingIsSpoken() {
        assertThat(names.render("...", Locale.ENGLISH)).isEmpty();
        assertThat(spoken).isEmpty();
    }

    @Test
    void theSameIsNotSpokenTwiceButFailingIsTriedAgain() {
        mute = true;
        assertThat(names.render("Anna", Locale.ENGLISH)).isEmpty();
        mute = false;
        String first = names.render("Anna", Locale.ENGLISH).orElseThrow();
        String second = names.render("Anna", Locale.ENGLISH).orElseThrow();

        assertThat(spoken).hasSize(2);
        assertThat(second).as("nobody's prompt is another's").isNotEqualTo(first);
    }

    @Test
    void aForeignServerIsGivenNothingThatIsKnownHereOnly() {
        SpokenNames elsewhere =
                new SpokenNames(new SpokenTexts(Optional.empty(), this::speak), WordingInForce.builtIn());

        assertThat(elsewhere.render("Anna", Locale.ENGLISH)).isEmpty();
        assertThat(spoken).isEmpty();
    }
}
