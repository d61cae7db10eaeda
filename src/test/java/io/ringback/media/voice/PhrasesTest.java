package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.announcement.Played;
import io.ringback.telephony.announcement.SpokenPrompts;
import io.ringback.telephony.speech.SpokenTexts;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said by telephone, with and without a speech engine. */
class PhrasesTest {

    private static final SpokenFacts BUSY_BOB = facts("Bob", Cause.BUSY);
    private static final Path PROMPTS = Path.of("src/main/resources/prompts");

    private final SpokenPrompts prompts = Played.prompts();

    /** What was spoken, one packet longer each. */
    private final List<String> texts = new ArrayList<>();

    private static SpokenFacts facts(String name, Cause cause) {
        return new SpokenFacts(name, cause, Medium.VOICE, 1, Optional.empty(), false, false, true);
    }

    private static SpokenFacts notification(int attempts, boolean conference, boolean connect) {
        return new SpokenFacts(
                "Anna", Cause.BUSY, Medium.VOICE, attempts, Optional.empty(), false, conference, connect);
    }

    private static SpokenFacts information(String device, boolean returned) {
        return new SpokenFacts("Bob", Cause.BUSY, Medium.VOICE, 1, Optional.ofNullable(device), returned, false, false);
    }

    private Phrases speaking(String service) {
        return speaking(service, WordingInForce.builtIn());
    }

    private Phrases speaking(String service, WordingInForce wording) {
        return new Phrases(
                new SpokenTexts(Optional.of(prompts), (text, language) -> {
                    texts.add(text);
                    return Optional.of(new short[160 * texts.size()]);
                }),
                wording,
                service);
    }

    private static Phrases mute() {
        return new Phrases(
                new SpokenTexts(Optional.empty(), (text, language) -> Optional.empty()),
                WordingInForce.builtIn(),
                "Ringback");
    }

    /** All that is heard, in words. */
    private String heard(Phrases phrases, Phrase phrase, SpokenFacts facts, String language) throws Exception {
        Locale locale = Locale.forLanguageTag(language);
        Map<String, String> recorded = recorded(locale.getLanguage().equals("sv") ? "sv" : "en");
        List<String> words = new ArrayList<>();
        for (String play : phrases.say(phrase, facts, locale)) {
            words.add(
                    play.startsWith("file:spoken/")
                            ? texts.get(Played.frames(prompts, play) - 1)
                            : recorded.get(name(play)));
        }
        return String.join(" ", words);
    }

    private static String name(String play) {
        assertThat(play).matches("file:prompts/voice-[a-z-]+\\.wav");
        return play.replaceFirst("file:prompts/(.*)\\.wav", "$1");
    }

