package io.ringback.web.operations;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where cases do not go on by themselves, and why. */
@Controller
class IncidentsPage {

    private static final int MOST = 200;

    private final EngineDesk engine;

    IncidentsPage(EngineDesk engine) {
        this.engine = engine;
    }

    @GetMapping("/operations/incidents")
    String incidents(Model model) {
        model.addAttribute("incidents", engine.oldestIncidents(MOST));
        return "operations/incidents";
    }
}
