package io.ringback.engine;

import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.Fingerprint;
import io.ringback.cases.TableTests;
import io.ringback.engine.BpmnFolder.Found;
import io.ringback.engine.DeployRows.Tried;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.FileTrial.Standing;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Compares this node's {@code bpmn/} with what is in force. What differs is tried, and what is in force if this version of
 * Ringback has not tried it yet. What both have been through already is not tried again.
 */
@Component
class Comparing {

    private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);
    private static final String DEVELOPED = "under development";

    private final BpmnFolder folder;
    private final InstalledFiles installed;
    private final DeployRows rows;
    private final ReplacedOnBench replaced;
    private final FileTrial trial;
    private final String program;
    private volatile Comparison last;

    @Autowired
    Comparing(BpmnFolder folder, InstalledFiles installed, DeployRows rows, ReplacedOnBench replaced, FileTrial trial) {
        this(
                folder,
                installed,
                rows,
                replaced,
                trial,
                Comparing.class.getPackage().getImplementationVersion());
    }

    /** @param program the version of Ringback; null if it is under development */
    Comparing(
            BpmnFolder folder,
            InstalledFiles installed,
            DeployRows rows,
            ReplacedOnBench replaced,
            FileTrial trial,
            String program) {
        this.folder = folder;
        this.installed = installed;
        this.rows = rows;
        this.replaced = replaced;
        this.trial = trial;
        this.program = program == null ? DEVELOPED : program;
    }

    /** The version of Ringback that tries. */
    String program() {
        return program;
    }

    /** Where the files are. */
    BpmnFolder folder() {
        return folder;
    }

    /** As they were compared last, unless somebody has deployed since. */
    Comparison known() {
        Comparison known = last;
        return known != null && known.deploy() == rows.last() ? known : anew();
    }

    /** As they are. */
    synchronized Comparison anew() {
        long deploy = rows.last();
        Found found = folder.read();
        SortedMap<String, Installed> files = installed.files();
        List<InForce> inForce = installed.inForce();
        String fingerprint = fingerprint(found.contents(), inForce.toString());
        if (last != null && last.fingerprint().equals(fingerprint) && last.deploy() == deploy) {
            return last;
        }
        Standing standing = installed.standing();
        List<Refusal> cannotRun = tryWhatIsInForce(files, standing);
        SortedMap<String, byte[]> older = replaced.in(found.contents(), files);
        SortedMap<String, byte[]> together = new TreeMap<>(found.contents());
        together.putAll(older);
        withoutOldTests(together, older, files);
        List<Refusal> refused = new ArrayList<>(found.refused());
        Set<String> said = cannotRun.stream().map(Refusal::file).collect(Collectors.toSet());
        Compared compared = compare(together, files, standing, files.keySet());
        compared.verdict().refused().stream()
                .filter(refusal -> !compared.same().contains(refusal.file()) || !said.contains(refusal.file()))
                .forEach(refused::add);
        last = new Comparison(
                fingerprint,
                deploy,
                together,
                List.copyOf(older.keySet()),
                files,
                standing,
                inForce,
                compared.differing(),
                refused,
                cannotRun,
                odd(files, rows.tried(), compared.verdict()),
                compared.verdict().warned(),
                compared.verdict().tested());
        tell(last);
        return last;
    }

    /** The tests of a table in the folder are as old as the table there, unless the bench has put others in their place. */
    private static void withoutOldTests(
            SortedMap<String, byte[]> folder, SortedMap<String, byte[]> older, SortedMap<String, Installed> files) {
        older.keySet().stream()
                .filter(FileTrial::isTable)
                .map(TableTests::testsOf)
                .filter(tests -> !files.containsKey(tests))
                .forEach(folder::remove);
    }

    /**
     * The tests in use, by name: those that were deployed from the bench, and of other tables those of this node's folder.
     *
     * @param files by name, what was deployed last through the checks
     */
    SortedMap<String, byte[]> tests(SortedMap<String, Installed> files) {
        SortedMap<String, byte[]> all = folder.read().contents();
        withoutOldTests(all, replaced.in(all, files), files);
        all.keySet().removeIf(name -> !TableTests.isTests(name));
        files.values().stream()
                .filter(file -> TableTests.isTests(file.file()))
                .forEach(file -> all.put(file.file(), file.content()));
        return all;
    }

    /**
     * What is in force, with these files in place of those of the same name, and with the tests in use of the tables among
     * them.
     */
    Comparison with(Map<String, byte[]> changed) {
        return with(changed, true);
    }

    /** The same without any tests: somebody tries files that need not say yet what their tests want. */
    Comparison withoutTests(Map<String, byte[]> changed) {
        SortedMap<String, byte[]> deciding = new TreeMap<>(changed);
        deciding.keySet().removeIf(TableTests::isTests);
        return with(deciding, false);
    }

    private Comparison with(Map<String, byte[]> changed, boolean tested) {
        long deploy = rows.last();
        SortedMap<String, Installed> files = installed.files();
        List<InForce> inForce = installed.inForce();
        Standing standing = installed.standing();
        SortedMap<String, byte[]> together = new TreeMap<>();
        files.values().stream().filter(Comparing::isRun).forEach(file -> together.put(file.file(), file.content()));
        together.putAll(tested ? withTheirTests(changed, files, standing) : changed);
        Compared compared = compare(together, files, standing, changed.keySet());
        return new Comparison(
                fingerprint(together, inForce.toString()),
                deploy,
                together,
                List.of(),
                files,
                standing,
                inForce,
                compared.differing(),
                compared.verdict().refused(),
                List.of(),
                odd(files, rows.tried(), compared.verdict()),
                compared.verdict().warned(),
                compared.verdict().tested());
    }

    /** These files, with the tests in use of the tables among them. */
    SortedMap<String, byte[]> withTheirTests(Map<String, byte[]> changed) {
        return withTheirTests(changed, installed.files(), installed.standing());
    }

    private SortedMap<String, byte[]> withTheirTests(
            Map<String, byte[]> changed, SortedMap<String, Installed> files, Standing standing) {
        SortedMap<String, byte[]> all = tests(files);
        all.keySet().removeIf(name -> !isAbout(name, changed, standing));
        all.putAll(changed);
        return all;
    }

    private static boolean isRun(Installed file) {
        return file.decides() && !TableTests.isTests(file.file());
    }

    private static boolean isAbout(String tests, Map<String, byte[]> changed, Standing standing) {
        String decision = tests.substring(0, tests.length() - TableTests.ENDING.length());
        return changed.containsKey(standing.fileOf().getOrDefault(decision, decision + ".dmn"));
    }

    /**
     * What came out.
     *
     * @param same the names of the files that are in force as they are
     * @param tests the names of the files of tests that could be put into force with the others, and are not
     */
    private record Compared(Set<String> same, List<String> tests, Verdict verdict) {
        List<String> differing() {
            return Stream.concat(verdict.accepted().stream().filter(name -> !same.contains(name)), tests.stream())
                    .toList();
        }
    }

    /** @param deployed the names among which files of tests are deployed as other files are; the others stay in folders */
    private Compared compare(
            SortedMap<String, byte[]> contents,
            SortedMap<String, Installed> files,
            Standing standing,
            Set<String> deployed) {
        Map<String, Tried> tried = rows.tried();
        Set<String> same = contents.keySet().stream()
                .filter(name -> isSame(files.get(name), contents.get(name)))
                .collect(Collectors.toSet());
        Set<String> known =
                same.stream().filter(name -> isTried(files.get(name), tried)).collect(Collectors.toSet());
        Verdict verdict = trial.of(contents, standing, known);
        List<String> tests = contents.keySet().stream()
                .filter(TableTests::isTests)
                .filter(name -> deployed.contains(name) && !same.contains(name))
                .filter(name -> TableTests.isNone(contents.get(name))
                        || verdict.tested().stream().anyMatch(one -> one.tests().equals(name) && one.passed()))
                .toList();
        return new Compared(same, tests, verdict);
    }

    private static boolean isSame(Installed installed, byte[] content) {
        return installed != null && installed.is(content);
    }

    private boolean isTried(Installed file, Map<String, Tried> tried) {
        Tried before = tried.get(file.deployment());
        return before != null && before.with().equals(program);
    }

    /** Another version of Ringback may have deployed what this one cannot run. */
    private List<Refusal> tryWhatIsInForce(SortedMap<String, Installed> files, Standing standing) {
        Map<String, Tried> tried = rows.tried();
        SortedMap<String, byte[]> contents = new TreeMap<>();
        files.values().stream().filter(Comparing::isRun).forEach(file -> contents.put(file.file(), file.content()));
        Set<String> known = contents.keySet().stream()
                .filter(name -> isTried(files.get(name), tried))
                .collect(Collectors.toSet());
        if (known.containsAll(contents.keySet())) {
            return List.of();
        }
        Verdict verdict = trial.of(contents, standing, known);
        verdict.accepted().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> rows.tried(files.get(name).deployment(), program, of(name, verdict.lasting())));
        return verdict.refused().stream()
                .map(refusal -> new Refusal(
                        refusal.file(),
                        refusal.element(),
                        "It is in force, but this version of Ringback (" + program + ") cannot run it: "
                                + refusal.problem(),
                        "Deploy a file that it can run, or start the version that could. " + refusal.mend()))
                .toList();
    }

    private static List<Warning> of(String file, List<Warning> warnings) {
        return warnings.stream().filter(warning -> warning.file().equals(file)).toList();
    }

    /** What is in force was looked at when it was deployed; how the files hang together, just now. */
    private List<Warning> odd(SortedMap<String, Installed> files, Map<String, Tried> tried, Verdict verdict) {
        List<Warning> odd = new ArrayList<>();
        files.values().stream()
                .filter(Installed::decides)
                .map(file -> tried.get(file.deployment()))
                .filter(before -> before != null)
                .forEach(before -> odd.addAll(before.warnings()));
        verdict.warned().stream()
                .filter(warning -> !verdict.lasting().contains(warning))
                .forEach(odd::add);
        odd.addAll(installed.aroundTheChecks());
        odd.addAll(installed.missing());
        return odd.stream().distinct().toList();
    }

    private static void tell(Comparison compared) {
        compared.refused().forEach(refusal -> LOG.error("Refused, what is in force stays: {}", refusal.sentence()));
        compared.cannotRun().forEach(refusal -> LOG.error("{}", refusal.sentence()));
        compared.odd().forEach(warning -> LOG.warn("To be looked at: {}", warning.sentence()));
        compared.difference().ifPresent(LOG::warn);
        if (!compared.older().isEmpty()) {
            LOG.info("Deployed from the bench since it was put into bpmn/: {}", String.join(", ", compared.older()));
        }
    }

    private static String fingerprint(SortedMap<String, byte[]> files, String inForce) {
        Fingerprint all = new Fingerprint();
        files.forEach(all::with);
        return all.with("", inForce).hex();
    }
}
