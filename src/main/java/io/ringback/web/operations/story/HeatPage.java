package io.ringback.web.operations.story;

import io.ringback.web.operations.Sparingly;
import io.ringback.web.operations.story.CaseDiagrams.Version;
import io.ringback.web.operations.story.CaseDiagrams.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Where open cases wait: as a table, and on the diagram in force, the warmer the more. */
@Controller
class HeatPage {

    private static final String HEAT = "/operations/heat";

    private final CaseDiagrams diagrams;
    private final Sparingly sparingly = new Sparingly(System::nanoTime);

    HeatPage(CaseDiagrams diagrams) {
        this.diagrams = diagrams;
    }

    /** @param isDrawn false if the diagram in force has no such element: these cases run on an earlier one */
    record Step(String name, long processes, boolean isDrawn) {}

    /** @param diagram its address; null if there is none */
    record Heat(String diagram, Map<String, Long> counts) {}

    @GetMapping(HEAT)
    String show(Model model) {
        Optional<Version> inForce = diagrams.inForce();
        List<Step> steps = waiting().stream()
                .map(one -> new Step(
                        inForce.map(version -> version.name(one.element())).orElse(one.element()),
                        one.processes(),
                        inForce.filter(version -> version.names().containsKey(one.element()))
                                .isPresent()))
                .toList();
        model.addAttribute("steps", steps);
        model.addAttribute("version", inForce.map(Version::number).orElse(null));
        return "operations/heat";
    }

    @GetMapping(HEAT + "/drawn")
    @ResponseBody
    Heat drawn() {
        Map<String, Long> counts = new LinkedHashMap<>();
        waiting().forEach(one -> counts.put(one.element(), one.processes()));
        return new Heat(
                diagrams.inForce()
                        .map(version -> CasePage.DIAGRAM + version.number())
                        .orElse(null),
                counts);
    }

    private List<Waiting> waiting() {
        return sparingly.count("waiting", diagrams::waiting);
    }
}
