package io.ringback.wording;

import io.ringback.directory.Brand;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file lies in {@code wording/}, and so what it is.
 *
 * @param brand the first folder: a brand, or {@link #DEFAULT}
 * @param language the second: a language, or one of a script or country; empty for what is the same in all
 * @param name the file's, for a recording without its folder
 */
record EditionFile(String brand, String language, String name) {

    /** The folder of those who are served under no brand. */
    static final String DEFAULT = "default";

    static final String LOOK = "brand.properties";
    static final String LOGO = "logo.png";
    static final String WAV = ".wav";

    private static final String PROMPTS = "prompts";
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}))?");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** @param path from the directory, with slashes */
    static EditionFile at(String path) throws Misplaced {
        List<String> parts = Arrays.asList(path.split("/"));
        String name = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            throw new Misplaced(
                    "It lies outside all brands.",
                    "Put it into " + DEFAULT + "/ or a brand's folder, such as " + DEFAULT + "/en/letters.properties.");
        }
        String brand = parts.get(0);
        if (!brand.equals(DEFAULT) && !Brand.isWord(brand)) {
            throw new Misplaced(
                    "\"" + brand + "\" cannot be a brand.",
                    "Call the folder \"" + DEFAULT + "\", or by a word of lower case letters and digits, in up to three"
                            + " parts of at most 8 characters joined by hyphens, such as acme-north.");
        }
        if (parts.size() == 2) {
            return named(brand, "", name, Set.of(LOOK, LOGO));
        }
        String language = parts.get(1);
        if (!isLanguage(language)) {
            throw new Misplaced(
                    "\"" + language + "\" is no language.",
                    "Call the folder by two letters of ISO 639-1, such as de, with a country, such as de-AT, or with a"
                            + " script, such as zh-Hant or zh-Hant-TW.");
        }
        if (parts.size() == 4 && parts.get(2).equals(PROMPTS)) {
            Set<String> recordings = new TreeSet<>();
            BuiltInTexts.recorded().forEach(recording -> recordings.add(recording + WAV));
            return named(brand, language, name, recordings);
        }
        if (parts.size() == 3) {
            Set<String> texts = new TreeSet<>();
            Arrays.stream(TextsOf.values()).map(TextsOf::file).forEach(texts::add);
            return named(brand, language, name, texts);
        }
        throw new Misplaced(
                "Nothing is read from this folder.",
                "Texts lie in BRAND/LANGUAGE/, recordings in BRAND/LANGUAGE/" + PROMPTS + "/.");
    }

    private static EditionFile named(String brand, String language, String name, Set<String> known) throws Misplaced {
        if (known.contains(name)) {
            return new EditionFile(brand, language, name);
        }
        if (name.endsWith(".html") || name.endsWith(".txt") || name.endsWith(".css")) {
            throw new Misplaced(
                    "Templates and style sheets are not taken from disk.",
                    "Change texts in " + TextsOf.LETTERS.file() + " and " + TextsOf.PAGES.file() + ", and colours, name"
                            + " and logo in " + LOOK + " and " + LOGO + ".");
        }
        throw new Misplaced(
                "A file of this name is not read here.",
                "Did you mean " + NearestWord.to(name, known) + "?"
                        + (known.size() < 10 ? " Here may be " + String.join(", ", new TreeSet<>(known)) + "." : ""));
    }

    private static boolean isLanguage(String folder) {
        Matcher parts = LANGUAGE.matcher(folder);
        return parts.matches()
                && LANGUAGES.contains(parts.group(1))
                && (parts.group(2) == null || isScript(parts.group(2)))
                && (parts.group(3) == null || COUNTRIES.contains(parts.group(3)));
    }

    /** Of ISO 15924, as far as Java has a name for it. */
    private static boolean isScript(String code) {
        return !new Locale.Builder()
                .setScript(code)
                .build()
                .getDisplayScript(Locale.ENGLISH)
                .equals(code);
    }

    /** What texts it holds, if it holds texts. */
    Optional<TextsOf> texts() {
        return TextsOf.in(name);
    }

    /** From the directory, with slashes. */
    String path() {
        return brand + "/" + (language.isEmpty() ? "" : language + "/") + (isRecording() ? PROMPTS + "/" : "") + name;
    }

    boolean isRecording() {
        return name.endsWith(WAV);
    }

    /** What is wrong with where a file lies. */
    static final class Misplaced extends Exception {

        private static final long serialVersionUID = 1;

        private final String mend;

        Misplaced(String problem, String mend) {
            super(problem);
            this.mend = mend;
        }

        String mend() {
            return mend;
        }
    }
}
