package io.ringback.telephony.speech;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ringback.telephony.announcement.SpokenPrompts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Says texts and keeps them where the built-in announcement server plays them from. */
public final class SpokenTexts {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 100;

    private final Optional<SpokenPrompts> prompts;
    private final Speech speech;

    /** What was said lately, so that the next call of the same person, or the next try, need not wait for it. */
    private final Cache<Text, short[]> said =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    private record Text(String text, Locale language) {}

    /** @param prompts those of the built-in announcement server; empty without one: a foreign one cannot know them */
    public SpokenTexts(Optional<SpokenPrompts> prompts, Speech speech) {
        this.prompts = prompts;
        this.speech = speech;
    }

    /**
     * Says {@code text}.
     *
     * @param text without anything in it that {@link Speakable} would have left out of a name
     * @return the {@code play} URL, known to the built-in server for some minutes; empty if it cannot be said here, and a
     *     neutral recording must do
     */
    public Optional<String> play(String text, Locale language) {
        return prompts.flatMap(known -> say(new Text(text, language)).map(known::remember));
    }

    private Optional<short[]> say(Text text) {
        short[] before = said.getIfPresent(text);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<short[]> now = speech.speak(text.text(), text.language());
        now.ifPresent(samples -> said.put(text, samples));
        return now;
    }
}
