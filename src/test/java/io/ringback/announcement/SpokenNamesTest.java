package io.ringback.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, spoken by the real espeak-ng and by programs that misbehave. */
class SpokenNamesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 3, clock);

    @Test
    void aNameIsSpokenInTheLanguageOfTheListener() throws Exception {
        SpokenNames names = espeak();

        Prompt english = find(names.render("Anna Andersson", Locale.ENGLISH).orElseThrow());
        Prompt swedish = find(
                names.render("Anna Andersson", Locale.forLanguageTag("sv-SE")).orElseThrow());
        Prompt french = find(names.render("Anna Andersson", Locale.FRENCH).orElseThrow());

        // "We are calling Anna Andersson. Please hold the line." takes two to six seconds.
        assertThat(english.frames()).isBetween(100, 300);
        assertThat(swedish.frames()).isBetween(50, 300).isNotEqualTo(english.frames());
        assertThat(french.pcma()).as("no French text: English").isEqualTo(english.pcma());
        assertThat(loudest(english)).isGreaterThan(5_000);
    }

    @Test
    void aLongerNameTakesLonger() throws Exception {
        SpokenNames names = espeak();

        int brief = find(names.render("Bo", Locale.ENGLISH).orElseThrow()).frames();
        int full = find(names.render("Bo Maximilian Alexander Wallenberg", Locale.ENGLISH)
                        .orElseThrow())
                .frames();

        assertThat(full).isGreaterThan(brief + 30);
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
    void onlyWhatStandsInNamesReachesTheProgram(String name, String speakable) {
        assertThat(SpokenNames.speakable(name)).isEqualTo(speakable);
    }

    @Test
    void aVeryLongNameIsCut() {
        assertThat(SpokenNames.speakable("x".repeat(1_000_000))).hasSize(60);
    }

    @Test
    void theNameGoesInByStandardInputAndNotByTheShell() throws Exception {
        Path seen = folder.resolve("seen");
        SpokenNames names = new SpokenNames(
                Optional.of(program("printf '%s|' \"$@\" > " + seen + "; cat >> " + seen)), spoken, PATIENCE);

        names.render("Anna $(id)", Locale.ENGLISH);

        assertThat(seen).hasContent("-b|1|-v|en|--stdin|--stdout|We are calling Anna id. Please hold the line.");
    }

    @ParameterizedTest
    @CsvSource({"exit 1", "echo rubbish", "true", "head -c 3000000 /dev/zero", "'exec sleep 60'"})
    void aProgramThatFailsLeavesTheNeutralPromptAndNoFile(String script) throws Exception {
        List<Path> before = leftovers();
        SpokenNames names = new SpokenNames(Optional.of(program(script)), spoken, Duration.ofMillis(500));

        assertThat(names.render("Anna", Locale.ENGLISH)).isEmpty();
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void withoutTheProgramNothingIsSpoken() {
        assertThat(new SpokenNames(Optional.empty(), spoken, PATIENCE).render("Anna", Locale.ENGLISH))
                .isEmpty();
        assertThat(new SpokenNames(Optional.of(folder.resolve("none")), spoken, PATIENCE)
                        .render("Anna", Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void whatWasSpokenIsForgottenAfterSomeMinutes() {
        String id = spoken.add(Prompt.of(new short[160]));
        assertThat(id).matches("[0-9a-f]{32}");

        clock.now = clock.now.plus(Duration.ofMinutes(4));
        assertThat(spoken.find(id)).isPresent();
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThat(spoken.find(id)).isEmpty();
    }

    @Test
    void onlySoMuchIsRemembered() {
        List<String> ids = java.util.stream.Stream.generate(() -> spoken.add(Prompt.of(new short[160])))
                .limit(50)
                .toList();

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(
                        ids.stream().filter(id -> spoken.find(id).isPresent()))
                .hasSizeLessThanOrEqualTo(3));
    }

    private SpokenNames espeak() {
        return new SpokenNames(Optional.of(Path.of("/usr/bin/espeak-ng")), spoken, PATIENCE);
    }

    private Prompt find(String play) throws RefusedException {
        return new Prompts(Optional.empty(), "en", spoken).find(play, Optional.empty());
    }

    private static int loudest(Prompt prompt) {
        int loudest = 0;
        for (byte code : prompt.pcma()) {
            loudest = Math.max(loudest, G711.fromAlaw(code));
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

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
