package io.ringback.web.bench;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.web.bench.Proposals.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One proposal: what it would change, what was said about it, and the buttons to approve, refuse and withdraw it. */
@Controller
class ProposalPages {

    private final Workbench bench;
    private final Proposals proposals;
    private final BenchRights rights;
    private final ProposedWords words;

    ProposalPages(Workbench bench, Proposals proposals, BenchRights rights, ProposedWords words) {
        this.words = words;
        this.bench = bench;
        this.proposals = proposals;
        this.rights = rights;
    }

    @GetMapping("/bench/proposals/{id}")
    String show(@PathVariable long id, Model model, Authentication analyst) {
        Proposal proposal = proposal(id);
        model.addAttribute("proposal", proposal);
        model.addAttribute("remarks", proposals.remarks(id));
        model.addAttribute("isMine", proposal.by().equals(analyst.getName()));
        model.addAttribute("against", rights.against(analyst, proposal).orElse(null));
        model.addAttribute("rule", rights.rule());
        if (BenchedWords.areWords(proposal.files())) {
            words.show(proposal, model);
        } else if (proposal.isOpen()) {
            DeployPreview preview = bench.preview(proposal);
            model.addAttribute("preview", preview);
            model.addAttribute("tested", preview.tested());
            model.addAttribute(
                    "changed",
                    preview.files().stream()
                            .filter(file -> file.change() != Change.UNCHANGED)
                            .toList());
            model.addAttribute("tables", byTable(preview.earlier().moves()));
        }
        return "bench/proposal";
    }

    private static Map<String, List<Move>> byTable(List<Move> moves) {
        return moves.stream().collect(Collectors.groupingBy(Move::table, LinkedHashMap::new, Collectors.toList()));
    }

    @PostMapping("/bench/proposals/{id}/approve")
    String approve(
            @PathVariable long id, @RequestParam String shown, Authentication operator, RedirectAttributes next) {
        Proposal proposal = proposal(id);
        return done(id, next, () -> {
            Optional<String> against = rights.against(operator, proposal);
            if (against.isPresent()) {
                throw new NotDone(against.get());
            }
            if (BenchedWords.areWords(proposal.files())) {
                bench.deployWords(proposal, operator.getName(), shown);
                return proposal.files().size() + " file(s) of words in force, on all nodes.";
            }
            int renewed =
                    bench.deploy(proposal, operator.getName(), shown).renewed().size();
            return renewed == 0
                    ? "The tests are in force, on all nodes."
                    : renewed + " new version(s) in force, on all nodes.";
        });
    }

    @PostMapping("/bench/proposals/{id}/close")
    String close(@PathVariable long id, Authentication who, RedirectAttributes next) {
        Proposal proposal = proposal(id);
        boolean own = proposal.by().equals(who.getName());
        return done(id, next, () -> {
            bench.close(proposal, own ? State.WITHDRAWN : State.REFUSED, who.getName());
            return own
                    ? "Withdrawn; it is your draft again."
                    : "Refused; " + proposal.by() + " has it as a draft again.";
        });
    }

    @PostMapping("/bench/proposals/{id}/remark")
    String remark(@PathVariable long id, @RequestParam String remark, Authentication who, RedirectAttributes next) {
        proposal(id);
        return done(id, next, () -> {
            if (remark.isBlank()) {
                throw new NotDone("Write something first.");
            }
            proposals.remark(id, who.getName(), Workbench.shortened(remark));
            return "Noted.";
        });
    }

    private Proposal proposal(long id) {
        return proposals.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String done(long id, RedirectAttributes next, Supplier<String> act) {
        try {
            next.addFlashAttribute("done", act.get());
        } catch (NotDone e) {
            next.addFlashAttribute("notDone", e.getMessage());
        }
        return "redirect:/bench/proposals/" + id;
    }
}
