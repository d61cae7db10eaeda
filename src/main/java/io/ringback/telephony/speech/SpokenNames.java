package io.ringback.telephony.speech;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** Says a caller's name, where that can be done: "We are calling Anna. Please hold the line." */
public final class SpokenNames {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final SpokenTexts texts;

    SpokenNames(SpokenTexts texts) {
        this.texts = texts;
    }

    /**
     * Renders the announcement that {@code name} is being called.
     *
     * @return the {@code play} URL; empty if the name cannot be spoken here, and the neutral prompt must do
     */
    public Optional<String> render(String name, Locale language) {
        String speakable = Speakable.of(name);
        if (speakable.isEmpty()) {
            return Optional.empty();
        }
        ResourceBundle sentences = ResourceBundle.getBundle("messages/announcements", language, NO_FALLBACK);
        // The texts of no language in particular are English.
        Locale spoken = sentences.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : sentences.getLocale();
        return texts.play(
                new MessageFormat(sentences.getString("calling-name"), spoken).format(new Object[] {speakable}),
                spoken);
    }
}
