package io.ringback.web.operations;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.Diagrams;
import io.ringback.web.operations.DeployedFiles.Deployed;
import io.ringback.web.security.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is in force and who deployed it, what would change, and the buttons to deploy and to take the last deploy back. */
@Controller
class DiagramsPage {

    private static final String PAGE = "redirect:/operations/diagrams";
    private static final String PREVIEW = PAGE + "/preview";
    private static final int LAST_DEPLOYS = 20;

    private final Diagrams diagrams;
    private final DeployedFiles files;

    DiagramsPage(Diagrams diagrams, DeployedFiles files) {
        this.diagrams = diagrams;
        this.files = files;
    }

    @GetMapping("/operations/diagrams")
    String diagrams(Model model, Authentication operator) {
        files.compare();
        List<Diagrams.Deploy> deploys = diagrams.deploys(LAST_DEPLOYS);
        model.addAttribute("inForce", diagrams.inForce());
        model.addAttribute("beside", files.besideDiagrams());
        model.addAttribute("refusals", files.refusals());
        model.addAttribute("warnings", files.warnings());
        model.addAttribute("tested", files.tested());
        model.addAttribute("differing", files.differing());
        model.addAttribute("older", diagrams.olderThanBench());
        model.addAttribute("deploys", deploys);
        model.addAttribute(
                "last",
                deploys.stream()
                        .findFirst()
                        .filter(Diagrams.Deploy::canBeTakenBack)
                        .orElse(null));
        model.addAttribute("mayDeploy", mayDeploy(operator));
        return "operations/diagrams";
    }

    @GetMapping("/operations/diagrams/preview")
    String preview(Model model, Authentication operator) {
        DeployPreview preview = files.preview();
        model.addAttribute("preview", preview);
        model.addAttribute("tested", preview.tested());
        model.addAttribute("tables", byTable(preview.earlier().moves()));
        model.addAttribute("mayDeploy", mayDeploy(operator));
        return "operations/diagrams-preview";
    }

    private static Map<String, List<Move>> byTable(List<Move> moves) {
        return moves.stream().collect(Collectors.groupingBy(Move::table, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean mayDeploy(Authentication operator) {
        return operator.getAuthorities().stream()
                .anyMatch(group -> Operator.ADMINISTRATORS.equals(group.getAuthority()));
    }

    @PostMapping("/operations/diagrams/deploy")
    String deploy(@RequestParam(required = false) String shown, Authentication operator, RedirectAttributes next) {
        if (shown == null) {
            next.addFlashAttribute(
                    "notDone", "Nothing was deployed: look first at what would change, and confirm it here.");
            return PREVIEW;
        }
        return done(() -> files.deploy(operator.getName(), shown), next, PREVIEW);
    }

    @PostMapping("/operations/diagrams/take-back")
    String takeBack(@RequestParam long deploy, Authentication operator, RedirectAttributes next) {
        return done(() -> files.takeBack(operator.getName(), deploy), next, PAGE);
    }

    private String done(Supplier<Deployed> act, RedirectAttributes next, String otherwise) {
        try {
            Deployed deployed = act.get();
            next.addFlashAttribute(
                    "done",
                    "%d new version(s) in force, %d finding(s) refused, %d to be looked at. %s"
                            .formatted(
                                    deployed.renewed(),
                                    deployed.refused(),
                                    files.warnings().size(),
                                    String.join(" ", deployed.remarks()))
                            .strip());
            return PAGE;
        } catch (Diagrams.NotDone e) {
            next.addFlashAttribute("notDone", e.getMessage());
            return otherwise;
        }
    }
}
