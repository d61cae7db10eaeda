package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.wording.EditableWording.EditableText;
import io.ringback.wording.EditableWording.Tried;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of texts for somebody who changes them. */
class EditableWordingTest {

    private static final String LETTERS = "default/en/letters.properties";

    @TempDir
    private Path folder;

    private EditableWording words() {
        return new EditableWording(WordingOnDisk.in(folder));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EditableText text(EditableWording words, String path, String content, String key) {
        return words.texts(words.at(path).orElseThrow(), utf8(content)).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "letters.properties",
                "default/letters.properties",
                "default/en/brand.properties",
                "default/en/secrets.properties",
                "default/en/letters.properties/",
                "default//en/letters.properties",
                "/default/en/letters.properties",
                "../default/en/letters.properties",
                "default/../en/letters.properties",
                "default/en/../../../etc/letters.properties",
                "default/xx/letters.properties",
                "default/EN/letters.properties",
                "Acme/en/letters.properties",
                "default/en/prompts/voice-goodbye.wav",
                "default/en/letters.properties\u0000.bpmn",
                "default\\en\\letters.properties",
            })
    void noOtherPlaceHasTexts(String path) {
        assertThat(words().at(path)).isEmpty();
    }

    @Test
    void aPlaceSaysWhoseTextsTheyAre() {
        TextsFile file = words().at("acme-north/de-AT/texts.properties").orElseThrow();

        assertThat(file.of()).isEqualTo(TextsOf.SHORT_MESSAGES);
        assertThat(file.language()).isEqualTo(Locale.forLanguageTag("de-AT"));
        assertThat(file.reader()).isEqualTo(Locale.forLanguageTag("de-AT-x-acme-north"));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("in another charset", "question.no=Nej då".getBytes(StandardCharsets.ISO_8859_1), "UTF-8"),
                Arguments.of("in UTF-16", "question.no=No".getBytes(Charset.forName("UTF-16")), "UTF-8"),
                Arguments.of("of a key twice", utf8("question.no=a\nquestion.no=b"), "twice"),
                Arguments.of("of an unknown key", utf8("question.mo=a"), "no such text"),
                Arguments.of("of a broken escape", utf8("question.no=\\u12"), "cannot be read"),
                Arguments.of("too large", utf8("#" + "x".repeat(200_000)), "bytes"),
                Arguments.of("no text at all", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff}, "UTF-8"));
    }

    @ParameterizedTest(name = "a file {0}")
    @MethodSource("unreadable")
    void aFileThatCannotBeChangedTextByTextIsRefused(String what, byte[] content, String said) {
        EditableWording words = words();

        assertThat(words.unreadable(words.at(LETTERS).orElseThrow(), content))
                .get()
                .extracting(Refusal::problem)
                .asString()
                .contains(said);
    }

    /** The last word is what the check says: nothing, refused, or warned. */
    @ParameterizedTest(name = "{0}: {1}={2} is {3}")
    @CsvSource({
        "letters, question.no,                 Rather not,                          nothing",
        "letters, question.heading,            Shall we?,                           warned",
        "letters, question.no,                 {0},                                 refused",
        "letters, question.no,                 It's no,                             refused",
        "letters, question.no,                 <b>No</b>,                           refused",
        "letters, question.no,                 <script>alert(1)</script>,           refused",
        "letters, question.no,                 &lt;b&gt;,                           refused",
        "letters, question.no,                 https://evil.example/,               refused",
        "letters, question.no,                 write to anna@example.org,           refused",
        "letters, question.no,                 '${T(java.lang.Runtime).getRuntime()}', refused",
        "letters, question.no,                 '[[${7*7}]]',                        refused",
        "letters, question.no,                 '__${7*7}__::x',                     refused",
        "letters, question.no,                 No or call +46 70 174 06 15,         warned",
        "letters, question.no,                 No or call 070-174 06 15,            warned",
        "letters, question.no,                 Open from 8 to 17,                   nothing",
        "letters, question.no,                 We are at 192.168.10.7,              warned",
        "letters, notification.button,         Call {0} at 0701740615,              refused",
        "letters, notification.button,         Call {0} at 070 (174) 06.15,         refused",
        "letters, notification.button,         Call {0} at ٠٧٠١٧٤٠٦١٥,              refused",
        "letters, notification.button,         Call {0} at 10.0.0.7,                refused",
        "letters, notification.button,         Call {0} at 2001:db8::7,             refused",
        "letters, notification.button,         'Call {0} after 14:05',              nothing",
        "letters, contact.connect,             Call 0701740615,                     refused",
        "pages,   contact.notNow,              Call 0701740615,                     refused",
        "texts,   notification.link.short,     '{0} 0701740615 {2}',                refused",
        "texts,   notification.link.short,     '{0}',                               refused",
        "texts,   tried.unverified,            '{0} 0701740615',                    refused",
        "texts,   besides.more,                '{0} more 0701740615',               refused",
        "texts,   help,                        'Call 0200 123 456 or reply STOP. {0}', warned",
        "voice,   notification,                '{0} tried you from 0701740615',     refused",
        "voice,   notification-often,          '{0} tried you {1} times',           nothing",
        "announcements, calling-name,          'Calling {0} at 0701740615',         refused",
        "connections, connection.calling,      'Calling {0} at 0701740615',         refused",
    })
    void aTextIsCheckedByTheRulesOfADeploy(String kind, String key, String text, String expected) {
        String path = "default/en/" + kind + ".properties";
        Tried tried = words().tryOut(Map.of(path, EditableWording.written(Map.of(key, text))));

        assertThat(tried.refused().isEmpty() ? tried.warned().isEmpty() ? "nothing" : "warned" : "refused")
                .as("%s %s", tried.refused(), tried.warned())
                .isEqualTo(expected);
        assertThat(tried.refused()).allSatisfy(one -> {
            assertThat(one.file()).isEqualTo("wording/" + path);
            assertThat(one.element()).isEqualTo(key);
        });
        assertThat(tried.warned()).extracting(Warning::element).allMatch(key::equals);
    }

    @Test
    void aTrialChangesNothing() {
        WordingInForce wording = WordingOnDisk.in(folder);

        Tried tried = new EditableWording(wording).tryOut(Map.of(LETTERS, utf8("question.no=Rather not")));

        assertThat(tried.then().say(TextsOf.LETTERS, "question.no", Locale.ENGLISH))
                .isEqualTo("Rather not");
        assertThat(wording.say(TextsOf.LETTERS, "question.no", Locale.ENGLISH)).isEqualTo("No");
    }

    @Test
    void aHalfLanguageIsRefused() {
        Tried tried = words().tryOut(Map.of("default/de/letters.properties", utf8("question.no=Nein")));

        assertThat(tried.refused())
                .singleElement()
                .extracting(Refusal::problem)
                .asString()
                .contains("missing in this language");
    }

    @Test
    void aTextIsShownWithWhatIsSaidNowAndWithoutIt() throws IOException {
        Path file = folder.resolve(LETTERS);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "question.no=Of the folder");

        assertThat(text(words(), LETTERS, "question.no=Drafted", "question.no"))
                .isEqualTo(new EditableText("question.no", "Of the folder", "Drafted", "No", "No"));
        assertThat(text(words(), LETTERS, "question.yes=Yes", "question.no").then())
                .isEqualTo("No");
        assertThat(text(words(), LETTERS, "", "question.no").then()).isEqualTo("Of the folder");
        assertThat(text(words(), "acme/en/letters.properties", "", "question.no"))
                .isEqualTo(new EditableText("question.no", "Of the folder", "Of the folder", "Of the folder", "No"));
        assertThat(text(words(), "default/de/letters.properties", "", "question.no"))
                .isEqualTo(new EditableText("question.no", "", "", "", "No"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a=b:c #!", "C:\\new\\u0041", "${x} [[y]]", "“Ja”, Øl ☎", "'' {0}", "\\"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(EditableWording.read(EditableWording.written(Map.of("a key=:#!\\", text))))
                .containsExactly(Map.entry("a key=:#!\\", text));
    }

    @ParameterizedTest
    @CsvSource({"'', true", "'# a comment', true", "' \n\n', true", "question.no=No, false"})
    void aFileWithoutTextsSaysNothing(String content, boolean nothing) {
        assertThat(EditableWording.isNothing(utf8(content))).isEqualTo(nothing);
    }

    @Test
    void everyPhraseOfEveryKindCanBeReadWithTheFactsOfTheCase() {
        EditableWording words = words();
        for (TextsOf of : TextsOf.values()) {
            if (of == TextsOf.LETTERS || of == TextsOf.SHORT_MESSAGES) {
                continue;
            }
            for (String language : BuiltInTexts.LANGUAGES) {
                TextsFile file =
                        words.at("default/" + language + "/" + of.file()).orElseThrow();
                assertThat(words.texts(file, new byte[0]))
                        .extracting(text -> SamplePhrases.said(file, text, "at 14:05"))
                        .noneMatch(said -> said.contains("{"));
            }
        }
    }
}
