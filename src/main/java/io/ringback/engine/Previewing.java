package io.ringback.engine;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.preview.ChangePreview;
import io.ringback.engine.preview.ChangePreview.ChangedDiagram;
import io.ringback.engine.trial.FileTrial;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says what a deploy of compared files would change. */
@Component
class Previewing {

    private final FileTrial trial;
    private final ChangePreview preview;

    Previewing(FileTrial trial, ChangePreview preview) {
        this.trial = trial;
        this.preview = preview;
    }

    DeployPreview of(Comparison compared) {
        ChangePreview.Cases cases = preview.cases();
        List<byte[]> now = compared.standing().tables();
        List<byte[]> changed = compared.differing().stream()
                .filter(FileTrial::isTable)
                .map(name -> compared.files().get(name))
                .toList();
        List<byte[]> then = new ArrayList<>(now);
        then.addAll(changed);
        return new DeployPreview(
                compared.fingerprint(),
                files(compared),
                compared.refusals(),
                compared.oddAfterwards(),
                compared.tested(),
                preview.elements(cases, changedDiagrams(compared)),
                preview.tables(
                        cases,
                        trial.tablesOf(now),
                        trial.tablesOf(then),
                        trial.tablesOf(changed).ids()));
    }

    private static List<FileChange> files(Comparison compared) {
        return compared.files().keySet().stream()
                .filter(name -> FileTrial.isTable(name)
                        || FileTrial.isDiagram(name)
                        || compared.differing().contains(name))
                .map(name -> new FileChange(
                        name, change(compared, name), compared.installed(name).flatMap(Installed::version)))
                .toList();
    }

    private static Change change(Comparison compared, String name) {
        if (compared.differing().contains(name)) {
            return compared.installed(name).isPresent() ? Change.CHANGED : Change.NEW;
        }
        return compared.isRefused(name) ? Change.REFUSED : Change.UNCHANGED;
    }

    private static List<ChangedDiagram> changedDiagrams(Comparison compared) {
        return compared.differing().stream()
                .filter(FileTrial::isDiagram)
                .map(name -> new ChangedDiagram(
                        name,
                        compared.installed(name).map(Installed::content),
                        compared.files().get(name)))
                .toList();
    }
}
