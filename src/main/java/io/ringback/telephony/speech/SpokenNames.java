package io.ringback.telephony.speech;

import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;

/** Says a caller's name, where that can be done: "We are calling Anna. Please hold the line." */
public final class SpokenNames {

    private final SpokenTexts texts;
    private final WordingInForce wording;

    SpokenNames(SpokenTexts texts, WordingInForce wording) {
        this.texts = texts;
        this.wording = wording;
    }

    /**
     * Renders the announcement that {@code name} is being called.
     *
     * @param reader the listener's language, with their brand
     * @return the {@code play} URL; empty if the name cannot be spoken here, and the neutral prompt must do
     */
    public Optional<String> render(String name, Locale reader) {
        return render("calling-name", name, reader);
    }

    /**
     * Renders a text with a name in it.
     *
     * @param key of the text, among those of announcements
     * @param reader the listener's language, with their brand
     * @return the {@code play} URL; empty if the name cannot be spoken here, and the recording without it must do
     */
    public Optional<String> render(String key, String name, Locale reader) {
        String speakable = Speakable.of(name);
        if (speakable.isEmpty()) {
            return Optional.empty();
        }
        return texts.play(
                wording.say(TextsOf.ANNOUNCEMENTS, key, reader, speakable),
                wording.language(TextsOf.ANNOUNCEMENTS, reader));
    }

    /**
     * Renders what a recording says, where there is no recording of the listener's language and brand but a text.
     *
     * @param key of the text, and the recording's name
     * @return the {@code play} URL; empty if the recording must do
     */
    public Optional<String> renderInsteadOf(String key, Locale reader) {
        return wording.insteadOfRecording(TextsOf.ANNOUNCEMENTS, key, reader)
                .flatMap(text -> texts.play(
                        new MessageFormat(text, reader).format(new Object[0]),
                        wording.language(TextsOf.ANNOUNCEMENTS, reader)));
    }
}
