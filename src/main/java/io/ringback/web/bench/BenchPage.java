package io.ringback.web.bench;

import io.ringback.cases.Diagrams;
import io.ringback.cases.Diagrams.Deploy;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests;
import io.ringback.web.bench.EngineBench.FileInForce;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The files in force, who is changing which, what is proposed, and the last deploys. */
@Controller
class BenchPage {

    static final String PAGE = "/bench";
    private static final int PROPOSALS = 30;
    private static final int DEPLOYS = 10;

    private final Workbench bench;
    private final EngineBench engine;
    private final Drafts drafts;
    private final Proposals proposals;
    private final BenchRights rights;
    private final Diagrams diagrams;

    BenchPage(
            Workbench bench,
            EngineBench engine,
            Drafts drafts,
            Proposals proposals,
            BenchRights rights,
            Diagrams diagrams) {
        this.bench = bench;
        this.engine = engine;
        this.drafts = drafts;
        this.proposals = proposals;
        this.rights = rights;
        this.diagrams = diagrams;
    }

    @GetMapping(PAGE)
    String list(Model model, Authentication analyst) {
        List<FileInForce> inForce = engine.inForce().values().stream()
                .filter(file -> !TableTests.isTests(file.file()))
                .toList();
        List<Deploy> deploys = diagrams.deploys(DEPLOYS);
        model.addAttribute("inForce", inForce);
        model.addAttribute("mine", drafts.of(analyst.getName()));
        model.addAttribute("atWork", drafts.all());
        model.addAttribute("proposals", proposals.newest(PROPOSALS));
        model.addAttribute("deploys", deploys);
        model.addAttribute(
                "last",
                deploys.stream().findFirst().filter(Deploy::canBeTakenBack).orElse(null));
        model.addAttribute("mayTakeBack", rights.mayTakeBack(analyst));
        model.addAttribute("rule", rights.rule());
        return "bench/list";
    }

    @PostMapping("/bench/propose")
    String propose(
            @RequestParam(defaultValue = "") List<String> file,
            @RequestParam(defaultValue = "") String why,
            Authentication analyst) {
        return "redirect:/bench/proposals/" + bench.propose(analyst.getName(), file, why);
    }

    @PostMapping("/bench/discard")
    String discard(@RequestParam String file, Authentication analyst, RedirectAttributes next) {
        drafts.discard(analyst.getName(), file);
        next.addFlashAttribute("done", "Your draft of " + file + " is discarded.");
        return "redirect:/bench";
    }

    @PostMapping("/bench/take-back")
    String takeBack(@RequestParam long deploy, Authentication analyst, RedirectAttributes next) {
        if (!rights.mayTakeBack(analyst)) {
            throw new NotDone("Members of camunda-admin can take a deploy back.");
        }
        int renewed = diagrams.takeBack(analyst.getName(), deploy).renewed().size();
        next.addFlashAttribute("done", renewed + " earlier version(s) in force again.");
        return "redirect:/bench";
    }

    @ExceptionHandler
    RedirectView notDone(NotDone why, RedirectAttributes next) {
        next.addFlashAttribute("notDone", why.getMessage());
        return new RedirectView(PAGE);
    }
}
