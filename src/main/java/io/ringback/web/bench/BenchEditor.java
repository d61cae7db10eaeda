package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.BenchApi.Finding;
import io.ringback.web.bench.Drafts.Draft;
import java.io.IOException;
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

/**
 * One file on the bench: the editor, what the checks say, and a form to propose. Without script the page says what the checks
 * say, gives the file and takes it.
 */
@Controller
class BenchEditor {

    private final Workbench bench;
    private final BenchFiles files;
    private final Drafts drafts;

    BenchEditor(Workbench bench, BenchFiles files, Drafts drafts) {
        this.bench = bench;
        this.files = files;
        this.drafts = drafts;
    }

    @GetMapping("/bench/edit/{file}")
    String edit(@PathVariable String file, Model model, Authentication analyst) {
        byte[] content = files.draftOrInForce(analyst.getName(), file)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<Draft> draft = drafts.of(analyst.getName(), file);
        model.addAttribute("file", file);
        model.addAttribute("draft", draft.orElse(null));
        model.addAttribute("isInForce", files.inForce(file).isPresent());
        model.addAttribute("overtaken", draft.filter(bench::isOvertaken).isPresent());
        try {
            model.addAttribute("findings", Finding.of(bench.check(file, content)));
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
