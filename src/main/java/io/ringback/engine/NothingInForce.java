package io.ringback.engine;

import io.ringback.cases.Diagrams.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Ringback cannot start: nothing is in force yet, and nothing of a folder can be put into force. */
final class NothingInForce extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String folder;

    NothingInForce(String folder, List<Refusal> refused) {
        super(refused.stream().map(Refusal::sentence).collect(Collectors.joining(System.lineSeparator())));
        this.folder = folder;
    }

    /** Where the files are. */
    String folder() {
        return folder;
    }
}
