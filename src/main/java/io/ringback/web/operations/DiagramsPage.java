package io.ringback.web.operations;

import io.ringback.cases.Diagrams;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is in force, what was refused or is odd and why, and a button to deploy. */
@Controller
class DiagramsPage {

    private static final String MAY_DEPLOY = "camunda-admin";

    private final Diagrams diagrams;

    DiagramsPage(Diagrams diagrams) {
        this.diagrams = diagrams;
    }

    @GetMapping("/operations/diagrams")
    String diagrams(Model model, Authentication operator) {
        model.addAttribute("inForce", diagrams.inForce());
        model.addAttribute("refusals", diagrams.refusals());
        model.addAttribute("warnings", diagrams.warnings());
        model.addAttribute(
                "mayDeploy",
                operator.getAuthorities().stream().anyMatch(group -> MAY_DEPLOY.equals(group.getAuthority())));
        return "operations/diagrams";
    }

    @PostMapping("/operations/diagrams/deploy")
    String deploy(RedirectAttributes next) {
        Diagrams.Deployment deployment = diagrams.deploy();
        next.addFlashAttribute(
                "done",
                "%d new version(s) in force, %d finding(s) refused, %d to be looked at."
                        .formatted(
                                deployment.renewed().size(),
                                deployment.refused().size(),
                                diagrams.warnings().size()));
        return "redirect:/operations/diagrams";
    }
}
