package io.ringback.cases;

import io.ringback.cases.TableTests.TestedTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The diagrams and decision tables: what is in force, what lies in {@code bpmn/} and is not, what a deploy would change, and
 * who deployed what. What is in force is what somebody deployed, whichever node started last.
 */
public interface Diagrams {

    /** Compares {@code bpmn/} with what is in force anew. Otherwise what was found at the start, or after a deploy, stands. */
    void compare();

    /** What new cases run on. */
    List<InForce> inForce();

    /** Why files of this node's {@code bpmn/} cannot be deployed, and why what is in force cannot run on this node. */
    List<Refusal> refusals();

    /** What was accepted, or found beside the files, and is perhaps not as it was meant. */
    List<Warning> warnings();

    /** The names of the files of this node's {@code bpmn/} that could be deployed and are not in force as they are there. */
    List<String> differing();

    /**
     * The names of the files that were deployed from the bench, and of which this node's {@code bpmn/} has what was in force
     * before, or nothing. What was deployed from the bench counts.
     */
    List<String> olderThanBench();

    /** What became of the test tables of this node's {@code bpmn/}. */
    List<TestedTable> tested();

    /** What a deploy of this node's {@code bpmn/} would change, also for earlier cases. Takes seconds, and changes nothing. */
    DeployPreview preview();

    /**
     * Makes a new version of what differs and can run.
     *
     * @param operator whose act it is
     * @param shown the fingerprint of the preview that the operator saw
     * @throws NotDone if {@code bpmn/} or what is in force is not as it was shown
     */
    Deployment deploy(String operator, String shown);

    /**
     * Puts back into force what was before a deploy, as new versions: itself a deploy, which can be taken back.
     *
     * @param operator whose act it is
     * @param deploy the last one
     * @throws NotDone if it is not the last one, or nothing can be put back
     */
    Deployment takeBack(String operator, long deploy);

    /** The last deploys, the newest first; at most {@code most}. */
    List<Deploy> deploys(int most);

    /** Nothing was changed. The message says why to the operator, and what to do. */
    final class NotDone extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotDone(String why) {
            super(why);
        }
    }

    /**
     * A deploy.
     *
     * @param operator whose act it was; empty if Ringback deployed into an empty installation
     * @param takesBack the deploy that it took back, if it did
     * @param idea what led to it, if it came from the bench
     */
    record Deploy(
            long id,
            Instant at,
            Optional<String> operator,
            Optional<Long> takesBack,
            Optional<Idea> idea,
            List<DeployedFile> files) {

        public Deploy {
            files = List.copyOf(files);
        }

        /** Whether anything of it can be put back. */
        public boolean canBeTakenBack() {
            return files.stream().anyMatch(file -> file.before().isPresent() || TableTests.isTests(file.file()));
        }
    }

    /**
     * What led to a deploy from the bench.
     *
     * @param of who proposed it
     * @param why in their words
     */
    record Idea(String of, String why) {}

    /**
     * A file of a deploy.
     *
     * @param before the version in force before; empty if the file was new
     * @param version the version that it got; empty if nothing in the file runs
     */
    record DeployedFile(String file, Optional<Integer> before, Optional<Integer> version) {}

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
     * What became of a deploy.
     *
     * @param renewed what has a new version now
     * @param refused what was refused
     * @param remarks what else there is to say to the operator
     */
    record Deployment(List<InForce> renewed, List<Refusal> refused, List<String> remarks) {

        public Deployment {
            renewed = List.copyOf(renewed);
            refused = List.copyOf(refused);
            remarks = List.copyOf(remarks);
        }
    }
}
