package io.ringback.web.operations;

import io.ringback.agenda.ThisNode;
import io.ringback.directory.Medium;
import io.ringback.web.operations.overview.Ask;
import io.ringback.web.operations.overview.ConfiguredProviders;
import io.ringback.web.operations.overview.Renewal;
import io.ringback.web.operations.overview.Tally;
import io.ringback.web.operations.overview.WholeStanding;
import io.ringback.web.security.LoginNotice;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.SessionAttribute;

/** How things stand, in numbers: on an operator's desk, or on a wall. */
@Controller
class OverviewPage {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Asking asking;
    private final Figures figures;
    private final TalkFigures talks;
    private final ThisNode node;
    private final RunningParts running;
    private final SilentServers servers;
    private final ConfiguredProviders providers;
    private final Renewal renewal;
    private final OperationsProperties settings;
    private final Clock clock;

    OverviewPage(
            Asking asking,
            Figures figures,
            TalkFigures talks,
            ThisNode node,
            RunningParts running,
            SilentServers servers,
            ConfiguredProviders providers,
            Renewal renewal,
            OperationsProperties settings,
            Clock clock) {
        this.asking = asking;
        this.figures = figures;
        this.talks = talks;
        this.node = node;
        this.running = running;
        this.servers = servers;
        this.providers = providers;
        this.renewal = renewal;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping(value = "/operations", params = "!wall")
    String onADesk(
            Model model,
            @SessionAttribute(name = LoginNotice.ATTRIBUTE, required = false) LoginNotice notice,
            HttpSession session,
            HttpServletResponse response) {
        show(model, notice, renewal.onADesk(session, response));
        model.addAttribute("wall", false);
        model.addAttribute("open", figures.open());
        model.addAttribute("ended", figures.ended(PERIOD));
        model.addAttribute("events", figures.events(PERIOD));
        model.addAttribute("version", running.version());
        model.addAttribute("parts", running.parts());
        model.addAttribute("waysOut", running.waysOut());
        return "operations/overview";
    }

    /** For a big screen that nobody sits at, so what is said of the account that logged in there is not shown. */
    @GetMapping(value = "/operations", params = "wall")
    String onAWall(Model model, HttpServletResponse response) {
        show(model, null, renewal.onAWall(response));
        model.addAttribute("wall", true);
        return "operations/overview";
    }

    private void show(Model model, LoginNotice notice, Duration again) {
        List<Ask> asks = asking.all(notice);
        List<Tally> tallies = tallies(figures.deliveries(PERIOD));
        Figures.Undelivered undelivered = figures.undelivered();
        model.addAttribute("asks", asks);
        model.addAttribute("tallies", tallies);
        model.addAttribute(
                "standing",
                new WholeStanding(
                        asks.size(),
                        asks.stream().anyMatch(Ask::acts),
                        figures.open().stream().mapToLong(Figures.Count::count).sum(),
                        undelivered.count(),
                        undelivered.oldest(),
                        settings.undeliveredAfter(),
                        tallies,
                        figures.calls(),
                        figures.messages(),
                        talks.besideYesterday(),
                        figures.connectionsUnderWay() + figures.voiceCallsUnderWay(),
                        node.nodes(),
                        providers.all(servers.byLane().keySet(), tallies)));
        model.addAttribute("again", again.toSeconds());
        model.addAttribute("now", clock.instant());
    }

    /** One of each medium, from the counts by state. */
    private static List<Tally> tallies(List<Figures.Count> counts) {
        Map<Medium, Map<String, Long>> byMedium = new EnumMap<>(Medium.class);
        counts.forEach(count -> byMedium.computeIfAbsent(Medium.valueOf(count.sort()), medium -> new TreeMap<>())
                .put(count.of(), count.count()));
        List<Tally> tallies = new ArrayList<>();
        byMedium.forEach((medium, states) -> tallies.add(new Tally(
                medium,
                states.getOrDefault("SENT", 0L),
                states.getOrDefault("FAILED", 0L),
                states.getOrDefault("WAITING", 0L))));
        return tallies;
    }
}
