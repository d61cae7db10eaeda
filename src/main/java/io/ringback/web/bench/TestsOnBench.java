package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests;
import io.ringback.cases.TableTests.Sheet;
import io.ringback.cases.TableTests.Testable;
import io.ringback.web.bench.Drafts.Draft;
import io.ringback.web.bench.EngineBench.FileInForce;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The tests of the tables as analysts have them: each table's own, edited beside it, in files of their own. */
@Component
class TestsOnBench {

    private final TableTests tests;
    private final BenchFiles files;
    private final Drafts drafts;
    private final EngineBench engine;

    TestsOnBench(TableTests tests, BenchFiles files, Drafts drafts, EngineBench engine) {
        this.tests = tests;
        this.files = files;
        this.drafts = drafts;
        this.engine = engine;
    }

    /** The tables in the analyst's draft of a file, or in the file in force; none if it is a diagram. */
    List<Testable> of(String analyst, String file) {
        return files.draftOrInForce(analyst, file)
                .map(content -> in(file, content))
                .orElse(List.of());
    }

    private List<Testable> in(String file, byte[] content) {
        return file.endsWith(".dmn") ? tests.testable(content) : List.of();
    }

    /** A file of tests as rows and cells; without rows if there is none. */
    Sheet sheet(Optional<byte[]> content) {
        return content.map(tests::read).orElseGet(() -> new Sheet(List.of(), List.of()));
    }

    /** A file of tests with these rows. */
    byte[] written(Sheet sheet) {
        if (sheet.rows().stream().anyMatch(row -> row.size() != sheet.header().size())) {
            throw new NotDone("Each row has as many cells as the header. Load the page again.");
        }
        return tests.written(sheet);
    }

    /** The name of the file that has the table which these tests are about; empty if nobody has it. */
    Optional<String> tableOf(String analyst, String sheet) {
        return Stream.concat(
                        drafts.of(analyst).stream().map(Draft::file),
                        engine.inForce().values().stream().map(FileInForce::file))
                .distinct()
                .filter(file ->
                        of(analyst, file).stream().anyMatch(one -> one.tests().equals(sheet)))
                .findFirst();
    }

    /** A table as it is drawn, with the analyst's drafts of its tests. */
    SortedMap<String, byte[]> together(String analyst, String file, byte[] content) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        all.put(file, content);
        in(file, content).forEach(one -> drafts.of(analyst, one.tests())
                .ifPresent(draft -> all.put(draft.file(), draft.content())));
        return all;
    }

    /** These files of an analyst's drafts, with the drafts of the tests of the tables among them. */
    List<String> withTests(String analyst, List<String> chosen) {
        return Stream.concat(
                        chosen.stream()
                                .filter(file -> drafts.of(analyst, file).isPresent()
                                        || of(analyst, file).stream().noneMatch(one -> drafts.of(analyst, one.tests())
                                                .isPresent())),
                        chosen.stream()
                                .flatMap(file -> of(analyst, file).stream())
                                .map(Testable::tests)
                                .filter(name -> drafts.of(analyst, name).isPresent()))
                .distinct()
                .toList();
    }
}
