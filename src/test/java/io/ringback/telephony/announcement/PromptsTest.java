package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which recording is played. */
class PromptsTest {

    private static final Path BUILT_IN = Path.of("src/main/resources/prompts");

    @TempDir
    private Path own;

    private final SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 10, Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "file:prompts/calling-caller.wav, en, en/calling-caller",
        "file:prompts/calling-caller.wav, en-US, en/calling-caller",
        "file:prompts/calling-caller.wav, sv, sv/calling-caller",
        "file:prompts/calling-caller.wav, sv_FI, sv/calling-caller",
        "file:prompts/calling-caller.wav, SV-se, sv/calling-caller",
        "file:prompts/calling-caller.wav, fr, en/calling-caller",
        "file:prompts/calling-caller.wav, , en/calling-caller",
        "file:prompts/calling-caller.wav, ../sv, en/calling-caller",
        "file:prompts/calling-caller.wav, x-y-z-a-b-c, en/calling-caller",
        "file:///prompts/caller-unreachable.wav, sv, sv/caller-unreachable",
        "file://localhost/prompts/caller-unreachable.wav, sv, sv/caller-unreachable",
        "FILE:prompts/caller-unreachable, sv, sv/caller-unreachable",
        "file:prompts/signal.wav, sv, signal",
    })
    void comesFromTheUrlAndTheLanguage(String play, String locale, String recording) throws Exception {
        Prompt found = prompts("en").find(play, Optional.ofNullable(locale));

        assertThat(found.pcma()).isEqualTo(recorded(BUILT_IN.resolve(recording + ".wav")));
    }

    @Test
    void anUnknownLanguageIsAnsweredInTheUsualOne() throws Exception {
        Prompt found = prompts("sv").find("file:prompts/calling-caller.wav", Optional.of("fr"));

        assertThat(found.pcma()).isEqualTo(recorded(BUILT_IN.resolve("sv/calling-caller.wav")));
    }

    @Test
    void anOwnRecordingWinsInItsLanguageOnly() throws Exception {
        own("en/calling-caller.wav", "sv/caller-unreachable.wav");

        assertThat(find("calling-caller", "en").pcma())
                .isEqualTo(recorded(BUILT_IN.resolve("sv/caller-unreachable.wav")));
        assertThat(find("calling-caller", "sv").pcma()).isEqualTo(recorded(BUILT_IN.resolve("sv/calling-caller.wav")));
    }

    @Test
    void anOwnRecordingMayHaveANameOfItsOwnAndALanguageWithACountry() throws Exception {
        own("greeting_2.wav", "signal.wav");
        own("sv-FI/calling-caller.wav", "signal.wav");

        assertThat(find("greeting_2", "de").pcma()).isEqualTo(recorded(BUILT_IN.resolve("signal.wav")));
        assertThat(find("calling-caller", "sv-FI").pcma()).isEqualTo(recorded(BUILT_IN.resolve("signal.wav")));
    }

    @Test
    void aChangedRecordingIsPlayedFromThenOn() throws Exception {
        Path file = own("signal.wav", "sv/calling-caller.wav");
        assertThat(find("signal", "en").pcma()).isEqualTo(recorded(BUILT_IN.resolve("sv/calling-caller.wav")));

        Prompts prompts = prompts("en");
        prompts.find("file:prompts/signal.wav", Optional.empty());
        own("signal.wav", "en/calling-caller.wav");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(prompts.find("file:prompts/signal.wav", Optional.empty()).pcma())
                .isEqualTo(recorded(BUILT_IN.resolve("en/calling-caller.wav")));
    }

    @ParameterizedTest
    @CsvSource({
        "stereo, -c 2",
        "another rate, -r 16000",
        "8 bit, -b 8",
    })
    void anOwnRecordingThatCannotBePlayedGivesWayToTheNextBest(String why, String option) throws Exception {
        Files.createDirectories(own.resolve("en"));
        Sox.run(
                List.of("-D", "-n", "-r", "8000", "-c", "1", "-b", "16"),
                List.of(option.split(" ")),
                List.of(own.resolve("en/calling-caller.wav").toString(), "synth", "1", "sine", "300"));

        assertThat(find("calling-caller", "en").pcma())
                .as(why)
                .isEqualTo(recorded(BUILT_IN.resolve("en/calling-caller.wav")));
    }

    @ParameterizedTest
    @CsvSource({"''", "rubbish", "RIFF....WAVE", "RIFF....WAVEdata"})
    void rubbishAmongOwnRecordingsGivesWayToTheNextBest(String content) throws Exception {
        Files.writeString(own.resolve("signal.wav"), content, StandardCharsets.US_ASCII);

        assertThat(find("signal", "en").pcma()).isEqualTo(recorded(BUILT_IN.resolve("signal.wav")));
    }

    @ParameterizedTest
    @CsvSource({
        "file:prompts/secret.wav, 404",
        "file:secret.wav, 404",
        "file:prompts/../secret.wav, 404",
        "file:prompts/en/../../secret.wav, 404",
        "file:prompts/en/calling-caller.wav, 404",
        "file:prompts//secret.wav, 404",
        "file:prompts\\secret.wav, 404",
        "file:/etc/passwd, 404",
        "file://192.0.2.1/prompts/signal.wav, 404",
        "file:prompts/.wav, 404",
        "file:prompts/-.wav, 404",
        "file:prompts/signal.wav/, 404",
        "file:prompts/signal.mp3, 404",
        "file:, 404",
        "http://127.0.0.1/prompts/signal.wav, 403",
        "nfs://127.0.0.1/prompts/signal.wav, 403",
        "classpath:prompts/signal.wav, 403",
        "signal.wav, 400",
        ":, 400",
    })
    void nothingElseIsOpened(String play, int status) throws Exception {
        Files.copy(BUILT_IN.resolve("signal.wav"), own.resolveSibling(own.getFileName() + "-secret.wav"));
        own("secret/secret.wav", "signal.wav");

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> prompts("en").find(play, Optional.of("secret/..")));

        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "voice-goodbye,     en-x-acme, acme",
        "voice-goodbye,     en,        own",
        "voice-goodbye,     en-x-other, own",
        "voice-goodbye,     de-x-acme, acme",
        "voice-goodbye,     sv-x-acme, built in",
        "voice-no-longer,   en-x-acme, default",
        "voice-no-longer,   en,        default",
    })
    void aRecordingOfTheBrandComesBeforeTheOperatorsOwn(String name, String locale, String said, @TempDir Path wording)
            throws Exception {
        own("en/voice-goodbye.wav", "en/voice-connecting.wav");
        copy("en/calling-caller.wav", wording.resolve("acme/en/prompts/voice-goodbye.wav"));
        copy("en/caller-unreachable.wav", wording.resolve("default/en/prompts/voice-no-longer.wav"));
        Map<String, String> recordings = Map.of(
                "acme", "en/calling-caller",
                "default", "en/caller-unreachable",
                "own", "en/voice-connecting",
                "built in", "sv/voice-goodbye");

        Prompt found = new Prompts(
                        Optional.of(own), "en", spoken, Optional.of(WordingOnDisk.in(wording, Wav::samples)::recording))
                .find("file:prompts/" + name + ".wav", Optional.of(locale));

        assertThat(found.pcma()).isEqualTo(recorded(BUILT_IN.resolve(recordings.get(said) + ".wav")));
    }

    private static void copy(String builtIn, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(BUILT_IN.resolve(builtIn), to);
    }

    @Test
    void everyLanguageHasEveryPromptOfTheTextsAndNoneIsLarge() throws IOException {
        for (String language : List.of("en", "sv")) {
            List<String> names = Files.readAllLines(Path.of("deploy/prompts", language + ".txt")).stream()
                    .filter(line -> line.contains(":") && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
            assertThat(names).contains("calling-caller", "caller-unreachable");
            for (String name : names) {
                assertThat(find(name, language).frames()).isGreaterThan(50);
            }
        }
        try (Stream<Path> files = Files.walk(BUILT_IN)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(100_000));
        }
    }

    @Test
    void theScriptMakesRecordingsThatCanBePlayed() throws Exception {
        Process script = new ProcessBuilder("deploy/prompts/make-prompts", own.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(said).isZero();

        try (Stream<Path> files = Files.walk(BUILT_IN)) {
            for (Path builtIn : files.filter(Files::isRegularFile).toList()) {
                Path made = own.resolve(BUILT_IN.relativize(builtIn));
                assertThat(recorded(made).length)
                        .as("%s: make the recordings anew after changing texts", builtIn)
                        .isCloseTo(recorded(builtIn).length, org.assertj.core.data.Percentage.withPercentage(20));
            }
        }
    }

    private Prompts prompts(String usualLanguage) {
        return new Prompts(Optional.of(own), usualLanguage, spoken, Optional.empty());
    }

    private Prompt find(String name, String locale) {
        try {
            return prompts("en").find("file:prompts/" + name + ".wav", Optional.of(locale));
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    private Path own(String name, String builtIn) throws IOException {
        Path file = own.resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        return Files.copy(BUILT_IN.resolve(builtIn), file);
    }

    private static byte[] recorded(Path wav) throws IOException {
        return Codec.PCMA.encode(Wav.samples(Files.readAllBytes(wav)));
    }
}
