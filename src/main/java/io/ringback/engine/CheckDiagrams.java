package io.ringback.engine;

import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.FileTrial.Standing;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says what a deployment of a directory would say, without a database: {@code java -jar ringback.jar check-diagrams bpmn}. */
public final class CheckDiagrams {

    /** The first argument that asks for it. */
    public static final String COMMAND = "check-diagrams";

    private CheckDiagrams() {}

    /**
     * Tries the files and writes a line for each finding.
     *
     * @param directory where they are
     * @return whether all of them would be accepted
     * @throws IOException if the directory or a file cannot be read
     */
    public static boolean run(Path directory, PrintStream out) throws IOException {
        Verdict verdict = new FileTrial(PlainCellsPlugin.engineForTrials()).of(filesOf(directory), Standing.nothing());
        verdict.refused().forEach(refusal -> out.println("refused: " + refusal.sentence()));
        verdict.warned().forEach(warning -> out.println("to be looked at: " + warning.sentence()));
        out.println(verdict.accepted().size() + " files accepted, "
                + verdict.refused().size() + " findings refused, "
                + verdict.warned().size() + " to be looked at");
        return verdict.refused().isEmpty();
    }

    /** What lies in a directory, by name. */
    static Map<String, byte[]> filesOf(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
