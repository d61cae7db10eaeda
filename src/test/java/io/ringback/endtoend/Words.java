package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Heard;
import io.ringback.peers.Phone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What is said to phones, compared with what espeak-ng and the recordings sound like. */
final class Words {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Words() {}

    /** Waits until the phone has heard this sentence, with the names in it. */
    static void hears(Phone phone, String sentence) {
        hears(phone, spoken(sentence), sentence);
    }

    /** What espeak-ng makes of it, at the rate of telephones. */
    private static Heard spoken(String sentence) {
        try {
            Path wide = Files.createTempFile("spoken", ".wav");
            Path narrow = Files.createTempFile("spoken", ".wav");
            wide.toFile().deleteOnExit();
            narrow.toFile().deleteOnExit();
            run("espeak-ng", "-v", "en", "-w", wide.toString(), sentence);
            run("sox", wide.toString(), "-r", "8000", "-c", "1", narrow.toString());
            return Heard.in(List.of(narrow));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        assertThat(new ProcessBuilder(command).start().onExit().join().exitValue())
                .as(String.join(" ", command))
                .isZero();
    }

    /** Waits until the phone has heard this recording. */
    static void hearsRecording(Phone phone, String name) {
        Heard whole = Heard.in(List.of(Path.of("src/main/resources/prompts/en", name + ".wav")));
        // baresip does not play the last moment of a call; the recordings have a silence there.
        hears(phone, whole.first(whole.length().minusMillis(300)), name);
    }

    private static void hears(Phone phone, Heard words, String what) {
        await(what).atMost(PATIENCE).untilAsserted(() -> {
            Heard heard = phone.heard();
            assertThat(heard.says(words))
                    .as("%s in %s, alike to %.2f", what, heard, heard.likeness(words))
                    .isTrue();
        });
    }
}
