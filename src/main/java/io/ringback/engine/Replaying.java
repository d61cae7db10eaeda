package io.ringback.engine;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import io.ringback.cases.TableTests;
import io.ringback.delivery.MessageKind;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.preview.CaseReplay;
import io.ringback.engine.preview.SmsOfTexts;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.DiagramWalks;
import io.ringback.engine.trial.FileTrial;
import io.ringback.texting.SampleTexts;
import io.ringback.web.bench.EngineReplay;
import io.ringback.wording.SampleCase;
import io.ringback.wording.WordingInForce;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Replays cases with files from the bench. */
@Component
class Replaying implements EngineReplay {

    private final Comparing comparing;
    private final FileTrial trial;
    private final CaseReplay replay;
    private final WordingInForce wording;
    private final Clock clock;
    private final URI publicUrl;

    Replaying(
            Comparing comparing,
            FileTrial trial,
            CaseReplay replay,
            WordingInForce wording,
            Clock clock,
            @Value("${ringback.public-url}") URI publicUrl) {
        this.comparing = comparing;
        this.trial = trial;
        this.replay = replay;
        this.wording = wording;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @Override
    public Replayed replay(Map<String, byte[]> changed, Instant since, Progress progress) {
        Comparison compared = comparing.withoutTests(changed);
        if (!compared.refused().isEmpty()) {
            throw new NotDone(
                    "Nothing was replayed. " + compared.refused().get(0).sentence());
        }
        List<byte[]> now = compared.standing().tables();
        List<byte[]> tables = compared.differing().stream()
                .filter(FileTrial::isTable)
                .map(name -> compared.files().get(name))
                .toList();
        List<byte[]> then = new ArrayList<>(now);
        then.addAll(tables);
        Optional<DiagramWalks> before = inForce(compared).map(file -> DiagramWalks.through(file, trial.tablesOf(now)));
        Replayed replayed = before.isPresent()
                ? replay.replay(
                        before.get(),
                        DiagramWalks.through(compared.files().get(fileOfCases(compared)), trial.tablesOf(then)),
                        since,
                        texts(),
                        progress::decided)
                : replay.replay(
                        trial.tablesOf(now),
                        trial.tablesOf(then),
                        trial.tablesOf(tables).ids(),
                        since,
                        texts(),
                        progress::decided);
        return withNotes(replayed, compared, changed.keySet());
    }

    private static String fileOfCases(Comparison compared) {
        return compared.standing().fileOf().get(Diagram.PROCESS);
    }

    /** The diagram of failed calls in force, if it would be replaced by another. */
    private static Optional<byte[]> inForce(Comparison compared) {
        String file = fileOfCases(compared);
        return compared.differing().contains(file)
                ? compared.installed(file).map(Installed::content)
                : Optional.empty();
    }

    private SmsOfTexts texts() {
        Map<Locale, Map<MessageKind, Integer>> texts = new HashMap<>();
        SampleCase sample = new SampleCase(clock.instant(), publicUrl);
        return (kind, reader) -> texts.computeIfAbsent(
                        reader, language -> SampleTexts.messages(wording, sample, language))
                .get(kind);
    }

    private static Replayed withNotes(Replayed replayed, Comparison compared, Set<String> changed) {
        List<String> notes = new ArrayList<>(replayed.notes());
        compared.differing().stream()
                .filter(FileTrial::isDiagram)
                .filter(file -> !replayed.throughDiagrams() || !file.equals(fileOfCases(compared)))
                .forEach(file ->
                        notes.add(file + " is drawn otherwise, and no failed call in force goes through it, so it is"
                                + " not replayed."));
        if (compared.differing().isEmpty() && changed.stream().noneMatch(TableTests::isTests)) {
            notes.add("Nothing is changed: all of it is in force already.");
        }
        return new Replayed(
                replayed.count(),
                replayed.oldest(),
                replayed.more(),
                replayed.throughDiagrams(),
                replayed.differing(),
                replayed.lines(),
                replayed.differences(),
                replayed.newest(),
                notes);
    }
}
