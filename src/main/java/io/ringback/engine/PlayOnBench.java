package io.ringback.engine;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import io.ringback.engine.trial.CasePlay;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.web.bench.EnginePlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Plays thought-of cases with files from the bench. */
@Component
class PlayOnBench implements EnginePlay {

    private final Comparing comparing;
    private final FileTrial trial;

    PlayOnBench(Comparing comparing, FileTrial trial) {
        this.comparing = comparing;
        this.trial = trial;
    }

    @Override
    public WayOfCase play(Map<String, byte[]> changed, ThoughtOfCase one, List<String> happened) {
        Comparison compared = comparing.withoutTests(changed);
        if (!compared.refused().isEmpty()) {
            throw new NotDone("Nothing was played. " + compared.refused().get(0).sentence());
        }
        List<byte[]> tables = new ArrayList<>(compared.standing().tables());
        compared.files().forEach((name, content) -> {
            if (FileTrial.isTable(name)) {
                tables.add(content);
            }
        });
        byte[] diagram = Optional.ofNullable(compared.standing().fileOf().get(Diagram.PROCESS))
                .map(compared.files()::get)
                .orElseThrow(() -> new NotDone("No diagram of failed calls is in force."));
        return CasePlay.of(diagram, trial.tablesOf(tables), one, happened);
    }
}
