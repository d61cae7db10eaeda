package io.ringback.announcement;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says a caller's name, by espeak-ng where that is installed: "We are calling Anna. Please hold the line." */
public final class SpokenNames {

    private static final Logger log = LoggerFactory.getLogger(SpokenNames.class);

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final int LONGEST_NAME = 60;
    private static final long LARGEST = 2_000_000;
    private static final int AT_A_TIME = 2;

    private final Optional<Path> speech;
    private final SpokenPrompts prompts;
    private final Duration patience;
    private final Semaphore rendering = new Semaphore(AT_A_TIME);

    /**
     * @param speech the program; empty to never speak a name
     * @param patience how long the program may take
     */
    SpokenNames(Optional<Path> speech, SpokenPrompts prompts, Duration patience) {
        this.speech = speech;
        this.prompts = prompts;
        this.patience = patience;
    }

    /**
     * Renders the announcement that {@code name} is being called. Takes a fraction of a second, and never more than a few.
     *
     * @return the {@code play} URL, known to the built-in server for some minutes; empty if the name cannot be spoken here,
     *     and the neutral prompt must do
     */
    public Optional<String> render(String name, Locale language) {
        String speakable = speakable(name);
        if (speech.isEmpty() || speakable.isEmpty() || !rendering.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return speak(speech.get(), speakable, language).map(prompts::add).map(id -> "file:spoken/" + id + ".wav");
        } catch (IOException e) {
            log.warn("A name could not be spoken and the neutral prompt is played: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            rendering.release();
        }
    }

    private Optional<Prompt> speak(Path program, String name, Locale language)
            throws IOException, InterruptedException {
        ResourceBundle texts = ResourceBundle.getBundle("messages/announcements", language, NO_FALLBACK);
        Path wav = Files.createTempFile("spoken", ".wav");
        try {
            // The name goes in by standard input: in no argument that ps would show, and no option of the program.
            Process process = new ProcessBuilder(List.of(
                            program.toString(), "-b", "1", "-v", texts.getString("voice"), "--stdin", "--stdout"))
                    .redirectOutput(wav.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
                    in.write(texts.getString("calling-name").formatted(name));
                }
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                    throw new IOException("espeak-ng failed or took more than " + patience.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (Files.size(wav) > LARGEST) {
                throw new IOException("espeak-ng made more than 2 MB");
            }
            short[] samples = Resampler.toTelephony(Wav.read(Files.readAllBytes(wav)));
            return samples.length == 0 ? Optional.empty() : Optional.of(Prompt.of(samples));
        } finally {
            Files.deleteIfExists(wav);
        }
    }

    /** Letters, digits and what stands within names. The brackets of espeak-ng's own language are not among them. */
    static String speakable(String name) {
        StringBuilder speakable = new StringBuilder();
        name.codePoints().limit(4L * LONGEST_NAME).forEach(c -> {
            boolean kept = Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || "'’-.&,".indexOf(c) >= 0;
            speakable.appendCodePoint(kept ? c : ' ');
        });
        String words = speakable.toString().strip().replaceAll(" +", " ");
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        return words.substring(
                0, words.offsetByCodePoints(0, Math.min(LONGEST_NAME, words.codePointCount(0, words.length()))));
    }
}
