package io.ringback.engine;

import io.ringback.cases.Diagrams.InForce;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.engine.InstalledFiles.Installed;
import io.ringback.engine.trial.FileTrial.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What lies in this node's {@code bpmn/}, beside what is in force.
 *
 * @param fingerprint of both
 * @param deploy the last deploy when they were compared
 * @param files by name, what would be in force: what is in the folder, or what the bench has put in its place
 * @param older those of them of which the folder has only what the bench has replaced
 * @param installed by name, what was deployed last through the checks
 * @param standing what is in force, however it came there
 * @param inForce the same, by version
 * @param differing names of files that are not in force as they are and could be deployed
 * @param refused why others could not
 * @param cannotRun why what is in force cannot run on this node
 * @param odd what is odd about what is in force, and about the folder as a whole
 * @param found what is odd about the files that differ, which lasts as long as they stay as they are
 * @param tested what became of the test tables
 */
record Comparison(
        String fingerprint,
        long deploy,
        SortedMap<String, byte[]> files,
        List<String> older,
        SortedMap<String, Installed> installed,
        Standing standing,
        List<InForce> inForce,
        List<String> differing,
        List<Refusal> refused,
        List<Refusal> cannotRun,
        List<Warning> odd,
        List<Warning> found,
        List<TestedTable> tested) {

    /** Everything for which somebody must do something to a file. */
    List<Refusal> refusals() {
        return Stream.concat(refused.stream(), cannotRun.stream()).distinct().toList();
    }

    boolean isRefused(String file) {
        return refused.stream().anyMatch(refusal -> refusal.file().equals(file));
    }

    /** What is odd about what would be in force after a deploy. */
    List<Warning> oddAfterwards() {
        Set<String> replaced = Set.copyOf(differing);
        return Stream.concat(
                        odd.stream().filter(warning -> !replaced.contains(warning.file())),
                        found.stream().filter(warning -> replaced.contains(warning.file())))
                .distinct()
                .toList();
    }

    /** What is odd about a file that differs. */
    List<Warning> found(String file) {
        return found.stream().filter(warning -> warning.file().equals(file)).toList();
    }

    /** The file's version that was deployed last through the checks. */
    Optional<Installed> installed(String file) {
        return Optional.ofNullable(installed.get(file));
    }

    /** One sentence for the log; empty if nothing differs. */
    Optional<String> difference() {
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", differing) + " in bpmn/"
                        + (differing.size() == 1 ? " differs" : " differ")
                        + " from what is in force. Deploy it? See what would change at /operations/diagrams.");
    }
}
