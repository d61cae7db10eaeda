package io.ringback.cases;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests.TestedTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a deploy would change.
 *
 * @param fingerprint of the files and of what is in force, so that what is deployed is what was shown
 * @param files each file of {@code bpmn/} by name; of the files beside, those that differ or are refused
 * @param refused why files would be refused
 * @param warned what is odd about those that would not
 * @param tested what became of the test tables
 * @param elements what is drawn otherwise in diagrams
 * @param earlier what tables would have decided otherwise
 */
public record DeployPreview(
        String fingerprint,
        List<FileChange> files,
        List<Refusal> refused,
        List<Warning> warned,
        List<TestedTable> tested,
        List<ElementChange> elements,
        EarlierCases earlier) {

    public DeployPreview {
        files = List.copyOf(files);
        refused = List.copyOf(refused);
        warned = List.copyOf(warned);
        tested = List.copyOf(tested);
        elements = List.copyOf(elements);
    }

    /** Whether a deploy would put anything into force. */
    public boolean changesAnything() {
        return files.stream().anyMatch(file -> file.change() != Change.REFUSED && file.change() != Change.UNCHANGED);
    }

    /** What a deploy would do to a file or an element. */
    public enum Change {
        NEW("new"),
        CHANGED("changed"),
        REMOVED("taken away"),
        REFUSED("refused"),
        UNCHANGED("unchanged");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A file of {@code bpmn/}, or one beside it.
     *
     * @param inForce the version that decides now; empty if none does, and for files beside, which have no versions
     */
    public record FileChange(String file, Change change, Optional<Integer> inForce) {}

    /**
     * An element of a diagram.
     *
     * @param name as drawn; of a line, from where to where
     * @param came how many of the earlier cases came there; empty where the engine does not note it
     */
    public record ElementChange(String file, Change change, String id, String name, Optional<Integer> came) {}

    /**
     * The earlier cases, decided once more by the tables in force and by the files.
     *
     * @param count how many there are
     * @param since when the first of them was opened; empty if there are none
     * @param sentences what would change, with numbers; empty if nothing would
     * @param moves the same for each table
     * @param notTried which tables could not be asked about earlier cases, and why
     */
    public record EarlierCases(
            int count, Optional<Instant> since, List<String> sentences, List<Move> moves, List<String> notTried) {

        public EarlierCases {
            sentences = List.copyOf(sentences);
            moves = List.copyOf(moves);
            notTried = List.copyOf(notTried);
        }
    }

    /**
     * Cases that a table would decide otherwise.
     *
     * @param table its decision id
     * @param about what it is asked about, in words
     * @param from what it says now
     * @param to what it would say
     * @param cases how many
     */
    public record Move(String table, String about, String from, String to, int cases) {}
}
