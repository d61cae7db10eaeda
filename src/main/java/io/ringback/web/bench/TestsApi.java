package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests;
import io.ringback.cases.TableTests.Sheet;
import io.ringback.cases.TableTests.Testable;
import io.ringback.cases.TableTests.TestedTable;
import io.ringback.web.bench.BenchApi.Finding;
import io.ringback.web.bench.EngineBench.Check;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the editor in the browser asks while somebody writes the tests of a table. */
@RestController
class TestsApi {

    private final Workbench bench;
    private final BenchFiles files;
    private final TestsOnBench tests;

    TestsApi(Workbench bench, BenchFiles files, TestsOnBench tests) {
        this.bench = bench;
        this.files = files;
        this.tests = tests;
    }

    /**
     * A table with its tests, as somebody has written them so far.
     *
     * @param table the file of the table
     * @param tests by the name of the file of tests
     */
    record Written(String table, Map<String, Sheet> tests) {}

    /** What the checks say of them, and what became of each row. */
    record Outcome(List<Finding> findings, List<TestedTable> tested) {}

    @GetMapping("/bench/tests")
    List<Testable> testable(@RequestParam String file, Principal analyst) {
        return tests.of(analyst.getName(), file);
    }

    /** Tests in use, one's own draft of them, or what a proposal has of them. */
    @GetMapping("/bench/tests/{file}")
    Sheet sheet(
            @PathVariable String file,
            @RequestParam Optional<Long> proposal,
            @RequestParam(defaultValue = "false") boolean draft,
            Principal analyst) {
        return tests.sheet(
                proposal.isPresent()
                        ? files.proposed(proposal.get(), file)
                        : draft ? files.draftOrInForce(analyst.getName(), file) : files.inForce(file));
    }

    @PostMapping("/bench/tests/check")
    Outcome check(@RequestParam String file, @RequestBody Written written) {
        if (!Workbench.isName(file) || !written.tests().keySet().stream().allMatch(TestsApi::isTests)) {
            throw new NotDone("A table's name ends in .dmn, and that of its tests in " + TableTests.ENDING + ".");
        }
        SortedMap<String, byte[]> together = new TreeMap<>();
        written.tests().forEach((name, sheet) -> together.put(name, tests.written(sheet)));
        together.put(file, written.table().getBytes(StandardCharsets.UTF_8));
        Check check = bench.check(together);
        return new Outcome(Finding.of(check), check.tested());
    }

    @PostMapping("/bench/tests/draft")
    Map<String, String> draft(
            @RequestParam String file,
            @RequestParam(defaultValue = "") String note,
            @RequestBody Sheet sheet,
            Principal analyst) {
        if (!isTests(file)) {
            throw new NotDone("The name of a file of tests ends in " + TableTests.ENDING + ".");
        }
        bench.keep(analyst.getName(), file, tests.written(sheet), note);
        return Map.of("kept", file);
    }

    private static boolean isTests(String file) {
        return Workbench.isName(file) && TableTests.isTests(file);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> notDone(NotDone why) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("problem", why.getMessage()));
    }
}
