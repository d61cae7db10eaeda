package io.ringback.cases;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The test tables: beside a decision table, a CSV file in which each row says in a sentence what the table is to decide, with the
 * facts and the results that the sentence means. A table whose tests fail is not put into force.
 */
public interface TableTests {

    /** How the name of a test table ends; what is before it is the id of the decision. */
    String ENDING = ".tests.csv";

    /** How the tests of a file with one table are called, whose id is the file's name. */
    static String testsOf(String file) {
        return file.substring(0, file.lastIndexOf('.')) + ENDING;
    }

    /**
     * Runs the test tables among the files on the decision tables among them. Takes a moment, and changes nothing.
     *
     * @param files by name, what is in them: those of a folder, or of somebody's draft
     * @return in the order of the names of the test tables; a test table without its decision table is left out
     */
    List<TestedTable> run(Map<String, byte[]> files);

    /** Whether a file of this name has tests in it. */
    static boolean isTests(String file) {
        return file.endsWith(ENDING);
    }

    /** Whether there is nothing in a file of tests: somebody has taken the last row away. */
    static boolean isNone(byte[] tests) {
        return new String(tests, StandardCharsets.UTF_8).isBlank();
    }

    /**
     * A file of tests as rows and cells.
     *
     * @param header the names of the columns
     * @param rows each with as many cells
     */
    record Sheet(List<String> header, List<List<String>> rows) {

        public Sheet {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Reads a file of tests.
     *
     * @throws Diagrams.NotDone if nobody can; it says why and what to do
     */
    Sheet read(byte[] tests);

    /** The file of tests with these rows; {@link #isNone} if there are none. */
    byte[] written(Sheet sheet);

    /**
     * A decision table that can be tested.
     *
     * @param decision its id
     * @param tests the name of the file of its tests
     * @param columns how the columns of its tests may be called: its facts and results, and last the sentence
     */
    record Testable(String decision, String tests, List<String> columns) {

        public Testable {
            columns = List.copyOf(columns);
        }
    }

    /** The decision tables in a file; none if it cannot be read. */
    List<Testable> testable(byte[] table);

    /**
     * What became of the tests of a decision table.
     *
     * @param file the name of the decision table's file
     * @param decision its id
     * @param tests the name of the file of tests
     * @param rows in the order of the file; those that could not be read are not among them
     * @param rules of the decision table, from the top
     * @param problems why tests could not be run, as sentences that say what to do; empty if all could
     */
    record TestedTable(
            String file,
            String decision,
            String tests,
            List<TestedRow> rows,
            List<TestedRule> rules,
            List<String> problems) {

        public TestedTable {
            rows = List.copyOf(rows);
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }

        /** Whether all tests could be run and passed. */
        public boolean passed() {
            return problems.isEmpty() && failed().isEmpty();
        }

        /** The rows of which the decision table says something else. */
        public List<TestedRow> failed() {
            return rows.stream().filter(row -> !row.passed()).toList();
        }

        /** The rules that no row of the tests comes to. */
        public List<TestedRule> untouched() {
            return rules.stream().filter(rule -> rule.rows() == 0).toList();
        }
    }

    /** What became of a row of tests. */
    enum Verdict {
        PASSED,
        DECIDED_OTHERWISE,
        /** The row cannot be understood, or the decision table cannot decide. */
        CANNOT_BE_TRIED
    }

    /**
     * A row of tests, tried with everything that the facts can be which it leaves empty.
     *
     * @param number as a spreadsheet counts: the header is row 1
     * @param sentence what it says in words
     * @param facts those that it names, by name; of a row that failed, all that made the table say something else
     * @param expected the results that it wants, by name
     * @param got what the decision table says, by name; of a row that failed, of those results alone
     * @param by the rules that decided, from the top; of a row that failed, those that decided otherwise
     * @param problem why it did not pass, as a sentence; empty if it did
     */
    record TestedRow(
            int number,
            String sentence,
            Map<String, String> facts,
            Map<String, String> expected,
            Map<String, String> got,
            List<TestedRule> by,
            Verdict verdict,
            String problem) {

        public TestedRow {
            by = List.copyOf(by);
        }

        public boolean passed() {
            return verdict == Verdict.PASSED;
        }

        /** Whether the decision table was asked, and said something else. */
        public boolean isDecidedOtherwise() {
            return verdict == Verdict.DECIDED_OTHERWISE;
        }

        /** Facts or results in words. */
        public static String said(Map<String, String> values) {
            return values.entrySet().stream()
                    .map(value -> value.getKey() + " = " + value.getValue())
                    .collect(Collectors.joining(", "));
        }

        /** What it was tried with, in words. */
        public String saidFacts() {
            return said(facts);
        }

        /** What it wants, in words. */
        public String saidExpected() {
            return said(expected);
        }

        /** What the decision table says, in words. */
        public String saidGot() {
            return got.isEmpty() ? "nothing" : said(got);
        }

        /** The rules that decided, in words. */
        public String saidBy() {
            return by.isEmpty() ? "no rule" : by.stream().map(TestedRule::words).collect(Collectors.joining(", "));
        }
    }

    /**
     * A row of the decision table.
     *
     * @param id in the file
     * @param number from the top, counted from 1
     * @param rows how many rows of tests come to it
     */
    record TestedRule(String id, int number, int rows) {

        /** As somebody finds it in the table. */
        public String words() {
            return "rule " + number + " (" + id + ")";
        }
    }
}
