package io.ringback.wording;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import java.util.ArrayList;
import java.util.List;

/** What is found in one file of {@code wording/}. */
public final class FoundInFile {

    private final String file;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    /** @param file its path from the root of the installation */
    FoundInFile(String file) {
        this.file = file;
    }

    /** The file cannot be put into force. */
    public void refuse(String element, String problem, String mend) {
        refusals.add(new Refusal(file, element, problem, mend));
    }

    /** All of the file cannot. */
    void refuse(String problem, String mend) {
        refuse(file, problem, mend);
    }

    /** It can, but perhaps not as it was meant. */
    public void warn(String element, String problem, String mend) {
        warnings.add(new Warning(file, element, problem, mend));
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }

    List<Refusal> refusals() {
        return refusals;
    }

    List<Warning> warnings() {
        return warnings;
    }
}