    private static Map<String, String> recorded(String language) throws IOException {
        return Files.readAllLines(Path.of("deploy/prompts/" + language + ".txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (a, b) -> {
                            throw new IllegalStateException("There twice: " + a);
                        },
                        LinkedHashMap::new));
    }

    private static Properties sentences(String language) throws IOException {
        Properties sentences = new Properties();
        String file = "/messages/voice" + (language.equals("en") ? "" : "_" + language) + ".properties";
        try (InputStream in = PhrasesTest.class.getResourceAsStream(file)) {
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return sentences;
    }

    @Test
    void aNumberIsSaidDigitByDigitWhereItCanBeSpoken() throws Exception {
        SpokenFacts facts = About.somebody("Anna").dial("+46101000000").facts();

        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, facts, "en"))
                .startsWith(
                        "Hello. This is Ringback. Anna tried to reach you. To be connected at another time, dial plus"
                                + " 4 6 1, 0 1 0, 0 0 0, 0 0. Once more: plus 4 6 1, 0 1 0, 0 0 0, 0 0. To let them know");
        assertThat(mute().say(Phrase.NOTIFICATION, facts, Locale.ENGLISH)).noneMatch(said -> said.contains("dial"));
    }

    @Test
    void whoStandsInHearsForWhom() throws Exception {
        SpokenFacts facts =
                About.somebody("Anna").attempts(2).standsInFor("Bob").facts();

        assertThat(heard(speaking("Ringback"), Phrase.WAITING, facts, "en"))
                .startsWith("Anna tried to reach Bob, and you stand in for them. To let them know");
    }

    @Test
    void theCalleeHearsThatTheNumberCouldNotBeVerified() throws Exception {
        SpokenFacts facts = About.somebody("Anna").unverified(true).facts();

        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, facts, "en"))
                .startsWith(
                        "Hello. This is Ringback. Anna tried to reach you. The number that the call came from could not be"
                                + " verified. It may have been somebody else. To let them know");
    }

    /** The example of docs/wording.md, in which German is texts alone. */
    @Test
    void aLanguageOfTextsOnDiskIsSpokenThroughout() throws Exception {
        Phrases phrases = speaking("Ringback", WordingOnDisk.in(Path.of("docs/wording-example")));
        String notification =
                "Anna wollte Sie erreichen. Um jetzt an diesem Telefon verbunden zu werden, drücken Sie die 1. Um zu sagen,"
                        + " dass Sie erreichbar sind, drücken Sie die 2.";

        assertThat(heard(phrases, Phrase.NOTIFICATION, notification(1, false, true), "de-x-acme"))
                .startsWith("Guten Tag. Hier ist Acme Assist. " + notification);
        assertThat(heard(phrases, Phrase.GOODBYE, BUSY_BOB, "de-x-acme")).isEqualTo("Auf Wiederhören.");
        assertThat(heard(phrases, Phrase.NOTIFICATION, notification(1, false, true), "en-x-acme"))
                .startsWith(
                        "Hello. This is Acme Assist. Anna tried to reach you. To be connected now, on this telephone, press 1.");
        assertThat(phrases.say(Phrase.GOODBYE, Locale.GERMAN)).isEqualTo("file:prompts/voice-goodbye.wav");
    }

    @Test
    void aGreetingThatTheBrandRecordedIsPlayedInPlaceOfItsSpokenName(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("acme/en/prompts"));
        Files.writeString(directory.resolve("acme/brand.properties"), "name=Acme Assist");
        Files.writeString(directory.resolve("acme/en/prompts/voice-greeting.wav"), "sound");
        Phrases phrases = speaking("Ringback", WordingOnDisk.in(directory, wav -> new short[8_000]));

        assertThat(phrases.say(Phrase.INFORMATION, BUSY_BOB, Locale.forLanguageTag("en-x-acme")))
                .startsWith("file:prompts/voice-greeting.wav");
    }

    @Test
    void aCallerOnTheLineHearsWhyAndWhichKeyDoesWhat() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.OFFER, BUSY_BOB, "en"))
                .isEqualTo("Bob is busy. To let them know that you called, press 1. To do that every time, press 2."
                        + " Otherwise, just hang up.");
        assertThat(heard(mute(), Phrase.OFFER, BUSY_BOB, "en"))
                .startsWith("The person you are calling is busy. To let them know");
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY, is busy, was busy",
        "NO_ANSWER, does not answer, did not answer",
        "UNREACHABLE, cannot be reached, was not available",
        "NOT_FOUND, cannot be reached, was not available",
        "UNDELIVERABLE, cannot be reached, was not available",
        "REJECTED, does not take calls, did not take the call",
    })
    void theCauseIsSaid(Cause cause, String offer, String question) throws Exception {
        for (Phrases phrases : List.of(speaking("Ringback"), mute())) {
            assertThat(heard(phrases, Phrase.OFFER, facts("Bob", cause), "en")).contains(offer);
            assertThat(heard(phrases, Phrase.QUESTION, facts("Bob", cause), "en"))
                    .contains(question);
        }
    }

    @Test
    void aQuestionSaysFirstWhoCalls() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.QUESTION, BUSY_BOB, "en"))
                .isEqualTo("Hello. This is Ringback. You tried to reach Bob, who was busy. To let them know that you"
                        + " tried, press 1. To do that every time, press 2. To leave it, press 3. To get no more of"
                        + " these calls, press 9.");
        assertThat(heard(speaking("Acme Telecom"), Phrase.QUESTION, BUSY_BOB, "sv"))
                .startsWith("Hej. Det här är Acme Telecom. Du försökte nå Bob, som var upptagen. För att meddela");
    }

    @Test
    void whoWroteIsAskedAboutTheMessage() throws Exception {
        SpokenFacts mail =
                new SpokenFacts("Bob", Cause.UNDELIVERABLE, Medium.EMAIL, 1, Optional.empty(), false, false, false);

        assertThat(heard(speaking("Ringback"), Phrase.QUESTION, mail, "en"))
                .contains("You wrote to Bob, but the message did not arrive.");
    }

    @Test
    void aNotificationSaysWhoTriedAndOffersToConnect() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, notification(1, false, true), "en"))
                .isEqualTo(
                        "Hello. This is Ringback. Anna tried to reach you. To be connected now, on this telephone, press 1. To let"
                                + " them know that you can be reached, press 2. To leave it for now, press 3. To get no more"
                                + " of these calls, press 9.");
        assertThat(heard(mute(), Phrase.NOTIFICATION, notification(1, false, true), "sv"))
                .startsWith(
                        "Hej. Det här är Ringback. Någon har försökt nå dig. För att bli kopplad nu, på den här telefonen, tryck 1.");
    }

    @Test
    void connectingIsNotOfferedWhereItCannotBeDone() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, notification(1, false, false), "en"))
                .doesNotContain("press 1")
                .contains("press 2");
    }

    @Test
    void whoeverTriesAgainIsNotCalledAgainButCounted() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, notification(3, false, true), "en"))
                .contains("Anna tried to reach you 3 times.");
        assertThat(heard(mute(), Phrase.NOTIFICATION, notification(3, false, true), "en"))
                .contains("Somebody tried to reach you several times.");
    }

    @Test
    void aConferenceIsJoined() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.NOTIFICATION, notification(2, true, true), "en"))
                .contains("Anna wanted you to join a conference. To join now, press 1.");
    }

    @Test
    void anInformationNamesTheDeviceOrTellsOfTheReturnedCall() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.INFORMATION, information("Mobile", false), "en"))
                .isEqualTo("Hello. This is Ringback. Bob can be reached now, on: Mobile. To get no more of these"
                        + " calls, press 9.");
        assertThat(heard(speaking("Ringback"), Phrase.INFORMATION, information("[[...]]", false), "en"))
                .contains("Bob can be reached now.");
        assertThat(heard(speaking("Ringback"), Phrase.INFORMATION, information("Mobile", true), "en"))
                .contains("Bob returned your call, but you did not answer.");
        assertThat(heard(mute(), Phrase.INFORMATION, information("Mobile", false), "en"))
                .contains("The person you tried to reach can be reached now.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STANDING_ASKED        | We have sent you a message that asks whether to let Bob know that you called. To let them know that you tried, press 1. To leave it, press 3. Otherwise, just hang up.
            STANDING_TOLD         | Bob has been told that you called, at 14 05. To leave it after all, press 3. Otherwise, just hang up.
            STANDING_NOT_YET_TOLD | Bob has not been told yet that you called. We will do that as soon as we can. To leave it after all, press 3. Otherwise, just hang up.
            STANDING_CONNECTING   | Bob can be reached now, and we are about to call you. Please hang up.
            STANDING_INFORMING    | Bob has heard of your call, and we are sending you a message about it.
            """)
    void whoCallsAgainHearsHowItStandsAndWhatCanBeDone(Phrase phrase, String said) throws Exception {
        SpokenFacts facts =
                About.somebody("Bob").attempts(2).told(Optional.of("at 14:05")).facts();

        assertThat(heard(speaking("Ringback"), phrase, facts, "en")).isEqualTo(said);
        assertThat(heard(mute(), phrase, facts, "en")).doesNotContain("Bob", "14");
    }

    @Test
    void aNameIsReadAsANameWhateverStandsInIt() throws Exception {
        heard(speaking("Ringback"), Phrase.OFFER, facts("[[x]] {1} <b>'Bob'", Cause.BUSY), "en");

        assertThat(texts).containsExactly("x 1 b 'Bob' is busy.");
    }

    @Test
    void withoutANameItIsSaidWithoutOne() throws Exception {
        assertThat(heard(speaking("Ringback"), Phrase.OFFER, facts("***", Cause.BUSY), "en"))
                .startsWith("The person you are calling is busy.");
        assertThat(texts).isEmpty();
    }

    /** The announcement server chooses the language of recordings; half a message in another would help nobody. */
    @Test
    void aLanguageWithoutTextsIsNotSpokenAtAll() {
        assertThat(speaking("Ringback").say(Phrase.OFFER, BUSY_BOB, Locale.FRENCH))
                .isEqualTo(mute().say(Phrase.OFFER, BUSY_BOB, Locale.FRENCH));
        assertThat(texts).isEmpty();
        assertThat(speaking("Ringback").say(Phrase.OFFER, BUSY_BOB, Locale.UK).get(0))
                .startsWith("file:spoken/");
        assertThat(speaking("Ringback")
                        .say(Phrase.OFFER, BUSY_BOB, Locale.forLanguageTag("sv-FI"))
                        .get(0))
                .startsWith("file:spoken/");
    }

    @ParameterizedTest
    @EnumSource(Phrase.class)
    void theMenuIsTheEndOfWhatIsSaid(Phrase phrase) {
        List<String> said = mute().say(phrase, BUSY_BOB, Locale.ENGLISH);
        List<String> menu = mute().menu(phrase, BUSY_BOB, Locale.ENGLISH);

        assertThat(said.size()).isGreaterThan(menu.size());
        assertThat(said.subList(said.size() - menu.size(), said.size())).isEqualTo(menu);
    }

    @Test
    void whatIsAboutSomebodyNeedsTheFacts() {
        assertThatThrownBy(() -> mute().say(Phrase.OFFER, Locale.ENGLISH)).hasMessageContaining("OFFER");
    }

    /** Everything that can be said, whatever it is about. */
    private static Set<String> recordings() {
        Set<String> recordings = new TreeSet<>();
        for (Phrase phrase : Phrase.values()) {
            for (Cause cause : Cause.values()) {
                for (Medium medium : List.of(Medium.VOICE, Medium.EMAIL)) {
                    for (int bits = 0; bits < 128; bits++) {
                        SpokenFacts facts = new SpokenFacts(
                                "Bob",
                                cause,
                                medium,
                                1 + (bits & 1),
                                Optional.empty(),
                                (bits & 2) != 0,
                                (bits & 4) != 0,
                                (bits & 16) != 0,
                                (bits & 8) != 0,
                                (bits & 32) != 0,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                (bits & 64) == 0 ? Optional.empty() : Optional.of("Bob"),
                                Optional.of("+46101000000"));
                        mute().say(phrase, facts, Locale.ENGLISH).forEach(play -> recordings.add(name(play)));
                    }
                }
            }
        }
        return recordings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void everythingIsRecordedInEveryLanguageAndNothingElse(String language) throws Exception {
        Set<String> written = recorded(language).keySet().stream()
                .filter(name -> name.startsWith("voice-"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).isEqualTo(recordings());
        try (Stream<Path> files = Files.list(PROMPTS.resolve(language))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".wav", ""))
                            .filter(name -> name.startsWith("voice-")))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void everySentenceWithANameIsThereInEveryLanguageWithTheSameFacts(String language) throws Exception {
        Properties english = sentences("en");
        Properties sentences = sentences(language);

        assertThat(sentences.keySet()).isEqualTo(english.keySet());
        for (String key : sentences.stringPropertyNames()) {
            MessageFormat format = new MessageFormat(sentences.getProperty(key), Locale.forLanguageTag(language));
            assertThat(format.getFormatsByArgumentIndex())
                    .as(key)
                    .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
            assertThat(format.format(new Object[] {"Bob", "Mobile"}))
                    .as(key)
                    .contains("Bob")
                    .endsWith(".")
                    .doesNotContain("{", "'");
        }
    }

    /** Each sentence with a name is used, and has a recording without one; the device is left out with the name. */
    @Test
    void everySentenceWithANameHasARecordingWithout() throws Exception {
        Set<String> sentences = new HashSet<>(sentences("en").stringPropertyNames());
        // Without speech a device and a number are left out.
        assertThat(sentences.removeAll(Set.of("information-on", "notification-dial")))
                .isTrue();

        assertThat(recordings())
                .containsAll(sentences.stream().map(key -> "voice-" + key).toList());
        for (String language : List.of("en", "sv")) {
            assertThat(String.join(" ", recorded(language).values())).doesNotContain("{", "Bob");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void recordingsAreSpeechOfASensibleLength(String language) throws Exception {
        for (Map.Entry<String, String> sentence : recorded(language).entrySet()) {
            Path file = PROMPTS.resolve(language).resolve(sentence.getKey() + ".wav");
            Map<String, Double> stat = stat(file);
            double seconds = stat.get("Length (seconds)");
            // People, and espeak-ng at 150 words a minute, say 10 to 20 letters a second; with 1.2 s of silence around.
            double letters = sentence.getValue().length();
            assertThat(seconds).as(sentence.getKey()).isBetween(0.7 + letters / 25, 1.6 + letters / 10);
            assertThat(stat.get("Maximum amplitude")).as(sentence.getKey()).isBetween(0.6, 0.75);
            // Speech: neither silence, nor a tone, nor noise.
            assertThat(stat.get("RMS     amplitude")).as(sentence.getKey()).isBetween(0.03, 0.3);
            assertThat(stat.get("Rough   frequency")).as(sentence.getKey()).isBetween(200.0, 1500.0);
            assertThat(Played.frames(prompts, "file:prompts/" + sentence.getKey() + ".wav", language))
                    .isEqualTo((int) Math.ceil(seconds * 50 - 1e-6));
        }
    }

    /** What sox, which knows sound and not our code, says of a file. */
    private static Map<String, Double> stat(Path file) throws Exception {
        Process process = new ProcessBuilder("sox", file.toString(), "-n", "stat")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Arrays.stream(said.split("\n"))
                .map(line -> line.split(":\\s*"))
                .filter(parts -> parts.length == 2 && parts[1].matches("-?[0-9.]+"))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Double.parseDouble(parts[1]), (a, b) -> a));
    }
}
