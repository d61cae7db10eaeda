package io.ringback.engine;

import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedRule;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.engine.trial.FileTrial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the test tables of a directory and nothing else: {@code java -jar ringback.jar check-tables bpmn}. */
public final class CheckTables {

    /** The first argument that asks for it. */
    public static final String COMMAND = "check-tables";

    private CheckTables() {}

    /**
     * Runs them and writes a line for each row that fails, and for each table.
     *
     * @param directory where they are
     * @return whether all of them passed; also false if there are none
     * @throws IOException if the directory or a file cannot be read
     */
    public static boolean run(Path directory, PrintStream out) throws IOException {
        List<TestedTable> all =
                new FileTrial(PlainCellsPlugin.engineForTrials()).tests().run(CheckDiagrams.filesOf(directory));
        if (all.isEmpty()) {
            out.println("There are no test tables in " + directory + ".");
            return false;
        }
        all.forEach(tested -> tell(tested, out));
        return all.stream().allMatch(TestedTable::passed);
    }

    private static void tell(TestedTable tested, PrintStream out) {
        tested.problems().forEach(problem -> out.println("not run: " + tested.tests() + ": " + problem));
        for (TestedRow row : tested.failed()) {
            out.println("failed: " + tested.tests() + ", row " + row.number() + ", \"" + row.sentence() + "\": "
                    + row.problem());
        }
        out.println(tested.tests() + ": "
                + (tested.rows().size() - tested.failed().size()) + " of "
                + tested.rows().size() + " rows passed, "
                + (tested.rules().size() - tested.untouched().size()) + " of "
                + tested.rules().size() + " rules touched"
                + (tested.untouched().isEmpty()
                        ? ""
                        : ", not: "
                                + tested.untouched().stream()
                                        .map(TestedRule::words)
                                        .collect(Collectors.joining(", "))));
    }
}
