package io.ringback.telephony.speech;

import io.ringback.telephony.announcement.TelephoneSound;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program espeak-ng, once for each sentence. */
final class EspeakNg implements Speech {

    private static final Logger log = LoggerFactory.getLogger(EspeakNg.class);

    private static final long LARGEST = 2_000_000;
    private static final int AT_A_TIME = 2;

    /** The brackets of its own language, [[h@l'oU]], and the control characters that embed commands. */
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\[\\]]+");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    private final Path program;
    private final Duration patience;
    private final Semaphore speaking = new Semaphore(AT_A_TIME);

    /** @param patience how long the program may take, and how long one may wait for it */
    EspeakNg(Path program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    @Override
    public Optional<short[]> speak(String text, Locale language) {
        if (!LANGUAGE.matcher(language.getLanguage()).matches()) {
            return Optional.empty();
        }
        try {
            if (!speaking.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                return run(COMMANDS.matcher(text).replaceAll(" "), language.getLanguage());
            } finally {
                speaking.release();
            }
        } catch (IOException e) {
            log.warn("A sentence could not be spoken: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<short[]> run(String text, String voice) throws IOException, InterruptedException {
        Path wav = Files.createTempFile("spoken", ".wav");
        try {
            // The text goes in by standard input: in no argument that ps would show, and no option of the program.
            Process process = new ProcessBuilder(
                            List.of(program.toString(), "-b", "1", "-v", voice, "--stdin", "--stdout"))
                    .redirectOutput(wav.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
                    in.write(text);
                }
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("espeak-ng took more than " + patience.toMillis() + " ms");
                }
                if (process.exitValue() != 0) {
                    throw new IOException("espeak-ng failed, or has no voice for " + voice);
                }
            } finally {
                process.destroyForcibly();
            }
            if (Files.size(wav) > LARGEST) {
                throw new IOException("espeak-ng made more than 2 MB");
            }
            short[] samples = TelephoneSound.ofWav(Files.readAllBytes(wav));
            return Optional.of(samples).filter(sound -> sound.length > 0);
        } finally {
            Files.deleteIfExists(wav);
        }
    }
}
