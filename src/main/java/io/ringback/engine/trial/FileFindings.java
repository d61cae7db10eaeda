package io.ringback.engine.trial;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found in one file. The same thing found twice is said once. */
final class FileFindings {

    private final String file;
    private final Set<Refusal> refusals = new LinkedHashSet<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();

    FileFindings(String file) {
        this.file = file;
    }

    /** The file cannot be put into force. */
    void refuse(String element, String problem, String mend) {
        refusals.add(new Refusal(file, element, problem, mend));
    }

    /** It can, but perhaps not as it was meant. */
    void warn(String element, String problem, String mend) {
        warnings.add(new Warning(file, element, problem, mend));
    }

    /** These too, which were found before in the same file. */
    void add(FileFindings others) {
        refusals.addAll(others.refusals);
        warnings.addAll(others.warnings);
    }

    String file() {
        return file;
    }

    boolean mayRun() {
        return refusals.isEmpty();
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }
}
