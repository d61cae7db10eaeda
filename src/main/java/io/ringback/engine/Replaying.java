package io.ringback.engine;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import io.ringback.delivery.MessageKind;
import io.ringback.engine.preview.CaseReplay;
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
import java.util.function.IntConsumer;
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
    public Replayed replay(Map<String, byte[]> changed, Instant since, IntConsumer progress) {
        Comparison compared = comparing.with(changed);
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
        Map<Locale, Map<MessageKind, Integer>> texts = new HashMap<>();
        SampleCase sample = new SampleCase(clock.instant(), publicUrl);
        Replayed replayed = replay.replay(
                trial.tablesOf(now),
                trial.tablesOf(then),
                trial.tablesOf(tables).ids(),
                since,
                (kind, reader) -> texts.computeIfAbsent(
                                reader, language -> SampleTexts.messages(wording, sample, language))
                        .get(kind),
                progress);
        return withNotes(replayed, compared);
    }

    private static Replayed withNotes(Replayed replayed, Comparison compared) {
        List<String> notes = new ArrayList<>(replayed.notes());
        compared.differing().stream()
                .filter(FileTrial::isDiagram)
                .forEach(file -> notes.add(file + " is drawn otherwise. Which way cases would take through it is not"
                        + " replayed; its proposal says how many came to the elements that differ."));
        if (compared.differing().isEmpty()) {
            notes.add("Nothing is changed: all of it is in force already.");
        }
        return new Replayed(
                replayed.count(),
                replayed.oldest(),
                replayed.more(),
                replayed.differing(),
                replayed.lines(),
                replayed.differences(),
                replayed.newest(),
                notes);
    }
}
