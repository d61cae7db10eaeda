package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.engine.trial.FileTrial.Standing;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** A copy of {@code bpmn/} in memory, to be changed as an analyst might. */
public final class ShippedFiles {

    /** The diagram. */
    public static final String DIAGRAM = "unreachable-callee.bpmn";

    private static final FileTrial TRIAL = new FileTrial(
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());

    private final Map<String, String> files = new TreeMap<>();

    private ShippedFiles() {}

    /** Without the tests of the tables, so that a table may be changed alone. */
    public static ShippedFiles copy() {
        ShippedFiles copy = new ShippedFiles();
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !SheetTrial.isSheet(file.getFileName().toString()))
                    .toList()) {
                copy.files.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    public String text(String file) {
        return files.get(file);
    }

    public Map<String, String> all() {
        return files;
    }

    public ShippedFiles with(String file, String text) {
        files.put(file, text);
        return this;
    }

    public ShippedFiles without(String file) {
        files.remove(file);
        return this;
    }

    /** Replaces the first {@code right}, which must be there. */
    public ShippedFiles replacing(String file, String right, String wrong) {
        return replacingAfter(file, "", right, wrong);
    }

    /** Replaces the first {@code right} after {@code place}. */
    public ShippedFiles replacingAfter(String file, String place, String right, String wrong) {
        String text = files.get(file);
        int from = text.indexOf(place);
        assertThat(from).as(place).isNotNegative();
        int at = text.indexOf(right, from);
        assertThat(at).as(right).isNotNegative();
        return with(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
    }

    /** Takes out the first element of the diagram, or row of a table, that begins so, with all that is in it. */
    public ShippedFiles deleting(String file, String beginning) {
        return replacing(file, element(file, beginning), "");
    }

    /** The whole of the first element that begins so. */
    public String element(String file, String beginning) {
        String text = files.get(file);
        int at = text.indexOf(beginning);
        assertThat(at).as(beginning.lines().findFirst().orElse("")).isNotNegative();
        String tag = text.substring(
                at + 1, at + text.substring(at).split("[ />]", 2)[0].length());
        int closed = text.indexOf('>', at);
        if (text.charAt(closed - 1) == '/') {
            return text.substring(at, closed + 1);
        }
        String end = "</" + tag + ">";
        return text.substring(at, text.indexOf(end, at) + end.length());
    }

    /** What a deployment would say, where the shipped files are in force. */
    public Verdict tried() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return TRIAL.of(contents, inForce());
    }

    private static Standing inForce() {
        Map<String, String> fileOf = new LinkedHashMap<>(Map.of("unreachable-callee", DIAGRAM));
        List<String> tables = copy().files.keySet().stream()
                .filter(name -> name.endsWith(FileTrial.TABLE))
                .toList();
        tables.forEach(name -> fileOf.put(name.substring(0, name.indexOf('.')), name));
        return new Standing(
                fileOf,
                tables.stream()
                        .map(name -> copy().files.get(name).getBytes(StandardCharsets.UTF_8))
                        .toList());
    }
}
