package io.ringback.wording;

import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.FilesBeside;
import io.ringback.cases.Fingerprint;
import io.ringback.directory.Brand;
import io.ringback.wording.EditionTrial.Outcome;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What is said to whom: the texts, recordings and looks of {@code wording/} that the last deploy accepted, and the built-in ones
 * where there are none. Deployed at start and on an administrator's word, and held in memory between.
 *
 * <p>A {@code reader} is a language with the person's brand beside it, if they have one ({@link Brand}).
 */
@Component
public final class WordingInForce implements FilesBeside {

    private static final Logger LOG = LoggerFactory.getLogger(WordingInForce.class);

    private final WordingFiles files;
    private final EditionTrial trial;
    private final Optional<Brand> installation;
    private volatile ComparedWording last;

    /** Files that were changed for all nodes, and stand in front of those of this node, by path. */
    private volatile SortedMap<String, byte[]> changed = new TreeMap<>();

    private volatile Edition said = Edition.BUILT_IN;

    /** @throws IllegalArgumentException if {@code ringback.brand} is no word for a brand */
    @Autowired
    WordingInForce(
            @Value("${ringback.wording-directory}") String directory,
            @Value("${ringback.brand:}") String brand,
            SoundReader sounds,
            ObjectProvider<TextRule> rules) {
        this(directory, brand, sounds, rules.stream().toList());
    }

    WordingInForce(String directory, String brand, SoundReader sounds, List<TextRule> rules) {
        this(new WordingFiles(directory), brand, new EditionTrial(sounds, rules));
        compare().deploy();
    }

    private WordingInForce(WordingFiles files, String brand, EditionTrial trial) {
        this.files = files;
        this.trial = trial;
        this.last = new ComparedWording(
                files.directory(), "", Edition.BUILT_IN, Edition.BUILT_IN, List.of(), List.of(), this::put);
        if (!brand.isBlank() && !Brand.isWord(brand.strip())) {
            throw new IllegalArgumentException(
                    "ringback.brand is " + brand + "; write a word such as acme, as the folder in wording/ is called");
        }
        this.installation =
                Optional.of(brand.strip()).filter(word -> !word.isEmpty()).map(Brand::new);
    }

    /** As {@code of}, where {@code said} is said. */
    private WordingInForce(WordingInForce of, Edition said) {
        this.files = of.files;
        this.trial = of.trial;
        this.installation = of.installation;
        this.last = new ComparedWording(files.directory(), "", said, said, List.of(), List.of(), this::put);
        this.said = said;
    }

    /** What would be said after a deploy of what was compared last, for somebody to read it before. */
    public WordingInForce asCompared() {
        return saying(trial(last.then(), changed).edition());
    }

    WordingInForce saying(Edition edition) {
        return new WordingInForce(this, edition);
    }

    /** Says these files from now on, in front of those of this node. What is refused of them is as if it were not there. */
    synchronized void change(SortedMap<String, byte[]> files) {
        changed = files;
        Outcome tried = tried(files);
        tried.refused()
                .forEach(refusal ->
                        LOG.error("Refused, what this node has in its place is said: {}", refusal.sentence()));
        said = tried.edition();
    }

    SortedMap<String, byte[]> changed() {
        return changed;
    }

    /** What becomes of files in front of those of this node. */
    Outcome tried(SortedMap<String, byte[]> files) {
        return trial(onDisk(), files);
    }

    private Outcome trial(Edition onDisk, SortedMap<String, byte[]> files) {
        return trial.of(EditableWording.FOLDER, files, false, onDisk);
    }

    /** What the last deploy on this node accepted of its own folder. */
    Edition onDisk() {
        return last.now();
    }

    Edition said() {
        return said;
    }

    /** What is said where nothing lies on disk. */
    public static WordingInForce builtIn() {
        return new WordingInForce(
                new WordingFiles(""),
                "",
                new EditionTrial(
                        wav -> {
                            throw new IllegalStateException("There is nothing on disk.");
                        },
                        List.of()));
    }

    @Override
    public synchronized Compared compare() {
        WordingFiles.Read read = files.read();
        String fingerprint = with(changed, read.fingerprint());
        if (last.isOf(fingerprint)) {
            return last;
        }
        Edition before = last.now();
        Outcome now = trial.of(files.directory(), read.files(), read.unread().isEmpty(), before);
        now.refused().forEach(refusal -> LOG.error("Refused, what was said before is: {}", refusal.sentence()));
        List<Warning> warned = Stream.concat(withMissingBrand(now).stream(), hidden(now.edition()))
                .toList();
        warned.forEach(warning -> LOG.warn("To be looked at: {}", warning.sentence()));
        last = new ComparedWording(
                files.directory(), fingerprint, before, now.edition(), read.with(now.refused()), warned, this::put);
        return last;
    }

    private synchronized void put(ComparedWording deployed) {
        last = deployed;
        said = tried(changed).edition();
    }

    private static String with(SortedMap<String, byte[]> changed, String read) {
        if (changed.isEmpty()) {
            return read;
        }
        Fingerprint all = new Fingerprint().with("", read);
        changed.forEach(all::with);
        return all.hex();
    }

