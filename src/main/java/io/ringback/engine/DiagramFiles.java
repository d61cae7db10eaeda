package io.ringback.engine;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.preview.ChangePreview;
import io.ringback.engine.preview.ChangePreview.ChangedDiagram;
import io.ringback.engine.trial.FileTrial;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What is in force is what somebody deployed. A start deploys only into an empty installation; every other start only
 * compares, so that which node starts last decides nothing (docs/decisions/0018-what-is-in-force.md). Without any diagram
 * Ringback does not start.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DiagramFiles implements Diagrams, ApplicationRunner {

    private final Comparing comparing;
    private final Deploying deploying;
    private final FileTrial trial;
    private final ChangePreview preview;

    DiagramFiles(Comparing comparing, Deploying deploying, FileTrial trial, ChangePreview preview) {
        this.comparing = comparing;
        this.deploying = deploying;
        this.trial = trial;
        this.preview = preview;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Comparison compared = comparing.anew();
        List<Refusal> refused = deploying.into(compared);
        if (deploying.installationIsEmpty()) {
            throw new IllegalStateException("No diagram can be put into force from " + comparing.folder() + ". "
                    + String.join(" ", refused.stream().map(Refusal::sentence).toList()));
        }
    }

    @Override
    public void compare() {
        comparing.anew();
    }

    @Override
    public List<InForce> inForce() {
        return deploying.inForce();
    }

    @Override
    public List<Refusal> refusals() {
        return comparing.known().refusals();
    }

    @Override
    public List<Warning> warnings() {
        return comparing.known().odd();
    }

    @Override
    public List<String> differing() {
        return comparing.known().differing();
    }

    @Override
    public List<TestedTable> tested() {
        return comparing.known().tested();
    }

    @Override
    public Deployment deploy(String operator, String shown) {
        Comparison compared = comparing.anew();
        if (!compared.fingerprint().equals(shown)) {
            throw new NotDone("What is in bpmn/, or what is in force, is not any more as it was shown, so nothing was"
                    + " deployed. Look at what would change now.");
        }
        return deploying.deploy(operator, compared);
    }

    @Override
    public Deployment takeBack(String operator, long deploy) {
        return deploying.takeBack(operator, deploy);
    }

    @Override
    public List<Deploy> deploys(int most) {
        return deploying.newest(most);
    }

    @Override
    public DeployPreview preview() {
        Comparison compared = comparing.anew();
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
                .filter(name -> FileTrial.isTable(name) || FileTrial.isDiagram(name))
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
