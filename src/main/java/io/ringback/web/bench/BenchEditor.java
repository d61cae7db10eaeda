package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests;
import io.ringback.cases.TableTests.Testable;
import io.ringback.web.bench.BenchApi.Finding;
import io.ringback.web.bench.Drafts.Draft;
import io.ringback.web.bench.EngineBench.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/**
 * One file on the bench: the editor, what the checks say, and a form to propose. Without script the page says what the checks
 * say, gives the file and takes it.
 */
@Controller
class BenchEditor {

    private final Workbench bench;
    private final BenchFiles files;
    private final Drafts drafts;
    private final TestsOnBench tests;

    BenchEditor(Workbench bench, BenchFiles files, Drafts drafts, TestsOnBench tests) {
        this.tests = tests;
        this.bench = bench;
        this.files = files;
        this.drafts = drafts;
    }

    @GetMapping("/bench/edit/{file}")
    String edit(@PathVariable String file, Model model, Authentication analyst) {
        if (TableTests.isTests(file)) {
            // They are edited beside their table.
            return tests.tableOf(analyst.getName(), file)
                    .map(table -> "redirect:/bench/edit/" + UriUtils.encodePathSegment(table, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        byte[] content = files.draftOrInForce(analyst.getName(), file)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<Draft> draft = drafts.of(analyst.getName(), file);
        model.addAttribute("file", file);
        model.addAttribute("draft", draft.orElse(null));
        model.addAttribute("isInForce", files.inForce(file).isPresent());
        model.addAttribute("overtaken", draft.filter(bench::isOvertaken).isPresent());
        List<Testable> testable = tests.of(analyst.getName(), file);
        model.addAttribute("testable", testable);
        model.addAttribute(
                "testsDrafted",
                testable.stream()
                        .map(Testable::tests)
                        .filter(one -> drafts.of(analyst.getName(), one).isPresent())
                        .toList());
        try {
            Check check = bench.check(tests.together(analyst.getName(), file, content));
            model.addAttribute("findings", Finding.of(check));
            model.addAttribute("tested", check.tested());
        } catch (NotDone busy) {
            model.addAttribute("notDone", busy.getMessage());
        }
        return "bench/edit";
    }

    @PostMapping("/bench/upload")
    String upload(@RequestParam MultipartFile upload, Authentication analyst, RedirectAttributes next)
            throws IOException {
        String name = Optional.ofNullable(upload.getOriginalFilename()).orElse("");
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        try {
            bench.keep(analyst.getName(), file, upload.getBytes(), "");
        } catch (NotDone e) {
            next.addFlashAttribute("notDone", e.getMessage());
            return "redirect:/bench";
        }
        next.addFlashAttribute("done", "Kept as your draft.");
        return edit(file, next);
    }

    @PostMapping("/bench/seen")
    String seen(@RequestParam String file, Authentication analyst, RedirectAttributes next) {
        bench.baseOnWhatIsInForce(analyst.getName(), file);
        return edit(file, next);
    }

    private static String edit(String file, RedirectAttributes next) {
        next.addAttribute("file", file);
        return "redirect:/bench/edit/{file}";
    }
}
