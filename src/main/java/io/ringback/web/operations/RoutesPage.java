package io.ringback.web.operations;

import io.ringback.delivery.Adapters;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.delivery.routes.RouteFiles.Difference;
import io.ringback.delivery.routes.RouteFiles.Foreseen;
import io.ringback.delivery.routes.RouteFiles.Reload;
import io.ringback.delivery.routes.RouteFinding;
import io.ringback.directory.Medium;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which route files are in force on this node, what differs on its disk, what was refused and why, and a button to reload. */
@Controller
class RoutesPage {

    private static final String MAY_RELOAD = "camunda-admin";

    private final RouteFiles routes;
    private final Adapters adapters;

    RoutesPage(RouteFiles routes, Adapters adapters) {
        this.routes = routes;
        this.adapters = adapters;
    }

    /**
     * Whether messages or calls can leave by a way.
     *
     * @param name of the medium, or of the switch
     * @param route as the page says it
     */
    record Way(String name, String route) {}

    /**
     * What a reload would do with a file.
     *
     * @param how NEW, CHANGED or REMOVED
     * @param costs what would be lost with it, in sentences
     * @param refusals why it would be refused
     */
    record Change(String file, String how, List<String> costs, List<String> refusals) {}

    @GetMapping("/operations/routes")
    String routes(Model model, Authentication operator) {
        model.addAttribute("findings", routes.findings());
        model.addAttribute("differences", changes());
        model.addAttribute("inForce", routes.inForce());
        model.addAttribute("ways", ways());
        model.addAttribute("node", node());
        model.addAttribute(
                "mayReload",
                operator.getAuthorities().stream().anyMatch(group -> MAY_RELOAD.equals(group.getAuthority())));
        return "operations/routes";
    }

    @PostMapping("/operations/routes/reload")
    String reload(RedirectAttributes next) {
        Reload reload = routes.reload();
        StringBuilder done = new StringBuilder("%d file(s) put into force or taken away, %d finding(s) refused."
                .formatted(reload.changed().size(), reload.findings().size()));
        adapters.lost().forEach(medium -> done.append(" %s lost its route.".formatted(name(medium))));
        if (adapters.isSwitchLost()) {
            done.append(" Connections through the switch lost their route.");
        }
        next.addFlashAttribute("done", done.toString());
        return "redirect:/operations/routes";
    }

    private List<Change> changes() {
        List<Difference> differences = routes.differences();
        if (differences.isEmpty()) {
            return List.of();
        }
        Foreseen foreseen = routes.foreseen();
        List<RouteFinding> said = routes.findings();
        return differences.stream()
                .map(one -> new Change(
                        one.file(),
                        one.how().name(),
                        costs(foreseen.lost().getOrDefault(one.file(), Set.of())),
                        foreseen.findings().stream()
                                .filter(finding -> finding.file().equals(one.file()))
                                .filter(finding -> !said.contains(finding))
                                .map(RoutesPage::refusal)
                                .toList()))
                .toList();
    }

    private static String refusal(RouteFinding finding) {
        return (finding.line() == 0 ? "" : "line " + finding.line() + ". ") + finding.problem() + " " + finding.mend();
    }

    private List<String> costs(Set<String> endpoints) {
        List<String> costs = new ArrayList<>(adapters.mediaAt(endpoints).stream()
                .map(medium -> name(medium) + " would lose its route: nothing more would leave this way.")
                .toList());
        if (adapters.isSwitchAt(endpoints)) {
            costs.add("Connections through the switch would lose their route: nobody would be connected any more.");
        }
        Set<String> others = new TreeSet<>(endpoints);
        others.removeIf(
                endpoint -> !adapters.mediaAt(Set.of(endpoint)).isEmpty() || adapters.isSwitchAt(Set.of(endpoint)));
        others.forEach(endpoint -> costs.add("No route would begin at " + endpoint + " any more."));
        return costs;
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>(Arrays.stream(Medium.values())
                .map(medium -> new Way(
                        name(medium),
                        standing(
                                () -> adapters.isAvailable(medium),
                                adapters.lost().contains(medium))))
                .toList());
        ways.add(new Way(
                "Connections through the switch", standing(adapters::isSwitchAvailable, adapters.isSwitchLost())));
        return ways;
    }

    private static String standing(BooleanSupplier available, boolean lost) {
        try {
            if (available.getAsBoolean()) {
                return "can be used";
            }
            return lost ? "lost its route: nothing leaves this way" : "not set up, or not up";
        } catch (Adapters.NotReady e) {
            return "is being started or exchanged";
        }
    }

    private static String name(Medium medium) {
        String words = medium.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (medium) {
            case SMS, MMS -> medium.name();
            default -> Character.toUpperCase(words.charAt(0)) + words.substring(1);
        };
    }

    private static String node() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this node";
        }
    }
}
