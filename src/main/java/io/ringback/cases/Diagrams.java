package io.ringback.cases;

import java.time.Instant;
import java.util.List;

/** The diagrams and decision tables in {@code bpmn/}: what runs, what was refused, and how to put new ones in force. */
public interface Diagrams {

    /** What new cases run on. */
    List<InForce> inForce();

    /** What the last deployment refused; the version before it stays in force. */
    List<Refusal> refusals();

    /** What was accepted, or found beside the files, and is perhaps not as it was meant. */
    List<Warning> warnings();

    /** Reads {@code bpmn/} and makes a new version of what changed and can run. */
    Deployment deploy();

    /**
     * A process or decision in force.
     *
     * @param file its name under {@code bpmn/}
     * @param version counted by the engine
     * @param deployedAt since when
     */
    record InForce(String file, int version, Instant deployedAt) {}

    /**
     * Why a file was refused.
     *
     * @param file its name under {@code bpmn/}
     * @param element the id of the element at fault, or the file's name if it cannot be read at all
     * @param problem what is wrong, as a sentence
     * @param mend what to do about it, as a sentence
     */
    record Refusal(String file, String element, String problem, String mend) {

        /** All of it as one sentence. */
        public String sentence() {
            return file + (element.equals(file) ? "" : ", element " + element) + ": " + problem + " " + mend;
        }
    }

    /**
     * What somebody should look at, although it runs.
     *
     * @param file its name under {@code bpmn/}
     * @param element the id of the element, or the file's name if it is about the whole file
     * @param problem what is odd, as a sentence
     * @param mend what to do about it, as a sentence
     */
    record Warning(String file, String element, String problem, String mend) {

        /** All of it as one sentence. */
        public String sentence() {
            return new Refusal(file, element, problem, mend).sentence();
        }
    }

    /**
     * What became of a deployment.
     *
     * @param renewed what has a new version now
     * @param refused what was refused
     */
    record Deployment(List<InForce> renewed, List<Refusal> refused) {

        public Deployment {
            renewed = List.copyOf(renewed);
            refused = List.copyOf(refused);
        }
    }
}
