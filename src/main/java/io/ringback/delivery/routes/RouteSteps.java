package io.ringback.delivery.routes;

import io.ringback.delivery.routes.TriedFile.Sending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.support.EndpointHelper;

/** The steps of a route one by one, so that what is wrong with one is said with its line. */
final class RouteSteps {

    private static final String DIRECT = "direct:";
    private static final String BEAN = "bean:";
    private static final Pattern METHOD = Pattern.compile("[?&]method=(\\w+)");

    /** What a step cannot do, and the line of the step. */
    record Problem(int line, Exception thrown) {}

    /** A method that a step calls and the bean does not have. */
    record MissingMethod(int line, String bean, String method) {}

    private final RouteDefinition route;
    private final CamelContext trial;
    private final List<Object> steps = new ArrayList<>();

    RouteSteps(RouteDefinition route, CamelContext trial) {
        this.route = route;
        this.trial = trial;
        steps.add(route.getInput());
        steps.addAll(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), Object.class));
    }

    /** Where the route begins; as it is written if a setting in it is missing. */
    String inputUri() {
        return normalized(route.getInput().getEndpointUri())
                .orElseGet(() -> route.getInput().getEndpointUri());
    }

    /** Where it hands messages on to other routes. What is found out only when a message comes is not among it. */
    List<Sending> sends() {
        return steps.stream()
                .skip(1)
                .flatMap(step -> uri(step)
                        .flatMap(this::normalized)
                        .filter(uri -> uri.startsWith(DIRECT))
                        .map(uri -> new Sending(withoutOptions(uri), lineOf(step)))
                        .stream())
                .toList();
    }

    /** Endpoints and expressions that cannot be made. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Object step : steps) {
            try {
                Optional<String> uri = uri(step);
                if (uri.isPresent()) {
                    trial.getEndpoint(trial.resolvePropertyPlaceholders(uri.get()));
                }
                expression(step).ifPresent(expression -> make(step, expression));
            } catch (Exception e) {
                problems.add(new Problem(lineOf(step), e));
            }
        }
        return problems;
    }

    private void make(Object step, ExpressionDefinition expression) {
        if (step instanceof WhenDefinition || step instanceof FilterDefinition) {
            expression.createPredicate(trial).initPredicate(trial);
        } else if (expression.getExpression() != null || expression instanceof MethodCallExpression) {
            expression.createExpression(trial).init(trial);
        }
    }

    /** Calls of beans that exist, by methods that do not. */
    List<MissingMethod> missingMethods() {
        return steps.stream().flatMap(this::missingMethod).toList();
    }

    private Stream<MissingMethod> missingMethod(Object step) {
        String bean = null;
        String method = null;
        if (step instanceof BeanDefinition call) {
            bean = call.getRef();
            method = call.getMethod();
        } else if (expression(step).orElse(null) instanceof MethodCallExpression call) {
            bean = call.getRef();
            method = call.getMethod();
        } else if (uri(step).filter(uri -> uri.startsWith(BEAN)).isPresent()) {
            String uri = uri(step).orElseThrow();
            Matcher named = METHOD.matcher(uri);
            bean = withoutOptions(uri.substring(BEAN.length()));
            method = named.find() ? named.group(1) : null;
        }
        if (bean == null || method == null) {
            return Stream.empty();
        }
        Object called = trial.getRegistry().lookupByName(bean);
        String name = method.replaceFirst("[(].*", "").strip();
        boolean known = called == null
                || Arrays.stream(called.getClass().getMethods())
                        .anyMatch(one -> one.getName().equals(name));
        return known ? Stream.empty() : Stream.of(new MissingMethod(lineOf(step), bean, name));
    }

    private static Optional<String> uri(Object step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            return Optional.ofNullable(dynamic.getUri()).filter(uri -> !uri.contains("${"));
        }
        return step instanceof EndpointRequiredDefinition required
                ? Optional.ofNullable(required.getEndpointUri())
                : Optional.empty();
    }

    private static Optional<ExpressionDefinition> expression(Object step) {
        return step instanceof HasExpressionType has ? Optional.ofNullable(has.getExpressionType()) : Optional.empty();
    }

    private Optional<String> normalized(String uri) {
        try {
            return Optional.of(EndpointHelper.normalizeEndpointUri(trial.resolvePropertyPlaceholders(uri)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String withoutOptions(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }

    private static int lineOf(Object step) {
        return step instanceof LineNumberAware aware ? Math.max(0, aware.getLineNumber()) : 0;
    }
}
