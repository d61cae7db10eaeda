package io.ringback.cases;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import java.util.List;

/**
 * Files beside {@code bpmn/} that are put into force with it, on the same word of an administrator. All beans of this type are,
 * before the diagrams. They judge themselves: what is refused leaves in force what was.
 */
public interface FilesBeside {

    /**
     * Reads the files and puts those into force that can be.
     *
     * @return the names of those that are new, other or gone since the last time
     */
    List<String> deploy();

    /** The names of those in force. */
    List<String> inForce();

    /** What the last deploy refused. */
    List<Refusal> refusals();

    /** What was accepted, and is perhaps not as it was meant. */
    List<Warning> warnings();
}
