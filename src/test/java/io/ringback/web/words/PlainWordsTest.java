package io.ringback.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.CaseState;
import io.ringback.cases.Journal;
import io.ringback.cases.Outcome;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.inbox.EventKind;
import io.ringback.web.operations.acts.CaseAct;
import io.ringback.web.operations.find.Trouble;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page shows a code where there are words. */
class PlainWordsTest {

    static Stream<Enum<?>> codes() {
        return Stream.of(
                        CaseState.values(),
                        Outcome.values(),
                        Cause.values(),
                        Medium.values(),
                        MessageKind.values(),
                        Journal.Step.values(),
                        EventKind.values(),
                        Answer.values(),
                        Choice.values(),
                        Connections.Ending.values(),
                        Connections.Progress.values(),
                        CallerIdentity.values(),
                        Trouble.values(),
                        CaseAct.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void operatorsReadWordsForEachCode(Enum<?> code) {
        assertThat(PlainWords.OF_OPERATORS.of(code)).doesNotContain("_").isNotBlank();
        if (code != Medium.SMS && code != Medium.MMS) {
            assertThat(PlainWords.OF_OPERATORS.of(code.name())).isNotEqualTo(code.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void aPersonReadsWordsInTheirLanguage(String language) {
        PlainWords words = PlainWords.ofPerson(Locale.forLanguageTag(language));

        Stream.of(Outcome.values(), Cause.values(), MessageKind.values(), Answer.values(), Choice.values())
                .flatMap(Stream::of)
                .forEach(code -> assertThat(words.of(code)).isNotEqualTo(code.name()));
        assertThat(words.of(Medium.VOICE)).isEqualTo(language.equals("sv") ? "samtal" : "call");
    }

    @Test
    void whoeverReadsAnotherLanguageHasEnglishWords() {
        assertThat(PlainWords.ofPerson(Locale.forLanguageTag("fi-FI")).of(Medium.EMAIL))
                .isEqualTo("mail");
        assertThat(PlainWords.ofPerson(Locale.forLanguageTag("sv-SE")).of(Medium.EMAIL))
                .isEqualTo("e-post");
    }

    @Test
    void whatIsNoCodeStaysAsItIs() {
        assertThat(PlainWords.OF_OPERATORS.of("by olga")).isEqualTo("by olga");
        assertThat(PlainWords.OF_OPERATORS.of(null)).isEmpty();
    }
}
