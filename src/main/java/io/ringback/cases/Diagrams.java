package io.ringback.cases;

import java.time.Instant;
import java.util.List;

/** The diagrams and decision tables in force, as analysts and administrators see them. */
public interface Diagrams {

    /** What new cases follow now. */
    List<InForce> inForce();

    /** What was refused when {@link #deploy} was last called on this node; its older version stays in force. */
    List<Refusal> refusals();

    /** Puts what has changed in {@code bpmn/} into force, file by file, and refuses what cannot run. */
    Deployment deploy();

    /**
     * A version in force.
     *
     * @param file where it was read
     * @param name of the process or table
     * @param version counted from 1
     * @param deployedAt since when
     */
    record InForce(String file, String name, int version, Instant deployedAt) {}

    /**
     * Why a file was not put into force.
     *
     * @param file which
     * @param element the id of the element at fault, or an empty string for the file as a whole
     * @param problem what is wrong
     * @param mend what to do about it
     */
    record Refusal(String file, String element, String problem, String mend) {

        /** All of it as one sentence. */
        public String sentence() {
            return file + (element.isEmpty() ? "" : ", element " + element) + ": " + problem + " " + mend;
        }
    }

    /**
     * What a deployment did.
     *
     * @param changed files with a new version in force
     * @param refusals what was refused
     */
    record Deployment(List<String> changed, List<Refusal> refusals) {
        public Deployment {
            changed = List.copyOf(changed);
            refusals = List.copyOf(refusals);
        }
    }
}
