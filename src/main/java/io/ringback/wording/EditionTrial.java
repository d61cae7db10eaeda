package io.ringback.wording;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.directory.Brand;
import io.ringback.wording.Edition.Held;
import io.ringback.wording.EditionFile.Misplaced;
import io.ringback.wording.TextRule.TriedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tries the files of {@code wording/} before they are put into force. Each is accepted or refused for itself: in place of one that
 * is refused, what was in force before stays.
 */
final class EditionTrial {

    static final int LARGEST_TEXTS = 200_000;
    private static final int LONGEST_RECORDING = 60;
    private static final int LARGEST_RECORDING = 4_000_000;
    private static final int NAMED = 3;

    /**
     * What came out.
     *
     * @param edition what is said from now on
     */
    record Outcome(Edition edition, List<Refusal> refused, List<Warning> warned) {}

    private final SoundReader sounds;
    private final List<TextRule> rules;

    EditionTrial(SoundReader sounds, List<TextRule> rules) {
        this.sounds = sounds;
        this.rules = List.copyOf(rules);
    }

    /**
     * Tries files.
     *
     * @param directory as the installation names it, for what is said about them
     * @param files what is in them, by path from the directory
     * @param complete whether these are all files; else those that were in force and are not among them stay
     * @param before what was in force
     */
    Outcome of(String directory, Map<String, byte[]> files, boolean complete, Edition before) {
        Map<EditionFile, FoundInFile> found = new HashMap<>();
        List<FoundInFile> all = new ArrayList<>();
        Map<EditionFile, Held> held = new HashMap<>(complete ? Map.of() : before.files());
        new TreeMap<>(files).forEach((path, content) -> {
            FoundInFile here = new FoundInFile(directory + "/" + path);
            all.add(here);
            try {
                EditionFile file = EditionFile.at(path);
                found.put(file, here);
                read(file, content, here).ifPresent(what -> held.put(file, what));
            } catch (Misplaced e) {
                here.refuse(e.getMessage(), e.mend());
            } catch (RuntimeException e) {
                // Whatever is in one file, the others and what is in force are none the worse.
                here.refuse("It cannot be read: " + e.getMessage() + ".", "Take back the last change to it.");
            }
        });
        found.forEach((file, here) -> {
            if (here.isRefused()) {
                keep(file, before, held);
            }
        });
        refuseHalfLanguages(found, before, held);
        return new Outcome(
                new Edition(held),
                all.stream().flatMap(here -> here.refusals().stream()).toList(),
                all.stream().flatMap(here -> here.warnings().stream()).toList());
    }

    private static void keep(EditionFile file, Edition before, Map<EditionFile, Held> held) {
        held.remove(file);
        Optional.ofNullable(before.files().get(file)).ifPresent(old -> held.put(file, old));
    }

    private Optional<Held> read(EditionFile file, byte[] content, FoundInFile found) {
        if (file.isRecording()) {
            return recording(content, found);
        }
        if (file.name().equals(EditionFile.LOGO)) {
            LookCheck.logo(content, found);
            return Optional.of(new Edition.Logo(content));
        }
        if (content.length > LARGEST_TEXTS) {
            found.refuse(
                    "It has " + content.length + " bytes.",
                    "Is it what it is called? No such file needs more than " + LARGEST_TEXTS + ".");
            return Optional.empty();
        }
        Map<String, String> texts = TextsReader.read(content, found);
        if (file.texts().isPresent()) {
            texts.forEach((key, text) -> text(file, file.texts().get(), key, text, found));
        } else {
            LookCheck.settings(texts, found);
        }
        return Optional.of(new Edition.Texts(texts));
    }

    private void text(EditionFile file, TextsOf of, String key, String text, FoundInFile found) {
        Set<String> known = BuiltInTexts.keys(of);
        if (!known.contains(key)) {
            found.refuse(key, "There is no such text.", "Did you mean " + NearestWord.to(key, known) + "?");
            return;
        }
        Locale language = Locale.forLanguageTag(file.language());
        String builtIn = BuiltInTexts.find(of, key, language.getLanguage())
                .or(() -> BuiltInTexts.find(of, key, BuiltInTexts.ENGLISH))
                .orElse("");
        TriedText tried = new TriedText(of, language, key, text, builtIn);
        TextCheck.look(tried, found);
        if (!found.isRefused()) {
            rules.forEach(rule -> rule.look(tried, found));
        }
    }

    private Optional<Held> recording(byte[] content, FoundInFile found) {
        if (content.length > LARGEST_RECORDING) {
            found.refuse(
                    "It has " + content.length + " bytes.",
                    "Make it shorter: nobody listens for more than " + LONGEST_RECORDING + " s.");
            return Optional.empty();
        }
        try {
            short[] samples = sounds.samples(content);
            int seconds = samples.length / SoundReader.SAMPLES_PER_SECOND;
            if (samples.length == 0 || seconds > LONGEST_RECORDING) {
                found.refuse(
                        samples.length == 0 ? "It holds no sound." : "It takes " + seconds + " s.",
                        "Record 1 to " + LONGEST_RECORDING + " s.");
            }
            return Optional.of(new Edition.Recording(samples));
        } catch (IOException e) {
            found.refuse(e.getMessage(), "Convert it, and deploy again.");
            return Optional.empty();
        }
    }

    /** One message is in one language: of one that is not built in, all texts of a file are there or none is used. */
    private static void refuseHalfLanguages(
            Map<EditionFile, FoundInFile> found, Edition before, Map<EditionFile, Held> held) {
        // What others are completed by comes first: default before brands, a language before its countries.
        List<EditionFile> files = found.keySet().stream()
                .filter(file -> file.texts().isPresent())
                .filter(file -> !Edition.isBuiltIn(Locale.forLanguageTag(file.language())))
                .sorted(Comparator.comparing((EditionFile file) -> !file.brand().equals(EditionFile.DEFAULT))
                        .thenComparing(EditionFile::language)
                        .thenComparing(EditionFile::brand))
                .toList();
        for (EditionFile file : files) {
            Set<String> missing = new Edition(held)
                    .missing(file.texts().get(), Locale.forLanguageTag(file.language()), brandOf(file));
            if (!missing.isEmpty() && !found.get(file).isRefused()) {
                found.get(file)
                        .refuse(
                                missing.size() + " texts are missing in this language, such as "
                                        + missing.stream().limit(NAMED).collect(Collectors.joining(", ")) + ".",
                                "Add them: no message is said in two languages, and only English and Swedish are built"
                                        + " in.");
                keep(file, before, held);
            }
        }
    }

    private static Optional<Brand> brandOf(EditionFile file) {
        return Optional.of(file.brand())
                .filter(brand -> !brand.equals(EditionFile.DEFAULT))
                .map(Brand::new);
    }
}
