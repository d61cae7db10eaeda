package io.ringback.web.operations;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.FilesBeside;
import io.ringback.cases.FilesBeside.Compared;
import io.ringback.cases.TableTests.TestedTable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Everything on disk that one deploy puts into force: the diagrams, and the files beside them. */
@Component
class DeployedFiles {

    private final Diagrams diagrams;
    private final List<FilesBeside> beside;

    DeployedFiles(Diagrams diagrams, List<FilesBeside> beside) {
        this.diagrams = diagrams;
        this.beside = List.copyOf(beside);
    }

    /**
     * What became of a deploy.
     *
     * @param renewed how many files and versions are in force anew, or not any more
     * @param refused for how many reasons others are not
     * @param remarks what else there is to say to the operator
     */
    record Deployed(int renewed, int refused, List<String> remarks) {

        private static Deployed of(Deployment diagrams, int renewedBeside, int refusedBeside) {
            return new Deployed(
                    diagrams.renewed().size() + renewedBeside,
                    diagrams.refused().size() + refusedBeside,
                    diagrams.remarks());
        }
    }

    /** Compares what is on disk with what is in force anew. */
    void compare() {
        diagrams.compare();
        compareBeside();
    }

    /** What a deploy would change. */
    DeployPreview preview() {
        DeployPreview ofDiagrams = diagrams.preview();
        List<Compared> compared = compareBeside();
        return new DeployPreview(
                ofDiagrams.fingerprint() + fingerprint(compared),
                with(ofDiagrams.files(), compared, Compared::files),
                with(ofDiagrams.refused(), compared, Compared::refused),
                with(ofDiagrams.warned(), compared, Compared::warned),
                ofDiagrams.tested(),
                ofDiagrams.elements(),
                ofDiagrams.earlier());
    }

    /**
     * Puts into force what can be, of all of it or of nothing. The files beside come last: nothing can go wrong with them by then.
     *
     * @param shown the fingerprint of the preview that the operator saw
     * @throws NotDone if anything is not as it was shown
     */
    synchronized Deployed deploy(String operator, String shown) {
        List<Compared> compared = compareBeside();
        String besideNow = fingerprint(compared);
        if (!shown.endsWith(besideNow)) {
            throw new NotDone(
                    "The files on disk are not any more as they were shown, so nothing was deployed. Look at what"
                            + " would change now.");
        }
        Deployment deployment = diagrams.deploy(operator, shown.substring(0, shown.length() - besideNow.length()));
        return Deployed.of(
                deployment,
                compared.stream().mapToInt(one -> one.deploy().size()).sum(),
                compared.stream().mapToInt(one -> one.refused().size()).sum());
    }

    /** Puts back into force what was before a deploy. The files beside have no versions, and stay as they are. */
    Deployed takeBack(String operator, long deploy) {
        return Deployed.of(diagrams.takeBack(operator, deploy), 0, 0);
    }

    /** The files beside the diagrams that are in force. */
    List<String> besideDiagrams() {
        return beside.stream().flatMap(one -> one.inForce().stream()).toList();
    }

    List<Refusal> refusals() {
        return with(diagrams.refusals(), known(), Compared::refused);
    }

    List<Warning> warnings() {
        return with(diagrams.warnings(), known(), Compared::warned);
    }

    List<TestedTable> tested() {
        return diagrams.tested();
    }

    /** The names of the files that could be deployed and are not in force as they are on this node's disk. */
    List<String> differing() {
        return with(diagrams.differing(), known(), Compared::differing);
    }

    private List<Compared> compareBeside() {
        return beside.stream().map(FilesBeside::compare).toList();
    }

    private List<Compared> known() {
        return beside.stream().map(FilesBeside::known).toList();
    }

    private static String fingerprint(List<Compared> compared) {
        return compared.stream().map(one -> "." + one.fingerprint()).collect(Collectors.joining());
    }

    private static <T> List<T> with(List<T> ofDiagrams, List<Compared> compared, Function<Compared, List<T>> ofBeside) {
        return Stream.concat(ofDiagrams.stream(), compared.stream().flatMap(one -> ofBeside.apply(one).stream()))
                .toList();
    }
}
