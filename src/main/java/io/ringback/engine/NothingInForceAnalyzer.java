package io.ringback.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says to whoever starts Ringback for the first time which file, and which row of its tests, keeps it from starting. */
final class NothingInForceAnalyzer extends AbstractFailureAnalyzer<NothingInForce> {

    @Override
    protected FailureAnalysis analyze(Throwable problem, NothingInForce why) {
        return new FailureAnalysis(
                "No diagram is in force yet, and none can be put into force from " + why.folder() + "."
                        + System.lineSeparator() + System.lineSeparator() + why.getMessage(),
                "Mend the first of these, since the others may come of it, and start Ringback again. \"java -jar ringback.jar check-diagrams\""
                        + " tries the files of a folder without starting it.",
                problem);
    }
}
