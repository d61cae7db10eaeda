package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.BenchedWords.TriedWords;
import io.ringback.web.bench.Drafts.Draft;
import io.ringback.wording.TextsFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A file of texts on the bench: a field for each text, and beside them what the checks say and how it reads. With script that is said
 * anew as somebody writes, without it each time the draft is kept.
 */
@Controller
class WordsEditor {

    private final Workbench bench;
    private final BenchedWords words;
    private final Drafts drafts;
    private final Proposals proposals;
    private final DraftedWords drafted;

    WordsEditor(Workbench bench, BenchedWords words, Drafts drafts, Proposals proposals, DraftedWords drafted) {
        this.drafted = drafted;
        this.bench = bench;
        this.words = words;
        this.drafts = drafts;
        this.proposals = proposals;
    }

    @GetMapping("/bench/words/edit")
    String edit(@RequestParam String file, Model model, Authentication analyst) {
        TextsFile known = drafted.known(file);
        Optional<Draft> draft = drafts.of(analyst.getName(), file);
        model.addAttribute("sheet", sheet(file, known, drafted.content(file, analyst.getName())));
        model.addAttribute("file", file);
        model.addAttribute("draft", draft.orElse(null));
        model.addAttribute("overtaken", draft.filter(bench::isOvertaken).isPresent());
        model.addAttribute("brand", known.brand().map(one -> one.word()).orElse(""));
        model.addAttribute("language", known.language().toLanguageTag());
        return "bench/words-edit";
    }

    /** A file that is named by its parts, perhaps one that nobody has begun yet. */
    @GetMapping("/bench/words/begin")
    String begin(
            @RequestParam(defaultValue = "") String brand,
            @RequestParam String language,
            @RequestParam String kind,
            RedirectAttributes next) {
        String file = "wording/" + (brand.isBlank() ? "default" : brand.strip()) + "/" + language.strip() + "/" + kind;
        if (words.at(file).isEmpty()) {
            next.addFlashAttribute(
                    "notDone",
                    "There can be no such file. A language is two letters of ISO 639-1, such as de, or with a country or"
                            + " script, such as de-AT or zh-Hant; a brand is a word of lower case letters and digits.");
            return "redirect:/bench/words";
        }
        return to(file, next);
    }

    /** What the checks say of the fields as they are, and how they read. Changes nothing. */
    @PostMapping("/bench/words/try")
    String tried(
            @RequestParam String file, @RequestParam Map<String, String> form, Model model, Authentication analyst) {
        model.addAttribute("sheet", sheet(file, drafted.known(file), drafted.written(file, form, analyst.getName())));
        return "bench/words-tried :: tried";
    }

    @PostMapping("/bench/words/keep")
    String keep(
            @RequestParam String file,
            @RequestParam(defaultValue = "") String why,
            @RequestParam Map<String, String> form,
            Authentication analyst,
            RedirectAttributes next) {
        return done(file, next, () -> {
            bench.keep(analyst.getName(), file, drafted.written(file, form, analyst.getName()), why);
            next.addFlashAttribute("done", "Kept as your draft.");
            return to(file, next);
        });
    }

    @PostMapping("/bench/words/propose")
    String propose(
            @RequestParam String file,
            @RequestParam(defaultValue = "") String why,
            @RequestParam Map<String, String> form,
            Authentication analyst,
            RedirectAttributes next) {
        return done(file, next, () -> {
            bench.keep(analyst.getName(), file, drafted.written(file, form, analyst.getName()), why);
            return "redirect:/bench/proposals/" + bench.propose(analyst.getName(), List.of(file), why);
        });
    }

    @PostMapping("/bench/words/upload")
    String upload(
            @RequestParam String file,
            @RequestParam MultipartFile upload,
            Authentication analyst,
            RedirectAttributes next)
            throws IOException {
        byte[] content = upload.getBytes();
        return done(file, next, () -> {
            bench.keep(analyst.getName(), file, content, "");
            next.addFlashAttribute("done", "Kept as your draft.");
            return to(file, next);
        });
    }

    @PostMapping("/bench/words/seen")
    String seen(@RequestParam String file, Authentication analyst, RedirectAttributes next) {
        drafted.known(file);
        bench.baseOnWhatIsInForce(analyst.getName(), file);
        return to(file, next);
    }

    /** One's own draft, what a proposal has, or else what is in force, to be changed elsewhere. */
    @GetMapping("/bench/words/file")
    ResponseEntity<byte[]> file(
            @RequestParam String file, @RequestParam Optional<Long> proposal, Authentication analyst) {
        TextsFile known = drafted.known(file);
        byte[] content = proposal.isPresent()
                ? Optional.ofNullable(proposals.contents(proposal.get()).get(file))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                : drafted.content(file, analyst.getName());
        return ResponseEntity.ok()
                .header("Content-Type", "text/plain;charset=UTF-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + known.of().file() + '"')
                .body(content);
    }

    private WordsSheet sheet(String file, TextsFile known, byte[] content) {
        TriedWords then = words.tryOut(Map.of(file, content));
        TriedWords now = words.inForce(List.of(file));
        return WordsSheet.of(file, known, words.texts(known, content), then, now);
    }

    private interface Act {
        String redirect();
    }

    private String done(String file, RedirectAttributes next, Act act) {
        drafted.known(file);
        try {
            return act.redirect();
        } catch (NotDone why) {
            next.addFlashAttribute("notDone", why.getMessage());
            return to(file, next);
        }
    }

    private static String to(String file, RedirectAttributes next) {
        next.addAttribute("file", file);
        return "redirect:/bench/words/edit";
    }
}
