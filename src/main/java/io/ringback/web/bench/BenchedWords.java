package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.web.bench.EngineBench.Act;
import io.ringback.web.bench.EngineBench.Check;
import io.ringback.web.bench.words.SaidWords;
import io.ringback.wording.EditableWording;
import io.ringback.wording.EditableWording.EditableText;
import io.ringback.wording.EditableWording.Tried;
import io.ringback.wording.SampleCase;
import io.ringback.wording.SharedWording;
import io.ringback.wording.TextsFile;
import io.ringback.wording.WordingInForce;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Files of texts among the files of the bench: they are called by their place, from {@code wording/} on. */
@Component
class BenchedWords {

    private static final String FOLDER = EditableWording.FOLDER + "/";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final EditableWording wording;
    private final SharedWording shared;
    private final Clock clock;
    private final URI publicUrl;

    BenchedWords(
            EditableWording wording,
            SharedWording shared,
            Clock clock,
            @Value("${ringback.public-url}") URI publicUrl) {
        this.wording = wording;
        this.shared = shared;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** Whether a file of the bench is one of words, by its name. */
    static boolean isWords(String file) {
        return file.startsWith(FOLDER);
    }

    /**
     * Whether these are files of words.
     *
     * @throws NotDone if some are and some are not
     */
    static boolean areWords(Collection<String> files) {
        boolean some = files.stream().anyMatch(BenchedWords::isWords);
        if (some && !files.stream().allMatch(BenchedWords::isWords)) {
            throw new NotDone(
                    "Propose words by themselves, and diagrams and tables by themselves: each can be taken back"
                            + " without the other.");
        }
        return some;
    }

    /** The file of texts that is called so; empty if there may be none. */
    Optional<TextsFile> at(String file) {
        return isWords(file) ? wording.at(path(file)) : Optional.empty();
    }

    private static String path(String file) {
        return file.substring(FOLDER.length());
    }

    Optional<byte[]> inForce(String file) {
        return at(file).flatMap(wording::inForce);
    }

    Optional<Refusal> unreadable(TextsFile file, byte[] content) {
        return wording.unreadable(file, content);
    }

    List<EditableText> texts(TextsFile file, byte[] content) {
        return wording.texts(file, content);
    }

    /**
     * What would be said with drafts in place of what is in force.
     *
     * @param said by file, what would be written of the thought-of case in its language and under its brand
     * @param when a time in words, by file
     * @param wording all that would be said
     * @param sample the thought-of case
     */
    record TriedWords(
            Check check,
            Map<String, SaidWords> said,
            Map<String, String> when,
            WordingInForce wording,
            SampleCase sample) {}

    /** Tries files of words by the rules of a deploy, in place of those in force. */
    TriedWords tryOut(Map<String, byte[]> files) {
        return said(wording.tryOut(paths(files)), files.keySet());
    }

    /** What is said in force, of the same files. */
    TriedWords inForce(Collection<String> files) {
        return said(wording.tryOut(Map.of()), files);
    }

    private TriedWords said(Tried tried, Collection<String> files) {
        SampleCase sample = new SampleCase(clock.instant(), publicUrl);
        List<Refusal> refused = new ArrayList<>(tried.refused());
        Map<String, SaidWords> said = new TreeMap<>();
        Map<String, String> when = new TreeMap<>();
        for (String file : files) {
            Locale reader = at(file).orElseThrow().reader();
            SaidWords written = SaidWords.of(tried.then(), sample, reader);
            said.put(file, written);
            when.put(file, tried.then().when(sample.now(), sample.clock().getZone(), reader));
            written.addresses()
                    .forEach(address -> refused.add(new Refusal(
                            file,
                            file,
                            "A letter or text would show an address of the thought-of case: " + address + ".",
                            "Take out what looks like it: nobody is shown the other's address.")));
        }
        return new TriedWords(new Check(refused, tried.warned(), List.of()), said, when, tried.then(), sample);
    }

    Check check(Map<String, byte[]> files) {
        return tryOut(files).check();
    }

    /** Which words are in force, for whoever approves others. */
    String shown() {
        return String.valueOf(shared.newest());
    }

    /**
     * Puts files into force on all nodes, or none.
     *
     * @throws NotDone if other words have come into force since, a file is refused, or somebody would be shown an address
     */
    void deploy(Act act, Map<String, byte[]> files, String shown, Runnable together) {
        shared.deploy(act.operator(), act.proposedBy(), act.why(), paths(files), change(shown), () -> {
            check(files).refused().stream().findFirst().ifPresent(refused -> {
                throw new NotDone("Nothing was put into force. " + refused.sentence());
            });
            together.run();
        });
    }

    /** Of what is no number, nobody was shown anything. */
    private static long change(String shown) {
        return NUMBER.matcher(shown).matches() ? Long.parseLong(shown) : -1;
    }

    private static SortedMap<String, byte[]> paths(Map<String, byte[]> files) {
        SortedMap<String, byte[]> paths = new TreeMap<>();
        files.forEach((file, content) -> paths.put(path(file), content));
        return paths;
    }
}
