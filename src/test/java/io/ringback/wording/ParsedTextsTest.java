package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParsedTextsTest {

    private static final String GREETING = "letter.greeting";

    private final ParsedTexts texts = Edition.BUILT_IN.parsed();

    @Test
    void whoAsksTwiceGetsTheSameText() {
        for (int time = 0; time < 2; time++) {
            assertThat(greeting(Locale.ENGLISH).format(new Object[] {"Anna"})).isEqualTo("Hello Anna,");
            assertThat(greeting(Locale.forLanguageTag("sv")).format(new Object[] {"Anna"}))
                    .isEqualTo("Hej Anna,");
            assertThat(greeting(Locale.GERMAN).format(new Object[] {"Anna"})).isEqualTo("Hello Anna,");
            assertThat(find("no.such.text", Locale.ENGLISH)).isEmpty();
        }
    }

    @Test
    void twoNeverGetTheSameFormatAsItIsNotMadeForThat() {
        assertThat(greeting(Locale.ENGLISH)).isEqualTo(greeting(Locale.ENGLISH)).isNotSameAs(greeting(Locale.ENGLISH));
    }

    private MessageFormat greeting(Locale language) {
        return find(GREETING, language).orElseThrow();
    }

    private Optional<MessageFormat> find(String key, Locale language) {
        return texts.find(key, language, Optional.empty(), List.of(TextsOf.LETTERS));
    }
}
