package io.ringback.engine;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.Idea;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.web.bench.EngineBench;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tries and deploys what comes from the bench, whatever lies in the node's folder. */
@Component
class FilesOnBench implements EngineBench {

    private final InstalledFiles installed;
    private final Comparing comparing;
    private final Previewing previewing;
    private final Deploying deploying;
    private final TableTests tests;

    FilesOnBench(
            InstalledFiles installed,
            Comparing comparing,
            Previewing previewing,
            Deploying deploying,
            TableTests tests) {
        this.installed = installed;
        this.comparing = comparing;
        this.previewing = previewing;
        this.deploying = deploying;
        this.tests = tests;
    }

    @Override
    public SortedMap<String, FileInForce> inForce() {
        SortedMap<String, FileInForce> files = new TreeMap<>();
        installed.files().values().stream()
                .filter(Installed::decides)
                .forEach(file -> files.put(file.file(), new FileInForce(file.file(), file.content(), file.version())));
        return files;
    }

    @Override
    public Check check(Map<String, byte[]> changed) {
        Comparison compared = comparing.with(changed);
        return new Check(
                compared.refused(),
                Stream.concat(
                                compared.found().stream().filter(warning -> changed.containsKey(warning.file())),
                                failedTests(changed))
                        .toList());
    }

    /** The tests are in the folder, where the bench does not change them. So they warn, and whoever changes the table decides. */
    private Stream<Warning> failedTests(Map<String, byte[]> changed) {
        Map<String, byte[]> files = new HashMap<>(changed);
        comparing.folder().read().contents().forEach((name, content) -> {
            if (name.endsWith(TableTests.ENDING)) {
                files.putIfAbsent(name, content);
            }
        });
        return tests.run(files).stream().flatMap(tested -> tested.failed().stream()
                .map(row -> new Warning(
                        tested.file(),
                        tested.decision(),
                        "Row " + row.number() + " of " + tested.tests() + ", \"" + row.sentence() + "\", fails: "
                                + row.problem(),
                        "Mend the table; or if it is what you want, have the row changed in bpmn/.")));
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
        return deploying.deployFromBench(act.operator(), new Idea(act.proposedBy(), act.why()), compared, together);
    }
}
