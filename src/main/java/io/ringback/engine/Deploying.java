package io.ringback.engine;

import io.ringback.cases.Diagrams.Deploy;
import io.ringback.cases.Diagrams.DeployedFile;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.Idea;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.InstalledFiles.NotTaken;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts files into force. All files of a deploy come into force in one transaction, with the rows that say who did it; and
 * one deploy comes after the other, on whichever nodes they are.
 */
@Component
class Deploying {

    private static final Logger LOG = LoggerFactory.getLogger(Deploying.class);
    private static final byte[] NO_TESTS = {'\n'};

    private final Comparing comparing;
    private final InstalledFiles installed;
    private final DeployRows rows;
    private final ReplacedOnBench replaced;
    private final FileTrial trial;
    private final TransactionTemplate transactions;

    Deploying(
            Comparing comparing,
            InstalledFiles installed,
            DeployRows rows,
            ReplacedOnBench replaced,
            FileTrial trial,
            TransactionTemplate transactions) {
        this.comparing = comparing;
        this.installed = installed;
        this.rows = rows;
        this.replaced = replaced;
        this.trial = trial;
        this.transactions = transactions;
    }

    /**
     * What is to come into force, and whose act it is.
     *
     * @param operator null if it is Ringback's own
     * @param takesBack the deploy that it takes back, or null
     * @param idea what led to it, or null if it does not come from the bench
     * @param contents by name, in the order in which they are put into force
     * @param odd what is odd about them
     */
    private record Wanted(
            String operator, Long takesBack, Idea idea, Map<String, byte[]> contents, List<Warning> odd) {}

    boolean installationIsEmpty() {
        return installed.isEmpty();
    }

    List<InForce> inForce() {
        return installed.inForce();
    }

    List<Deploy> newest(int most) {
        return rows.newest(most);
    }

    /**
     * Deploys into an empty installation, and does nothing to any other: of two nodes that start at once, one does.
     *
     * @return what was refused
     */
    List<Refusal> into(Comparison compared) {
        List<Refusal> refused = new ArrayList<>(compared.refused());
        if (installed.isEmpty()) {
            try {
                put(wanted(null, null, compared), installed::isEmpty, refused);
            } catch (NotDone e) {
                LOG.info("Another node that started at the same time has deployed");
            }
            comparing.anew();
        }
        return refused;
    }

    /** @throws NotDone if somebody has deployed since they were compared */
    Deployment deploy(String operator, Comparison compared) {
        List<Refusal> refused = new ArrayList<>(compared.refused());
        List<String> renewed = List.of();
        if (!compared.differing().isEmpty()) {
            renewed = put(
                    wanted(operator, null, compared), () -> installed.inForce().equals(compared.inForce()), refused);
        }
        return deployment(renewed, refused, List.of());
    }

    /**
     * Deploys from the bench: all files that differ, or none.
     *
     * @param together what is done in the same transaction
     * @throws NotDone if somebody has deployed since they were compared, or one of the files is refused
     */
    Deployment deployFromBench(String operator, Idea idea, Comparison compared, Runnable together) {
        refuse(compared.refused());
        if (compared.differing().isEmpty()) {
            throw new NotDone("All of it is in force already, so nothing was deployed.");
        }
        Wanted wanted = wanted(operator, idea, compared);
        try {
            transactions.executeWithoutResult(transaction -> {
                putAll(wanted, wanted.contents(), () -> installed.inForce().equals(compared.inForce()));
                together.run();
            });
        } catch (NotTaken e) {
            LOG.error("The engine does not take {}", e.file, e);
            refuse(e.refusals);
        }
        return deployment(List.copyOf(wanted.contents().keySet()), List.of(), List.of());
    }

    private static void refuse(List<Refusal> refused) {
        if (!refused.isEmpty()) {
            throw new NotDone("Nothing was deployed. "
                    + refused.stream().map(Refusal::sentence).collect(Collectors.joining(" ")));
        }
    }

