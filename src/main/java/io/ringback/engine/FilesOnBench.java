package io.ringback.engine;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.Idea;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.web.bench.EngineBench;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Tries and deploys what comes from the bench, whatever lies in the node's folder. */
@Component
class FilesOnBench implements EngineBench {

    private final InstalledFiles installed;
    private final Comparing comparing;
    private final Previewing previewing;
    private final Deploying deploying;

    FilesOnBench(InstalledFiles installed, Comparing comparing, Previewing previewing, Deploying deploying) {
        this.installed = installed;
        this.comparing = comparing;
        this.previewing = previewing;
        this.deploying = deploying;
    }

    @Override
    public SortedMap<String, FileInForce> inForce() {
        SortedMap<String, FileInForce> files = new TreeMap<>();
        SortedMap<String, Installed> all = installed.files();
        all.values().stream()
                .filter(Installed::decides)
                .forEach(file -> files.put(file.file(), new FileInForce(file.file(), file.content(), file.version())));
        comparing
                .tests(all)
                .forEach((name, content) -> files.put(name, new FileInForce(name, content, Optional.empty())));
        return files;
    }

    @Override
    public Check check(Map<String, byte[]> changed) {
        Comparison compared = comparing.with(changed);
        return new Check(
                compared.refused(),
                compared.found().stream()
                        .filter(warning -> changed.containsKey(warning.file()))
                        .toList(),
                compared.tested());
    }

    @Override
    public DeployPreview preview(Map<String, byte[]> changed) {
        return previewing.of(comparing.with(changed));
    }

    @Override
    public Deployment deploy(Act act, Map<String, byte[]> changed, String shown, Runnable together) {
        Comparison compared = comparing.with(changed);
        if (!compared.fingerprint().equals(shown)) {
            throw new NotDone("What is in force is not any more as it was shown, so nothing was deployed. Look at what"
                    + " would change now.");
        }
        // From now on the tests that have passed go with the table, whatever lies in folders.
        return deploying.deployFromBench(
                act.operator(),
                new Idea(act.proposedBy(), act.why()),
                compared.differing().isEmpty() ? compared : comparing.with(comparing.withTheirTests(changed)),
                together);
    }
}
