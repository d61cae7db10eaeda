package io.ringback.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The words and phrases that replies are made of, in all languages at once: nobody says in which one they write. Each file has one
 * language, with a list of phrases for each {@link Sense}.
 */
final class Lexicon {

    private static final String SHIPPED = "classpath*:words/*.yaml";

    /** The phrases that begin with a word, the longest first. */
    private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();

    private final Set<String> words = new HashSet<>();

    private final TimeWords times = new TimeWords();

    private Lexicon() {}

    /** Words as {@link SpokenLine} makes them, and what they mean together. */
    record Phrase(List<String> words, Set<Sense> senses) {}

    /** What comes with Ringback. */
    static Lexicon shipped() {
        Lexicon lexicon = new Lexicon();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
                try (InputStream in = file.getInputStream()) {
                    lexicon.add(
                            String.valueOf(file.getFilename()), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lexicon.sort();
        return lexicon;
    }

    /**
     * What comes with Ringback, and the files {@code *.yaml} in {@code directory} besides.
     *
     * @throws IllegalArgumentException if one cannot be read; it names the file and what is wrong
     */
    static Lexicon shippedAnd(Path directory) {
        Lexicon lexicon = shipped();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                lexicon.add(file.toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "ringback.words-directory: " + directory + " cannot be read: " + e.getMessage(), e);
        }
        lexicon.sort();
        return lexicon;
    }

    /** The phrases that begin with {@code word}, the longest first. */
    List<Phrase> beginningWith(String word) {
        return byFirstWord.getOrDefault(word, List.of());
    }

    /** The phrases that name a time. */
    TimeWords times() {
        return times;
    }

    boolean knows(String word) {
        return words.contains(word);
    }

    /** Whether {@code spoken} is, from first to last word, a phrase of that sense. */
    boolean isWhole(List<String> spoken, Sense sense) {
        return !spoken.isEmpty()
                && beginningWith(spoken.get(0)).stream()
                        .anyMatch(phrase ->
                                phrase.words().equals(spoken) && phrase.senses().contains(sense));
    }

    /** Whether {@code spoken} begins with a phrase of that sense. */
    boolean begins(List<String> spoken, Sense sense) {
        return !spoken.isEmpty()
                && beginningWith(spoken.get(0)).stream()
                        .anyMatch(phrase -> phrase.senses().contains(sense)
                                && phrase.words().size() <= spoken.size()
                                && spoken.subList(0, phrase.words().size()).equals(phrase.words()));
    }

    private void add(String file, String yaml) {
        Object content;
        try {
            content = strings().load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        }
        if (!(content instanceof Map<?, ?> senses)) {
            throw new IllegalArgumentException(file + ": write lists of words, as in \"yes: [yes, sure]\".");
        }
        senses.forEach((key, phrases) -> {
            if (!(phrases instanceof Collection<?> list)) {
                throw new IllegalArgumentException(file + ": write \"" + key + "\" as a list, as in [one, two].");
            }
            if (TimeWords.has(String.valueOf(key))) {
                times.add(file, String.valueOf(key), list);
                return;
            }
            Sense sense = Sense.of(String.valueOf(key))
                    .orElseThrow(() -> new IllegalArgumentException(file + ": there is no list \"" + key
                            + "\"; docs/short-messages.md names those there are."));
            list.forEach(phrase -> add(SpokenLine.words(String.valueOf(phrase)), sense));
        });
    }

    private void add(List<String> phrase, Sense sense) {
        if (phrase.isEmpty()) {
            return;
        }
        words.addAll(phrase);
        List<Phrase> alike = byFirstWord.computeIfAbsent(phrase.get(0), word -> new ArrayList<>());
        alike.stream()
                .filter(known -> known.words().equals(phrase))
                .findAny()
                .orElseGet(() -> {
                    Phrase fresh = new Phrase(phrase, EnumSet.noneOf(Sense.class));
                    alike.add(fresh);
                    return fresh;
                })
                .senses()
                .add(sense);
    }

    private void sort() {
        byFirstWord
                .values()
                .forEach(alike -> alike.sort(Comparator.comparingInt(
                                (Phrase phrase) -> phrase.words().size())
                        .reversed()));
    }

    /** YAML in which "no", "y" and "1" are words, not values. */
    private static Yaml strings() {
        LoaderOptions options = new LoaderOptions();
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // None: every scalar is a string.
            }
        });
    }
}
