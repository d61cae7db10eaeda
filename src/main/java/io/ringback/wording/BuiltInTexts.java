package io.ringback.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts that come with Ringback, in English and Swedish, and the names of the recordings that do. */
final class BuiltInTexts {

    /** The one language that everything is in. */
    static final String ENGLISH = "en";

    static final List<String> LANGUAGES = List.of(ENGLISH, "sv");

    private static final String RECORDINGS = "classpath*:prompts/en/*.wav";
    private static final String WAV = ".wav";
    private static final String VOICE_PREFIX = "voice-";

    /** No words, so the same in all languages. */
    private static final String SIGNAL = "signal";

    private static final Map<TextsOf, Map<String, Map<String, String>>> TEXTS = load();
    private static final Set<String> RECORDED = recordings();

    private BuiltInTexts() {}

    /** A text in {@code language}, as it stands in the file. */
    static Optional<String> find(TextsOf of, String key, String language) {
        return Optional.ofNullable(
                TEXTS.get(of).getOrDefault(language, Map.of()).get(key));
    }

    /** All texts in English. */
    static Map<String, String> english(TextsOf of) {
        return TEXTS.get(of).get(ENGLISH);
    }

    /** What a file of these texts may hold: the built-in ones, and of what is spoken what the recordings without a name say. */
    static Set<String> keys(TextsOf of) {
        Set<String> keys = new TreeSet<>(english(of).keySet());
        if (of == TextsOf.VOICE) {
            RECORDED.stream()
                    .filter(name -> name.startsWith(VOICE_PREFIX))
                    .map(name -> name.substring(VOICE_PREFIX.length()))
                    .forEach(keys::add);
        } else if (of == TextsOf.ANNOUNCEMENTS) {
            RECORDED.stream()
                    .filter(name -> !name.startsWith(VOICE_PREFIX) && !name.equals(SIGNAL))
                    .forEach(keys::add);
        }
        return keys;
    }

    /** The recording that says the same as a text of this key, perhaps without a name; empty if there is none. */
    static Optional<String> recordingOf(TextsOf of, String key) {
        String name = of == TextsOf.VOICE ? VOICE_PREFIX + key : key;
        boolean spoken = of == TextsOf.VOICE || of == TextsOf.ANNOUNCEMENTS;
        return Optional.of(name).filter(known -> spoken && RECORDED.contains(known));
    }

    /** The names of all recordings, without the ending. */
    static Set<String> recorded() {
        return RECORDED;
    }

    private static Map<TextsOf, Map<String, Map<String, String>>> load() {
        Map<TextsOf, Map<String, Map<String, String>>> all = new EnumMap<>(TextsOf.class);
        for (TextsOf of : TextsOf.values()) {
            Map<String, Map<String, String>> languages = new HashMap<>();
            for (String language : LANGUAGES) {
                String suffix = language.equals(ENGLISH) ? "" : "_" + language;
                languages.put(language, read("/messages/" + of.word() + suffix + TextsOf.SUFFIX));
            }
            all.put(of, languages);
        }
        return all;
    }

    private static Map<String, String> read(String file) {
        Properties texts = new Properties();
        try (InputStream in = BuiltInTexts.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        texts.stringPropertyNames().forEach(key -> map.put(key, texts.getProperty(key)));
        return Map.copyOf(map);
    }

    private static Set<String> recordings() {
        try {
            Set<String> names = new HashSet<>(Set.of(SIGNAL));
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(RECORDINGS)) {
                names.add(String.valueOf(file.getFilename()).replace(WAV, ""));
            }
            return Set.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
