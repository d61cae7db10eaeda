package io.ringback.wording;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.directory.Brand;
import io.ringback.wording.Edition.Texts;
import io.ringback.wording.EditionFile.Misplaced;
import io.ringback.wording.EditionTrial.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The files of texts for somebody who changes them: what may be in them, what they say, and what would be said with others in their place. */
@Component
public class EditableWording {

    /** As the folder is called in what is said about its files. */
    public static final String FOLDER = "wording";

    private final WordingInForce wording;

    EditableWording(WordingInForce wording) {
        this.wording = wording;
    }

    /**
     * A text of a file.
     *
     * @param now what is said in force
     * @param then what the draft says
     * @param otherwise what is said if the file leaves it out; empty if nothing is then
     * @param english what is built in, in English; empty if it is a recording
     */
    public record EditableText(String key, String now, String then, String otherwise, String english) {

        public boolean isChanged() {
            return !now.equals(then);
        }
    }

    /**
     * What became of a trial.
     *
     * @param then what would be said; in place of a refused file, what is in force
     */
    public record Tried(List<Refusal> refused, List<Warning> warned, WordingInForce then) {

        public Tried {
            refused = List.copyOf(refused);
            warned = List.copyOf(warned);
        }
    }

    /** The file of texts that lies at {@code path} from the folder on; empty if none may. */
    public Optional<TextsFile> at(String path) {
        try {
            EditionFile file = EditionFile.at(path);
            return file.texts()
                    .filter(of -> file.path().equals(path))
                    .map(of -> new TextsFile(path, brandOf(file), Locale.forLanguageTag(file.language()), of));
        } catch (Misplaced e) {
            return Optional.empty();
        }
    }

    /** What is in force of a file; empty if it has no texts. */
    public Optional<byte[]> inForce(TextsFile file) {
        return Optional.ofNullable(wording.changed().get(file.path()))
                .or(() -> texts(wording.onDisk(), file).map(EditableWording::written));
    }

    /**
     * Tries files in place of those in force. Nothing comes into force by it.
     *
     * @param files by path; one without texts is as if it had never been changed
     */
    public Tried tryOut(Map<String, byte[]> files) {
        SortedMap<String, byte[]> all = new TreeMap<>(wording.changed());
        files.forEach((path, content) -> {
            if (isNothing(content)) {
                all.remove(path);
            } else {
                all.put(path, content);
            }
        });
        Outcome before = wording.tried(wording.changed());
        Outcome then = wording.tried(all);
        Set<String> tried =
                files.keySet().stream().map(path -> FOLDER + "/" + path).collect(Collectors.toSet());
        return new Tried(
                then.refused().stream()
                        .filter(one ->
                                tried.contains(one.file()) || !before.refused().contains(one))
                        .toList(),
                then.warned().stream().filter(one -> tried.contains(one.file())).toList(),
                wording.saying(then.edition()));
    }

    /** What does not count of what was changed, because this version of Ringback or this node's folder does not let it. */
    public List<Refusal> refusedInForce() {
        return wording.tried(wording.changed()).refused();
    }

    /**
     * Every text that a file may hold.
     *
     * @param content of the draft
     */
    public List<EditableText> texts(TextsFile file, byte[] content) {
        Map<String, String> now = inForce(file).map(EditableWording::read).orElse(Map.of());
        Map<String, String> own =
                isNothing(content) ? texts(wording.onDisk(), file).orElse(Map.of()) : read(content);
        Edition without = without(file);
        List<EditableText> all = new ArrayList<>();
        for (String key : BuiltInTexts.keys(file.of())) {
            String otherwise =
                    without.text(file.of(), key, file.language(), file.brand()).orElse("");
            all.add(new EditableText(
                    key,
                    now.getOrDefault(key, otherwise),
                    own.getOrDefault(key, otherwise),
                    otherwise,
                    BuiltInTexts.find(file.of(), key, BuiltInTexts.ENGLISH).orElse("")));
        }
        return all;
    }

    private Edition without(TextsFile file) {
        Map<EditionFile, Edition.Held> others = new HashMap<>(wording.said().files());
        others.keySet().removeIf(one -> one.path().equals(file.path()));
        return new Edition(others);
    }

    private static Optional<Map<String, String>> texts(Edition edition, TextsFile file) {
        return edition.files().entrySet().stream()
                .filter(one -> one.getKey().path().equals(file.path()))
                .map(Map.Entry::getValue)
                .filter(Texts.class::isInstance)
                .map(held -> ((Texts) held).byKey())
                .findFirst();
    }

    /** Why a file cannot be changed text by text; empty if it can. */
    public Optional<Refusal> unreadable(TextsFile file, byte[] content) {
        FoundInFile found = new FoundInFile(FOLDER + "/" + file.path());
        if (content.length > EditionTrial.LARGEST_TEXTS) {
            found.refuse(
                    "It has " + content.length + " bytes.",
                    "Is it what it is called? No such file needs more than " + EditionTrial.LARGEST_TEXTS + ".");
        } else {
            Set<String> known = BuiltInTexts.keys(file.of());
            TextsReader.read(content, found).keySet().stream()
                    .filter(key -> !known.contains(key))
                    .findFirst()
                    .ifPresent(key -> found.refuse(
                            key, "There is no such text.", "Did you mean " + NearestWord.to(key, known) + "?"));
        }
        return found.refusals().stream().findFirst();
    }

    /** Whether a file says nothing: it has no texts, and can be read. */
    public static boolean isNothing(byte[] content) {
        FoundInFile found = new FoundInFile("");
        return TextsReader.read(content, found).isEmpty() && !found.isRefused();
    }

    /** The texts of a file by key; of one that cannot be read, none. */
    static Map<String, String> read(byte[] content) {
        return TextsReader.read(content, new FoundInFile(""));
    }

    /** A file of these texts, in the order of their keys. */
    public static byte[] written(Map<String, String> texts) {
        StringBuilder file = new StringBuilder();
        new TreeMap<>(texts).forEach((key, text) -> file.append(escaped(key, "\\ :=#!"))
                .append('=')
                .append(escaped(text, "\\"))
                .append('\n'));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text, String marks) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(unit -> {
            if (marks.indexOf(unit) >= 0) {
                escaped.append('\\');
            }
            escaped.append((char) unit);
        });
        return escaped.toString();
    }

    private static Optional<Brand> brandOf(EditionFile file) {
        return Optional.of(file.brand())
                .filter(brand -> !brand.equals(EditionFile.DEFAULT))
                .map(Brand::new);
    }
}
