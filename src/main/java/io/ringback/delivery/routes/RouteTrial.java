package io.ringback.delivery.routes;

import io.ringback.delivery.routes.TriedFile.TriedRoute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Predicate;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;

/** Tries one file: reads it, makes its routes in a trial context, and starts nothing. */
final class RouteTrial {

    private final TrialContext trial;
    private final RouteFile file;
    private final NamedSettings settings;
    private final Set<RouteFinding> findings = new LinkedHashSet<>();

    private RouteTrial(TrialContext trial, RouteFile file) {
        this.trial = trial;
        this.file = file;
        this.settings = new NamedSettings(file, trial::setting);
    }

    static TriedFile of(RouteFile file, TrialContext trial) {
        RouteTrial one = new RouteTrial(trial, file);
        List<TriedRoute> routes = List.of();
        try {
            routes = one.routes();
        } catch (RuntimeException | LinkageError e) {
            // Whatever Camel makes of one file, the others are none the worse.
            one.note(0, e);
        }
        return new TriedFile(file, routes, List.copyOf(one.findings));
    }

    private List<TriedRoute> routes() {
        if (file.lines().stream()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            note(0, "There is no route in it.", "Write a list of routes, or take the file away.");
            return List.of();
        }
        List<RouteDefinition> definitions;
        try {
            definitions = read();
        } catch (Exception e) {
            note(RouteProblem.line(e).orElse(0), e);
            return List.of();
        }
        if (definitions.isEmpty()) {
            note(0, "There is no route in it.", "Write a list of routes, or take the file away.");
        }
        List<TriedRoute> routes = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            int end = i + 1 < definitions.size() ? lineOf(definitions.get(i + 1)) : Integer.MAX_VALUE;
            routes.add(route(definitions.get(i), end));
        }
        return routes;
    }

    private List<RouteDefinition> read() throws Exception {
        List<RouteDefinition> definitions = new ArrayList<>();
        for (RoutesBuilder read : PluginHelper.getRoutesLoader(trial).findRoutesBuilders(List.of(file.resource()))) {
            RouteBuilder builder = (RouteBuilder) read;
            builder.configureRoutes(trial);
            refuseWhatConcernsOthers(builder);
            if (findings.isEmpty()) {
                builder.prepareModel(trial);
            }
            definitions.addAll(builder.getRouteCollection().getRoutes());
        }
        return definitions;
    }

    /** A configuration, a template and REST would hold for the routes of other files, and outlive this one. */
    private void refuseWhatConcernsOthers(RouteBuilder builder) {
        boolean configures = builder instanceof RouteConfigurationBuilder both
                && !both.getRouteConfigurationCollection()
                        .getRouteConfigurations()
                        .isEmpty();
        boolean others = !builder.getRestCollection().getRests().isEmpty()
                || !builder.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                || !builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty();
        if (configures || others) {
            note(
                    0,
                    "It has a route configuration, a route template or REST, which a change of the file could not take back.",
                    "Write plain routes, each with its own error handling; for REST begin at platform-http.");
        }
    }

    private TriedRoute route(RouteDefinition route, int end) {
        int line = lineOf(route);
        boolean included = false;
        try {
            included = included(route);
        } catch (Exception e) {
            note(line, e);
        }
        RouteSteps steps = new RouteSteps(route, trial);
        String input = steps.inputUri();
        if (!included) {
            return new TriedRoute(route.getId(), line, input, false, true, List.of());
        }
        settings.missing(line, end)
                .forEach(one -> note(
                        one.line(),
                        "The setting " + one.name() + " is missing.",
                        "Set it, or write what to take without it: {{" + one.name() + ":...}}."));
        boolean alone = findings.isEmpty() && make(route, steps);
        return new TriedRoute(route.getId(), line, input, true, alone, steps.sends());
    }

    private boolean included(RouteDefinition route) {
        if (route.getPrecondition() == null) {
            return true;
        }
        SimpleExpression precondition = new SimpleExpression(route.getPrecondition());
        Predicate predicate = precondition.createPredicate(trial);
        predicate.initPredicate(trial);
        return predicate.matches(new DefaultExchange(trial));
    }

    /** @return whether no other route may begin at its endpoint */
    private boolean make(RouteDefinition route, RouteSteps steps) {
        steps.problems().forEach(problem -> note(problem.line(), problem.thrown()));
        steps.missingMethods()
                .forEach(missing -> note(
                        missing.line(),
                        "The bean \"" + missing.bean() + "\" has no method \"" + missing.method() + "\".",
                        "Correct the method's name; docs/adapters.md has those of Ringback's own beans."));
        if (!findings.isEmpty()) {
            return true;
        }
        try {
            RouteDefinitionHelper.forceAssignIds(trial, route);
            Route made = trial.getModelReifierFactory().createRoute(trial, route);
            if (made == null) {
                return true;
            }
            ServiceHelper.initService(made.getProcessor());
            Endpoint input = made.getEndpoint();
            return !(input instanceof MultipleConsumersSupport several && several.isMultipleConsumersSupported());
        } catch (Exception e) {
            note(lineOf(route), e);
            return true;
        }
    }

    private static int lineOf(RouteDefinition route) {
        return Math.max(0, route.getLineNumber());
    }

    private void note(int line, Throwable thrown) {
        RouteProblem problem = RouteProblem.of(thrown);
        note(line, problem.problem(), problem.mend());
    }

    private void note(int line, String problem, String mend) {
        findings.add(new RouteFinding(file.name(), line, settings.withoutValues(problem), mend));
    }
}