    private static Wanted wanted(String operator, Idea idea, Comparison compared) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        compared.differing().forEach(name -> contents.put(name, compared.files().get(name)));
        return new Wanted(operator, null, idea, contents, compared.found());
    }

    /** @throws NotDone if it is not the last deploy, or nothing of it can be put back */
    Deployment takeBack(String operator, long deploy) {
        Deploy last = rows.newest(1).stream()
                .filter(newest -> newest.id() == deploy)
                .findFirst()
                .orElseThrow(() -> new NotDone(
                        "Somebody has deployed since, so nothing was taken back. Look at the last" + " deploy first."));
        SortedMap<String, byte[]> contents = new TreeMap<>();
        Map<String, Optional<String>> inForceBefore = rows.before(deploy);
        inForceBefore.keySet().stream()
                .filter(TableTests::isTests)
                .forEach(file -> contents.put(file, testsOfFolder(file).orElse(NO_TESTS)));
        inForceBefore.forEach((file, before) -> before.ifPresent(id -> contents.put(
                file,
                installed
                        .content(id, file)
                        .orElseThrow(() -> new NotDone("The version of " + file + " that was in force before has"
                                + " been deleted in Cockpit, so nothing was taken back. Put the file into bpmn/ and"
                                + " deploy it.")))));
        if (contents.isEmpty()) {
            throw new NotDone("All files of this deploy were new: nothing was in force before that could be put back.");
        }
        SortedMap<String, byte[]> tried = new TreeMap<>(contents);
        tried.keySet().removeIf(TableTests::isTests);
        Verdict verdict = trial.of(tried, installed.standing());
        if (!verdict.refused().isEmpty()) {
            throw new NotDone("What was in force before cannot run with this version of Ringback, so nothing was taken"
                    + " back. " + verdict.refused().get(0).sentence());
        }
        Map<String, byte[]> inOrder = new LinkedHashMap<>();
        verdict.accepted().forEach(name -> inOrder.put(name, contents.get(name)));
        contents.forEach(inOrder::putIfAbsent);
        List<Refusal> refused = new ArrayList<>();
        List<String> renewed = put(
                new Wanted(operator, deploy, null, inOrder, verdict.lasting()), () -> rows.last() == deploy, refused);
        return deployment(
                renewed,
                refused,
                last.files().stream()
                        .filter(file -> file.before().isEmpty() && !TableTests.isTests(file.file()))
                        .map(DeployedFile::file)
                        .map(file ->
                                file + " was new. It stays in force, as cases that began since may need it. When none"
                                        + " does any more, take the file away and delete its deployment in Cockpit.")
                        .toList());
    }

    private Deployment deployment(List<String> renewed, List<Refusal> refused, List<String> remarks) {
        comparing.anew();
        return new Deployment(
                inForce().stream().filter(file -> renewed.contains(file.file())).toList(), refused, remarks);
    }

    /**
     * A file that the engine does not take although it was tried is left out, and the others are put into force all the same.
     *
     * @param asItWas asked once nobody else can deploy
     * @param refused what the engine does not take is added
     * @return the names of the files that are in force now
     */
    private List<String> put(Wanted wanted, BooleanSupplier asItWas, List<Refusal> refused) {
        Map<String, byte[]> left = new LinkedHashMap<>(wanted.contents());
        while (!left.isEmpty()) {
            try {
                transactions.executeWithoutResult(transaction -> putAll(wanted, left, asItWas));
                return List.copyOf(left.keySet());
            } catch (NotTaken e) {
                LOG.error("The engine does not take {}", e.file, e);
                refused.addAll(e.refusals);
                left.remove(e.file);
            }
        }
        return List.of();
    }

    private void putAll(Wanted wanted, Map<String, byte[]> contents, BooleanSupplier asItWas) {
        rows.lock();
        if (!asItWas.getAsBoolean()) {
            throw new NotDone(
                    "Somebody else has just deployed, so nothing was deployed. Look at what is in force now.");
        }
        SortedMap<String, Installed> before = installed.files();
        long deploy = rows.add(wanted.operator(), wanted.takesBack(), wanted.idea());
        contents.forEach((name, content) -> {
            Installed now = installed.add(name, content);
            rows.addFile(deploy, before.get(name), now);
            noteForFolders(wanted, name, before.get(name));
            rows.tried(
                    now.deployment(),
                    comparing.program(),
                    wanted.odd().stream()
                            .filter(warning -> warning.file().equals(name))
                            .toList());
        });
        LOG.info(
                "Deploy {} by {}: {}",
                deploy,
                wanted.operator() == null ? "the first start" : wanted.operator(),
                String.join(", ", contents.keySet()));
    }

    /** What was in use before tests were deployed for the first time: those of this node's folder, or none. */
    private Optional<byte[]> testsOfFolder(String name) {
        return Optional.ofNullable(comparing.folder().read().contents().get(name));
    }

    /** To take a deploy back changes nothing about which folder is older than the bench. */
    private void noteForFolders(Wanted wanted, String file, Installed before) {
        if (wanted.idea() != null && before == null && TableTests.isTests(file)) {
            replaced.add(file, testsOfFolder(file));
        } else if (wanted.idea() != null) {
            replaced.add(file, Optional.ofNullable(before).map(Installed::content));
        } else if (wanted.takesBack() == null) {
            replaced.forget(file);
        }
    }
}
