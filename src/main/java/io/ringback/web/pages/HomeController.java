package io.ringback.web.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page: what is running, and where everything else is. */
@Controller
public class HomeController {

    /** What the health of a part is called on the page; the health endpoint has short names. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("db", "Database"),
            Map.entry("mail", "Mail"),
            Map.entry("camelHealth", "Adapters"),
            Map.entry("camel", "Adapters"),
            Map.entry("processEngine", "Process engine"),
            Map.entry("jobExecutor", "Timers"),
            Map.entry("dbScheduler", "Deliveries"),
            Map.entry("diagrams", "Diagrams"),
            Map.entry("inbox", "What comes in"),
            Map.entry("undelivered", "What goes out"),
            Map.entry("servers", "Servers of providers"),
            Map.entry("database", "Room and speed of the database"),
            Map.entry("node", "Room on this machine"),
            Map.entry("trunk", "Switch"),
            Map.entry("smsc", "SMS centre"),
            Map.entry("xmpp", "XMPP"));

    /** Parts that say nothing about Ringback. */
    private static final Set<String> LEFT_OUT =
            Set.of("ping", "ssl", "livenessState", "readinessState", "camelLivenessState", "camelReadinessState");

    private final ObjectProvider<HealthEndpoint> health;
    private final List<HomeSection> sections;

    HomeController(ObjectProvider<HealthEndpoint> health, List<HomeSection> sections) {
        this.health = health;
        this.sections = List.copyOf(sections);
    }

    /** Shows the page. */
    @GetMapping("/")
    String home(Model model) {
        model.addAttribute(
                "version",
                Optional.ofNullable(HomeController.class.getPackage().getImplementationVersion())
                        .orElse("under development"));
        model.addAttribute("parts", parts());
        model.addAttribute("sections", sections);
        return "home";
    }

    private List<Part> parts() {
        HealthEndpoint endpoint = health.getIfAvailable();
        if (endpoint == null || !(endpoint.health() instanceof CompositeHealth all)) {
            return List.of();
        }
        return all.getComponents().entrySet().stream()
                .filter(component -> !LEFT_OUT.contains(component.getKey()))
                .map(component -> new Part(
                        NAMES.getOrDefault(component.getKey(), component.getKey()),
                        Status.UP.equals(component.getValue().getStatus())))
                .sorted(Comparator.comparing(Part::name))
                .toList();
    }

    /**
     * A part of Ringback.
     *
     * @param name what it is called on the page
     * @param up whether it works
     */
    record Part(String name, boolean up) {}
}
