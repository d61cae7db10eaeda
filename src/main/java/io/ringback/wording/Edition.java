package io.ringback.wording;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.directory.Brand;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is said after one deploy: the accepted files of {@code wording/} before the built-in texts. What is found first is said:
 * that of the brand, then that of {@code default/}, each for the country before that for the language alone, then what is built
 * in for the language. Which language it is, is settled before for all texts of a kind together, so that no letter is in two.
 */
final class Edition {

    static final Edition BUILT_IN = new Edition(Map.of());

    /** What an accepted file holds. */
    sealed interface Held {}

    /** Texts, or settings of the look, by key. */
    record Texts(Map<String, String> byKey) implements Held {

        Texts {
            byKey = Map.copyOf(byKey);
        }
    }

    /** @param content a PNG */
    @SuppressWarnings("ArrayRecordComponent") // never changed; told apart by content
    record Logo(byte[] content) implements Held {

        @Override
        public boolean equals(Object other) {
            return other instanceof Logo logo && Arrays.equals(content, logo.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }

    /** @param samples as {@link SoundReader} reads them */
    @SuppressWarnings("ArrayRecordComponent") // never changed; told apart by content
    record Recording(short[] samples) implements Held {

        @Override
        public boolean equals(Object other) {
            return other instanceof Recording recording && Arrays.equals(samples, recording.samples);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(samples);
        }
    }

    private final Map<EditionFile, Held> files;
    private final ParsedTexts parsed = new ParsedTexts(this);

    Edition(Map<EditionFile, Held> files) {
        this.files = Map.copyOf(files);
    }

    /** Its texts, ready to take values. */
    ParsedTexts parsed() {
        return parsed;
    }

    Map<EditionFile, Held> files() {
        return files;
    }

    /** What becomes of each file that says something else after {@code before}, or nothing any more. */
    Map<EditionFile, Change> changesSince(Edition before) {
        Map<EditionFile, Change> changes = new HashMap<>();
        files.forEach((file, held) -> {
            Held old = before.files.get(file);
            if (!held.equals(old)) {
                changes.put(file, old == null ? Change.NEW : Change.CHANGED);
            }
        });
        before.files.keySet().stream()
                .filter(file -> !files.containsKey(file))
                .forEach(file -> changes.put(file, Change.REMOVED));
        return changes;
    }

    /** The brands that have files. */
    Set<String> brands() {
        Set<String> brands = new TreeSet<>();
        files.keySet().stream()
                .map(EditionFile::brand)
                .filter(brand -> !brand.equals(EditionFile.DEFAULT))
                .forEach(brands::add);
        return brands;
    }

    /**
     * The language in which {@code of} is written for somebody of this brand who wants {@code wanted}: that one if all of these
     * texts are there in it, else English.
     *
     * <p>Somebody who wants a script of their own gets it if all is there in it, and else the language as it is usually
     * written: nothing is in two scripts.
     *
     * @return with script and country only if there is a file for it
     */
    Locale written(TextsOf of, Locale wanted, Optional<Brand> brand) {
        return Stream.of(wanted, withoutScript(wanted))
                .filter(language -> isWritten(of, language, brand)
                        && (of != TextsOf.PAGES || isWritten(TextsOf.LETTERS, language, brand)))
                .findFirst()
                .map(language -> nearest(of, language, brand))
                .orElse(Locale.ENGLISH);
    }

    private Locale nearest(TextsOf of, Locale language, Optional<Brand> brand) {
        String tag = tags(language)
                .filter(one -> brands(brand).anyMatch(folder -> files.keySet().stream()
                        .anyMatch(file -> file.brand().equals(folder)
                                && file.language().equals(one)
                                && file.name().equals(of.file()))))
                .findFirst()
                .orElse(language.getLanguage());
        return Locale.forLanguageTag(tag);
    }

    private static Locale withoutScript(Locale language) {
        return new Locale(language.getLanguage(), language.getCountry());
    }

    private boolean isWritten(TextsOf of, Locale language, Optional<Brand> brand) {
        return isBuiltIn(language) || missing(of, language, brand).isEmpty();
    }

    /** Whether a language, as it is written there, is built in. */
    static boolean isBuiltIn(Locale language) {
        return language.getScript().isEmpty() && BuiltInTexts.LANGUAGES.contains(language.getLanguage());
    }

    /** What is not there in a language that is not built in. A recording says as much as a text. */
    Set<String> missing(TextsOf of, Locale language, Optional<Brand> brand) {
        Set<String> missing = new TreeSet<>();
        for (String key : BuiltInTexts.keys(of)) {
            boolean recorded = BuiltInTexts.recordingOf(of, key)
                    .flatMap(name -> recording(name, language, brand))
                    .isPresent();
            if (!recorded && onDisk(of, key, language, brand).isEmpty()) {
                missing.add(key);
            }
        }
        return missing;
    }

    /**
     * A text.
     *
     * @param language in which these texts are {@link #written}
     */
    Optional<String> text(TextsOf of, String key, Locale language, Optional<Brand> brand) {
        return onDisk(of, key, language, brand).or(() -> BuiltInTexts.find(of, key, language.getLanguage()));
    }

    /** A text that no built-in one stands for. */
    Optional<String> onDisk(TextsOf of, String key, Locale language, Optional<Brand> brand) {
        return places(tags(language), brand)
                .flatMap(place -> held(place, of.file(), Texts.class).stream())
                .flatMap(texts -> Optional.ofNullable(texts.byKey().get(key)).stream())
                .findFirst();
    }

    /** A recording by its name without the ending. What is spoken has no script. */
    Optional<short[]> recording(String name, Locale language, Optional<Brand> brand) {
        return places(Stream.concat(tags(language), tags(withoutScript(language))), brand)
                .flatMap(place -> held(place, name + EditionFile.WAV, Recording.class).stream())
                .map(Recording::samples)
                .findFirst();
    }

    /** How it looks. What the brand leaves open is as in {@code default/}. */
    Look look(Optional<Brand> brand) {
        return new Look(key -> brands(brand)
                .flatMap(folder -> look(folder)
                        .flatMap(look -> Optional.ofNullable(look.byKey().get(key)))
                        .stream())
                .findFirst());
    }

    private Optional<Texts> look(String folder) {
        return held(new Place(folder, ""), EditionFile.LOOK, Texts.class);
    }

    /** The logo, as PNG. */
    Optional<byte[]> logo(Optional<Brand> brand) {
        return brands(brand)
                .flatMap(folder -> held(new Place(folder, ""), EditionFile.LOGO, Logo.class).stream())
                .map(Logo::content)
                .findFirst();
    }

    private record Place(String brand, String language) {}

    private static Stream<Place> places(Stream<String> tags, Optional<Brand> brand) {
        List<String> all = tags.distinct().toList();
        return brands(brand).flatMap(folder -> all.stream().map(tag -> new Place(folder, tag)));
    }

    private static Stream<String> brands(Optional<Brand> brand) {
        return Stream.concat(brand.map(Brand::word).stream(), Stream.of(EditionFile.DEFAULT));
    }

    /** Where texts in this language and script are looked for, from the most special on (RFC 4647 section 3.4). */
    private static Stream<String> tags(Locale language) {
        String general = language.getScript().isEmpty()
                ? language.getLanguage()
                : language.getLanguage() + "-" + language.getScript();
        return language.getCountry().isEmpty()
                ? Stream.of(general)
                : Stream.of(general + "-" + language.getCountry(), general);
    }

    private <H extends Held> Optional<H> held(Place place, String name, Class<H> kind) {
        return Optional.ofNullable(files.get(new EditionFile(place.brand(), place.language(), name)))
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
