package io.ringback.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Cases of the last days, decided by what is in force and by what somebody would like to have.
 *
 * @param count how many
 * @param oldest when the first of them was opened; empty if there are none
 * @param more whether there were more than are replayed at once, so that older ones were left out
 * @param throughDiagrams whether the cases went through diagrams; otherwise tables alone were asked
 * @param differing in how many anything would be otherwise
 * @param lines what comes of all of them together
 * @param differences what would be decided otherwise
 * @param newest the newest of those that differ
 * @param notes what could not be replayed, and why
 */
public record Replayed(
        int count,
        Optional<Instant> oldest,
        boolean more,
        boolean throughDiagrams,
        int differing,
        List<Line> lines,
        List<Difference> differences,
        List<DifferingCase> newest,
        List<String> notes) {

    public Replayed {
        lines = List.copyOf(lines);
        differences = List.copyOf(differences);
        newest = List.copyOf(newest);
        notes = List.copyOf(notes);
    }

    /**
     * Something that can be counted of all cases.
     *
     * @param group what it belongs to, such as Media
     * @param now as it is in force
     * @param then as it would be
     */
    public record Line(String group, String what, long now, long then) {

        public long change() {
            return then - now;
        }
    }

    /**
     * Cases in which something would be otherwise.
     *
     * @param table which table says so, or where on the way through a diagram it is
     * @param about what it is asked about, in words
     * @param examples some of them, the newest first
     */
    public record Difference(String table, String about, String from, String to, int cases, List<UUID> examples) {

        public Difference {
            examples = List.copyOf(examples);
        }
    }

    /** @param what would be otherwise in it, in the order in which the case comes to it */
    public record DifferingCase(UUID id, Instant openedAt, List<String> what) {

        public DifferingCase {
            what = List.copyOf(what);
        }
    }
}
