package io.ringback.web.operations;

import io.ringback.delivery.Adapters;
import io.ringback.directory.Medium;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** What runs on this node, and whether it works. For operators only: a stranger is told neither version nor parts. */
@Component
class RunningParts {

    /** What the health of a part is called on the page; the health endpoint has short names. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("db", "Database"),
            Map.entry("mail", "Mail"),
            Map.entry("camelHealth", "Adapters"),
            Map.entry("camel", "Adapters"),
            Map.entry("cases", "Cases and their processes"),
            Map.entry("incidents", "Incidents"),
            Map.entry("processEngine", "Process engine"),
            Map.entry("jobExecutor", "Timers"),
            Map.entry("dbScheduler", "Deliveries"),
            Map.entry("diagrams", "Diagrams"),
            Map.entry("inbox", "What comes in"),
            Map.entry("undelivered", "What goes out"),
            Map.entry("routes", "Routes"),
            Map.entry("servers", "Servers of providers"),
            Map.entry("standstill", "This node"),
            Map.entry("database", "Room and speed of the database"),
            Map.entry("node", "Room on this machine"),
            Map.entry("threads", "Lost threads"),
            Map.entry("mailbox", "Mailbox"),
            Map.entry("trunk", "Switch"),
            Map.entry("syntheticCall", "Synthetic call"),
            Map.entry("smsc", "SMS centre"),
            Map.entry("xmpp", "XMPP"));

    /** Parts that say nothing about Ringback. */
    private static final Set<String> LEFT_OUT =
            Set.of("ping", "ssl", "livenessState", "readinessState", "camelLivenessState", "camelReadinessState");

    private final ObjectProvider<HealthEndpoint> health;
    private final Adapters adapters;

    RunningParts(ObjectProvider<HealthEndpoint> health, Adapters adapters) {
        this.health = health;
        this.adapters = adapters;
    }

    /**
     * A part of Ringback.
     *
     * @param name what it is called on the page
     * @param up whether it works
     */
    record Part(String name, boolean up) {}

    String version() {
        return Optional.ofNullable(RunningParts.class.getPackage().getImplementationVersion())
                .orElse("under development");
    }

    List<Part> parts() {
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

    /** The media that have a route, and the switch. */
    String waysOut() {
        try {
            String media = Arrays.stream(Medium.values())
                    .filter(adapters::isAvailable)
                    .map(medium -> medium.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .collect(Collectors.joining(", "));
            return (media.isEmpty() ? "none" : media)
                    + (adapters.isSwitchAvailable() ? "; calls are connected" : "; no switch connects calls");
        } catch (Adapters.NotReady e) {
            return e.getMessage();
        }
    }
}
