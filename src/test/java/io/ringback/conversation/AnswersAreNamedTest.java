package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads a text from disk can answer, and can end it. */
class AnswersAreNamedTest {

    @TempDir
    private Path directory;

    private WordingInForce with(String file, String content) throws IOException {
        Path path = directory.resolve("default").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return WordingOnDisk.in(directory, new AnswersAreNamed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "letters.properties | question.footer=You get this because of {0}.        | stop",
                "letters.properties | notification.footer=You get this because of {0}. Write us. | stop",
                "letters.properties | information.footer=Bye {0}                          | stop",
                "letters.properties | question.reply=Reply with the word aye.             | no",
                "letters.properties | notification.reply=Reply no, {0} learns nothing.    | yes",
                "texts.properties   | question.long={0} {3}? {1} or {2}                   | stop",
                "texts.properties   | words.question=SURELY, NEVER                        | yes",
                "texts.properties   | ask-back.question={0}? Reply YES.                   | no",
                "texts.properties   | help=We tell people. {0}                            | stop",
                "texts.properties   | stopped=You get nothing more.                       | start",
            })
    void aTextThatLeavesOutHowToAnswerIsRefused(String file, String text, String word) throws IOException {
        WordingInForce wording = with("en/" + file, text);

        assertThat(wording.known().refused()).anySatisfy(refusal -> {
            assertThat(refusal.element()).isEqualTo(text.substring(0, text.indexOf('=')));
            assertThat(refusal.problem()).contains("as " + word);
            assertThat(refusal.mend()).contains("ringback.words-directory");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "question.reply=Reply yep or nope.",
                "question.reply=Svara ja eller nej.",
                "question.footer=Because of {0}. To end it, reply unsubscribe.",
            })
    void anyWordThatIsUnderstoodWillDo(String text) throws IOException {
        assertThat(with("en/letters.properties", text).known().refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void theBuiltInTextsDo(String language) throws IOException {
        String suffix = language.equals("en") ? "" : "_" + language;
        for (String name : new String[] {"letters", "texts"}) {
            String builtIn = Files.readString(Path.of("src/main/resources/messages/" + name + suffix + ".properties"));
            assertThat(with(language + "/" + name + ".properties", builtIn)
                            .known()
                            .refused())
                    .isEmpty();
        }
    }

    @Test
    void whatIsSpokenNamesKeysInstead() throws IOException {
        assertThat(with("en/voice.properties", "menu-stop=To end these calls, press 9.")
                        .known()
                        .refused())
                .isEmpty();
    }
}
