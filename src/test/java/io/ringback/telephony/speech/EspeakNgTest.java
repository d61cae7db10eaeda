package io.ringback.telephony.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences, spoken by the real espeak-ng and by programs that misbehave. */
class EspeakNgTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SENTENCE = "We are calling Anna Andersson. Please hold the line.";

    @TempDir
    private Path folder;

    private final EspeakNg espeak = new EspeakNg(Path.of("/usr/bin/espeak-ng"), PATIENCE);

    @Test
    void aSentenceIsSpokenByTheVoiceOfItsLanguage() {
        short[] english = espeak.speak(SENTENCE, Locale.ENGLISH).orElseThrow();
        short[] british = espeak.speak(SENTENCE, Locale.UK).orElseThrow();
        short[] swedish = espeak.speak(SENTENCE, Locale.forLanguageTag("sv-SE")).orElseThrow();

        // Two to six seconds at 8 kHz.
        assertThat(english.length).isBetween(16_000, 48_000);
        assertThat(british).isEqualTo(english);
        assertThat(swedish).isNotEqualTo(english);
        assertThat(loudest(english)).isGreaterThan(5_000);
    }

    @Test
    void aLanguageWithoutAVoiceIsNotSpoken() {
        assertThat(espeak.speak(SENTENCE, Locale.forLanguageTag("tlh"))).isEmpty();
        assertThat(espeak.speak(SENTENCE, Locale.ROOT)).isEmpty();
    }

    @Test
    void whatItWouldTakeForItsOwnLanguageIsReadAsText() {
        short[] plain = espeak.speak("h@l'oU", Locale.ENGLISH).orElseThrow();

        assertThat(espeak.speak("[[h@l'oU]]", Locale.ENGLISH).orElseThrow()).isEqualTo(plain);
    }

    @Test
    void theTextGoesInByStandardInputAndNotByTheShell() throws Exception {
        Path seen = folder.resolve("seen");
        EspeakNg program = new EspeakNg(program("printf '%s|' \"$@\" > " + seen + "; cat >> " + seen), PATIENCE);

        program.speak("$(id) -f /etc/passwd\u0001V[[x]] åäö", Locale.ENGLISH);

        assertThat(seen).hasContent("-b|1|-v|en|--stdin|--stdout|$(id) -f /etc/passwd V x  åäö");
    }

    @ParameterizedTest
    @CsvSource({"exit 1", "echo rubbish", "true", "head -c 3000000 /dev/zero", "'exec sleep 60'"})
    void aProgramThatFailsSaysNothingAndLeavesNoFile(String script) throws Exception {
        List<Path> before = leftovers();
        EspeakNg program = new EspeakNg(program(script), Duration.ofMillis(500));

        assertThat(program.speak("Anna", Locale.ENGLISH)).isEmpty();
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void withoutTheProgramNothingIsSpoken() {
        assertThat(new EspeakNg(folder.resolve("none"), PATIENCE).speak("Anna", Locale.ENGLISH))
                .isEmpty();
    }

    private static int loudest(short[] samples) {
        int loudest = 0;
        for (short sample : samples) {
            loudest = Math.max(loudest, sample);
        }
        return loudest;
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<Path> leftovers() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("spoken.*\\.wav"))
                    .sorted()
                    .toList();
        }
    }
}
