package io.ringback.web.operations;

import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.FilesBeside;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Everything on disk that one press puts into force: the diagrams, and the files beside them. */
@Component
class DeployedFiles {

    private final Diagrams diagrams;
    private final List<FilesBeside> beside;

    DeployedFiles(Diagrams diagrams, List<FilesBeside> beside) {
        this.diagrams = diagrams;
        this.beside = List.copyOf(beside);
    }

    /**
     * Puts into force what can be.
     *
     * @return how many files and versions are new, other or gone
     */
    int deploy() {
        int files = beside.stream().mapToInt(one -> one.deploy().size()).sum();
        return files + diagrams.deploy().renewed().size();
    }

    /** The files beside the diagrams that are in force. */
    List<String> besideDiagrams() {
        return beside.stream().flatMap(one -> one.inForce().stream()).toList();
    }

    List<Refusal> refusals() {
        return Stream.concat(diagrams.refusals().stream(), beside.stream().flatMap(one -> one.refusals().stream()))
                .toList();
    }

    List<Warning> warnings() {
        return Stream.concat(diagrams.warnings().stream(), beside.stream().flatMap(one -> one.warnings().stream()))
                .toList();
    }
}
