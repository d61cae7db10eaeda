package io.ringback.web.operations;

import io.ringback.delivery.Adapters;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.web.security.LoginNotice;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.SessionAttribute;

/** How things stand, in numbers. */
@Controller
class OverviewPage {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Figures figures;
    private final DeployedFiles files;
    private final RouteFiles routes;
    private final Adapters adapters;
    private final EngineDesk engine;
    private final RunningParts running;
    private final Shortages shortages;
    private final SilentServers servers;
    private final OperationsProperties settings;

    OverviewPage(
            Figures figures,
            DeployedFiles files,
            RouteFiles routes,
            Adapters adapters,
            EngineDesk engine,
            RunningParts running,
            Shortages shortages,
            SilentServers servers,
            OperationsProperties settings) {
        this.routes = routes;
        this.adapters = adapters;
        this.figures = figures;
        this.files = files;
        this.engine = engine;
        this.running = running;
        this.shortages = shortages;
        this.servers = servers;
        this.settings = settings;
    }

    @GetMapping("/operations")
    String overview(Model model, @SessionAttribute(name = LoginNotice.ATTRIBUTE, required = false) LoginNotice notice) {
        model.addAttribute("notice", notice);
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
        model.addAttribute("refused", files.refusals().size());
        model.addAttribute("differing", files.differing().size());
        model.addAttribute("routesRefused", routes.findings().size());
        model.addAttribute("waysLost", adapters.lostWays());
        model.addAttribute("version", running.version());
        model.addAttribute("parts", running.parts());
        model.addAttribute("waysOut", running.waysOut());
        model.addAttribute("shortages", shortages.all());
        model.addAttribute("silentServers", servers.inWords());
        return "operations/overview";
    }
}