    /** What lies in the folder and is not said, because other words were put into force for all nodes. */
    private Stream<Warning> hidden(Edition onDisk) {
        if (changed.isEmpty()) {
            return Stream.empty();
        }
        Edition then = trial(onDisk, changed).edition();
        return onDisk.files().entrySet().stream()
                .filter(file -> !file.getValue().equals(then.files().get(file.getKey())))
                .map(file -> files.directory() + "/" + file.getKey().path())
                .sorted()
                .map(file -> new Warning(
                        file,
                        file,
                        "It is not said: what was put into force on the bench stands in front of it.",
                        "Change the words on the bench. To say this file again, propose it there without a text of its"
                                + " own."));
    }

    @Override
    public Compared known() {
        return last;
    }

    private List<Warning> withMissingBrand(Outcome now) {
        return Stream.concat(
                        now.warned().stream(),
                        installation.stream()
                                .map(Brand::word)
                                .filter(brand -> !now.edition().brands().contains(brand))
                                .map(brand -> new Warning(
                                        files.directory() + "/" + brand,
                                        files.directory() + "/" + brand,
                                        "ringback.brand is " + brand + ", but nothing of it is in force.",
                                        "Put its files there and deploy, or take the setting away.")))
                .toList();
    }

    @Override
    public List<String> inForce() {
        return said.files().keySet().stream()
                .map(file -> files.directory() + "/" + file.path())
                .sorted()
                .toList();
    }

    /** Under which brand {@code reader} is served: their own, or else the installation's; empty if under none. */
    public Optional<Brand> brand(Locale reader) {
        return Brand.of(reader).or(() -> installation);
    }

    /** The language, without brand, in which texts of this kind are written for {@code reader}; English if not in theirs. */
    public Locale language(TextsOf of, Locale reader) {
        return said.parsed().written(of, Brand.language(reader), brand(reader));
    }

    /** The same, with the brand. */
    public Locale written(TextsOf of, Locale reader) {
        Locale language = language(of, reader);
        return brand(reader).map(brand -> brand.in(language)).orElse(language);
    }

    /** What {@code key} says to {@code reader}. */
    public String say(TextsOf of, String key, Locale reader, Object... values) {
        return format(key, reader, of)
                .orElseThrow(() -> new IllegalStateException("There is no text " + key))
                .format(values);
    }

    /**
     * A text that takes values.
     *
     * @param of where to look, the first first; the language is that in which those are written
     */
    Optional<MessageFormat> format(String key, Locale reader, TextsOf... of) {
        return said.parsed().find(key, Brand.language(reader), brand(reader), List.of(of));
    }

    /**
     * What the recording of this name says where no recording of the reader's own language and brand lies on disk, but its text
     * does; it can be spoken.
     *
     * @param key as in the file of texts
     */
    public Optional<String> insteadOfRecording(TextsOf of, String key, Locale reader) {
        Edition edition = said;
        Locale language = language(of, reader);
        boolean recorded = BuiltInTexts.recordingOf(of, key)
                .flatMap(name -> edition.recording(name, language, brand(reader)))
                .isPresent();
        return recorded ? Optional.empty() : edition.onDisk(of, key, language, brand(reader));
    }

    /**
     * A recording from disk.
     *
     * @param name without the ending
     * @param reader the language to look in
     * @return samples as {@link SoundReader} reads them; the same array each time
     */
    public Optional<short[]> recording(String name, Locale reader) {
        return said.recording(name, Brand.language(reader), brand(reader));
    }

    /** Under which name and in which colours {@code reader} is served. */
    public Look look(Locale reader) {
        return said.look(brand(reader));
    }

    /** Their logo, as PNG. */
    public Optional<byte[]> logo(Locale reader) {
        return said.logo(brand(reader));
    }

    /** A point in time as the reader's clock shows it, in words of the reader's language. */
    public String when(Instant at, ZoneId zone, Locale reader) {
        return written("when.pattern", at.atZone(zone), reader);
    }

    /** The same for who hears it at {@code now}: of today the time alone. */
    public String whenSaid(Instant at, Instant now, ZoneId zone, Locale reader) {
        ZonedDateTime then = at.atZone(zone);
        boolean today = then.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return written(today ? "when.said.today" : "when.said.before", then, reader);
    }

    private String written(String key, ZonedDateTime at, Locale reader) {
        Edition edition = said;
        Locale language = edition.parsed().written(TextsOf.LETTERS, Brand.language(reader), brand(reader));
        String pattern =
                edition.text(TextsOf.LETTERS, key, language, brand(reader)).orElseThrow();
        return DateTimeFormatter.ofPattern(pattern, language).format(at);
    }

    /** The languages that something is written in: built in, or on disk. */
    public SortedSet<String> languages() {
        SortedSet<String> languages = new TreeSet<>(BuiltInTexts.LANGUAGES);
        said.files().keySet().stream()
                .map(EditionFile::language)
                .filter(language -> !language.isEmpty())
                .forEach(languages::add);
        return languages;
    }

    /** The brands that have files. */
    public Set<String> brands() {
        return said.brands();
    }

    /** Every text of a kind by its key, as it stands in the file. What is a recording alone has none. */
    public SortedMap<String, String> texts(TextsOf of, Locale reader) {
        SortedMap<String, String> texts = new TreeMap<>();
        Locale language = language(of, reader);
        BuiltInTexts.keys(of)
                .forEach(key -> said.text(of, key, language, brand(reader)).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    /** The texts as templates ask for them, by a locale with the reader's brand. */
    public MessageSource messages(TextsOf... of) {
        return new WordingMessages(this, of);
    }
}
