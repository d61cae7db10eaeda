package io.ringback.delivery.routes;

import io.ringback.delivery.routes.TriedFile.TriedRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of files in the running context. Files are exchanged all together or not at all. */
final class RunningRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

    /** How long messages that are in a route have to get through it, all routes of an exchange together. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ModelCamelContext camel;

    /** The ids of each file's routes, by the file's name. */
    private final Map<String, List<String>> routes = new HashMap<>();

    RunningRoutes(CamelContext camel) {
        this.camel = (ModelCamelContext) camel;
    }

    /** The routes of a file did not start; everything is as it was before. */
    static final class DidNotStart extends Exception {
        private final transient RouteFinding finding;

        DidNotStart(RouteFinding finding, Exception cause) {
            super(cause);
            this.finding = finding;
        }

        RouteFinding finding() {
            return finding;
        }
    }

    /** Routes that come from no file. */
    List<TriedRoute> own() {
        Set<String> ofFiles =
                routes.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
        return camel.getRoutes().stream()
                .filter(route -> !ofFiles.contains(route.getRouteId()))
                .map(RunningRoutes::own)
                .toList();
    }

    private static TriedRoute own(Route route) {
        boolean several = route.getEndpoint() instanceof MultipleConsumersSupport support
                && support.isMultipleConsumersSupported();
        return new TriedRoute(route.getRouteId(), 0, route.getEndpoint().getEndpointUri(), true, !several, List.of());
    }

    /**
     * Takes away the routes of {@code before} and starts those of {@code after}. The old ones go first, because the new ones
     * may listen at the same place.
     *
     * @throws DidNotStart if one of {@code after} does not start
     */
    void exchange(Collection<RouteFile> before, Collection<RouteFile> after) throws DidNotStart {
        long deadline = System.nanoTime() + GRACE.toNanos();
        before.forEach(file -> remove(file.name(), deadline));
        for (RouteFile file : after) {
            try {
                add(file);
            } catch (Exception e) {
                after.forEach(added -> remove(added.name(), deadline));
                before.forEach(this::addAgain);
                throw new DidNotStart(notStarted(file, e), e);
            }
        }
    }

    private RouteFinding notStarted(RouteFile file, Exception e) {
        NamedSettings settings =
                new NamedSettings(file, name -> camel.getPropertiesComponent().resolveProperty(name));
        return new RouteFinding(
                file.name(),
                0,
                settings.withoutValues(
                        "Its routes do not start: " + RouteProblem.of(e).problem()),
                "Mostly another program or route listens there already; end it or choose another place.");
    }

    private void addAgain(RouteFile file) {
        try {
            add(file);
        } catch (Exception e) {
            // It ran a moment ago. What is left of it is taken away, so that nothing half of it runs.
            remove(file.name(), System.nanoTime());
            LOG.error("The routes of {} were stopped and do not start again; restart this node", file.name());
        }
    }

    private void add(RouteFile file) throws Exception {
        List<RouteDefinition> definitions = new ArrayList<>();
        try {
            for (RoutesBuilder builder :
                    PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(file.resource()))) {
                try {
                    camel.addRoutes(builder);
                } finally {
                    definitions.addAll(
                            ((RouteBuilder) builder).getRouteCollection().getRoutes());
                }
            }
        } finally {
            routes.put(
                    file.name(),
                    definitions.stream()
                            .map(RouteDefinition::getRouteId)
                            .filter(id -> id != null)
                            .toList());
        }
    }

    private void remove(String file, long deadline) {
        for (String id : entrancesFirst(routes.getOrDefault(file, List.of()))) {
            try {
                long left = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
                camel.getRouteController().stopRoute(id, left, TimeUnit.SECONDS);
                camel.removeRoute(id);
                RouteDefinition unstarted = camel.getRouteDefinition(id);
                if (unstarted != null) {
                    camel.removeRouteDefinition(unstarted);
                }
            } catch (Exception e) {
                LOG.warn(
                        "The route {} of {} did not stop as it should: {}",
                        id,
                        file,
                        e.getClass().getSimpleName());
            }
        }
        routes.remove(file);
    }

    /** What comes in from outside is stopped before the routes that it is handed on to. */
    private List<String> entrancesFirst(List<String> ids) {
        Map<Boolean, List<String>> inside = ids.stream()
                .filter(id -> camel.getRoute(id) != null || camel.getRouteDefinition(id) != null)
                .collect(Collectors.partitioningBy(id -> isInside(camel.getRoute(id))));
        List<String> ordered = new ArrayList<>(inside.get(false));
        ordered.addAll(inside.get(true));
        return ordered;
    }

    private static boolean isInside(Route route) {
        return route != null && route.getEndpoint().getEndpointUri().startsWith("direct:");
    }
}
