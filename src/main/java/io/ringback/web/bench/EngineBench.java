package io.ringback.web.bench;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests.TestedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What the bench asks of the engine. */
public interface EngineBench {

    /**
     * A file in force.
     *
     * @param version of the first that is in it; empty if nothing in it runs
     */
    record FileInForce(String file, byte[] content, Optional<Integer> version) {}

    /**
     * What the checks say of files.
     *
     * @param refused why they could not be deployed
     * @param warned what is odd about them
     * @param tested what became of the tests of the tables among them
     */
    record Check(List<Refusal> refused, List<Warning> warned, List<TestedTable> tested) {

        public Check {
            refused = List.copyOf(refused);
            warned = List.copyOf(warned);
            tested = List.copyOf(tested);
        }
    }

    /**
     * Who deploys from the bench, and why.
     *
     * @param operator whose act it is
     * @param proposedBy whose idea it was
     * @param why in their words
     */
    record Act(String operator, String proposedBy, String why) {}

    /** What is in force, by file name; of tests, those in use. */
    SortedMap<String, FileInForce> inForce();

    /** Tries these files, by name, together with all others that are in force. Changes nothing. */
    Check check(Map<String, byte[]> changed);

    /** What it would change to put these files into force, by name, also for earlier cases. Takes seconds, and changes nothing. */
    DeployPreview preview(Map<String, byte[]> changed);

    /**
     * Puts all of these files into force, or none.
     *
     * @param shown the fingerprint of the preview that the operator saw
     * @param together what is done in the same transaction
     * @throws NotDone if what is in force is not as it was shown, or a file is refused
     */
    Deployment deploy(Act act, Map<String, byte[]> changed, String shown, Runnable together);
}
