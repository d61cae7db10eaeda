package io.ringback.web.operations;

import io.ringback.cases.Diagrams;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.routes.RouteFiles;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How things stand, in numbers. */
@Controller
class OverviewPage {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Figures figures;
    private final Diagrams diagrams;
    private final RouteFiles routes;
    private final Adapters adapters;
    private final EngineDesk engine;
    private final OperationsProperties settings;

    OverviewPage(
            Figures figures,
            Diagrams diagrams,
            RouteFiles routes,
            Adapters adapters,
            EngineDesk engine,
            OperationsProperties settings) {
        this.routes = routes;
        this.adapters = adapters;
        this.figures = figures;
        this.diagrams = diagrams;
        this.engine = engine;
        this.settings = settings;
    }

    @GetMapping("/operations")
    String overview(Model model) {
        Figures.Undelivered undelivered = figures.undelivered();
        model.addAttribute("open", figures.open());
        model.addAttribute("ended", figures.ended(PERIOD));
        model.addAttribute("deliveries", figures.deliveries(PERIOD));
        model.addAttribute("events", figures.events(PERIOD));
        model.addAttribute("undelivered", undelivered);
        model.addAttribute("tooOld", undelivered.oldest().compareTo(settings.undeliveredAfter()) > 0);
        model.addAttribute("stuck", figures.stuck());
        model.addAttribute("waitingEvents", figures.waitingEvents(settings.unhandledAfter()));
        model.addAttribute("incidents", engine.incidents());
        model.addAttribute("outOfStep", figures.outOfStep());
        model.addAttribute("refused", diagrams.refusals().size());
        model.addAttribute("differing", diagrams.differing().size());
        model.addAttribute("routesRefused", routes.findings().size());
        model.addAttribute("waysLost", adapters.lostWays());
        return "operations/overview";
    }
}
