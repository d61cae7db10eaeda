package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.web.bench.EngineBench.Check;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the editor in the browser asks while somebody draws. Files come and go as they are, byte by byte. */
@RestController
class BenchApi {

    private final Workbench bench;
    private final BenchFiles files;
    private final TestsOnBench tests;
    private final ElementTemplates templates;

    BenchApi(Workbench bench, BenchFiles files, TestsOnBench tests, ElementTemplates templates) {
        this.bench = bench;
        this.files = files;
        this.tests = tests;
        this.templates = templates;
    }

    /**
     * What the checks say about one thing.
     *
     * @param refused whether it keeps the file from being deployed
     */
    record Finding(boolean refused, String file, String element, String problem, String mend) {

        static List<Finding> of(Check check) {
            return Stream.concat(
                            check.refused().stream().map(Finding::of),
                            check.warned().stream().map(Finding::of))
                    .toList();
        }

        private static Finding of(Refusal one) {
            return new Finding(true, one.file(), one.element(), one.problem(), one.mend());
        }

        private static Finding of(Warning one) {
            return new Finding(false, one.file(), one.element(), one.problem(), one.mend());
        }
    }

    @PostMapping("/bench/check")
    List<Finding> check(@RequestParam String file, @RequestBody byte[] content, Principal analyst) {
        if (!Workbench.isName(file)) {
            throw new NotDone("A file's name ends in .bpmn or .dmn.");
        }
        return Finding.of(bench.check(tests.together(analyst.getName(), file, content)));
    }

    @PostMapping("/bench/draft")
    Map<String, String> draft(
            @RequestParam String file,
            @RequestParam(defaultValue = "") String note,
            @RequestBody byte[] content,
            Principal analyst) {
        bench.keep(analyst.getName(), file, content, note);
        return Map.of("kept", file);
    }

    /** A file in force, one's own draft of it, or what a proposal has of it, to be drawn or downloaded. */
    @GetMapping("/bench/files/{file}")
    ResponseEntity<byte[]> file(
            @PathVariable String file,
            @RequestParam Optional<Long> proposal,
            @RequestParam(defaultValue = "false") boolean draft,
            Principal analyst) {
        Optional<byte[]> content = proposal.isPresent()
                ? files.proposed(proposal.get(), file)
                : draft ? files.draftOrInForce(analyst.getName(), file) : files.inForce(file);
        return content.map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"" + file.replaceAll("[^\\w. -]", "_") + '"')
                        .body(found))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @GetMapping(value = "/bench/element-templates", produces = MediaType.APPLICATION_JSON_VALUE)
    String templates() {
        return templates.all();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> notDone(NotDone why) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("problem", why.getMessage()));
    }
}
