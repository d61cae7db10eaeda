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
    private final DeployedFiles files;

    DiagramsPage(Diagrams diagrams, DeployedFiles files) {
        this.diagrams = diagrams;
        this.files = files;
    }

    @GetMapping("/operations/diagrams")
    String diagrams(Model model, Authentication operator) {
        model.addAttribute("inForce", diagrams.inForce());
        model.addAttribute("refusals", files.refusals());
        model.addAttribute("warnings", files.warnings());
        model.addAttribute("beside", files.besideDiagrams());
        model.addAttribute(
                "mayDeploy",
                operator.getAuthorities().stream().anyMatch(group -> MAY_DEPLOY.equals(group.getAuthority())));
        return "operations/diagrams";
    }

    @PostMapping("/operations/diagrams/deploy")
    String deploy(RedirectAttributes next) {
        int renewed = files.deploy();
        next.addFlashAttribute(
                "done",
                "%d new version(s) in force, %d finding(s) refused, %d to be looked at."
                        .formatted(
                                renewed,
                                files.refusals().size(),
                                files.warnings().size()));
        return "redirect:/operations/diagrams";
    }
}
