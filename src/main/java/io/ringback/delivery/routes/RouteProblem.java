package io.ringback.delivery.routes;

import java.util.Optional;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What an exception of Camel's says to whoever wrote the file. Camel's own sentences quote whole URIs, with whatever is in them.
 *
 * @param problem what is wrong
 * @param mend what to do about it
 */
record RouteProblem(String problem, String mend) {

    private static final String UNKNOWN_OPTIONS = "Unknown parameters=[";

    static RouteProblem of(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (one instanceof MarkedYamlEngineException yaml) {
                return new RouteProblem(
                        sentence(yaml.getProblem() == null ? firstLine(yaml) : yaml.getProblem()),
                        "Write it as Camel's YAML DSL has it; mostly the name of a step or the indentation is wrong.");
            }
            if (one instanceof NoSuchBeanException bean) {
                return new RouteProblem(
                        "There is no bean \"" + bean.getName() + "\".",
                        "Correct the name, or set up what brings the bean along; docs/adapters.md has Ringback's own.");
            }
            if (one instanceof NoSuchEndpointException endpoint) {
                return new RouteProblem(
                        "There is no component \"" + endpoint.getUri().replaceFirst(":.*", "") + "\".",
                        "Correct the beginning of the URI, or set up what brings the component along.");
            }
            if (one instanceof PropertyBindingException option && option.getPropertyName() != null) {
                return new RouteProblem(
                        "The option " + option.getPropertyName() + " does not take the value that it is given.",
                        "Correct the value; Camel's documentation of the component says what the option takes.");
            }
            if (one instanceof ClassNotFoundException) {
                return new RouteProblem(
                        "There is no class " + one.getMessage() + ".",
                        "Correct the name; UPGRADING.md has those of Ringback that moved.");
            }
            if (one instanceof SimpleIllegalSyntaxException simple) {
                return new RouteProblem(
                        sentence("The expression cannot be read: " + firstLine(simple)),
                        "Correct the expression; it is in Camel's Simple language.");
            }
            if (one instanceof ResolveEndpointFailedException && one.getCause() == null) {
                return endpoint(firstLine(one));
            }
        }
        Throwable root = innermost(thrown);
        return new RouteProblem(
                sentence(firstLine(root)), "Correct this step; Camel's documentation of it says what it takes.");
    }

    private static RouteProblem endpoint(String message) {
        int due = message.indexOf(" due to: ");
        String reason = due < 0 ? message : message.substring(due + " due to: ".length());
        int options = reason.indexOf(UNKNOWN_OPTIONS);
        if (options >= 0) {
            return new RouteProblem(
                    "The endpoint does not know the option " + optionNames(reason.substring(options)) + ".",
                    "Correct the option's name; Camel's documentation of the component has them all.");
        }
        return new RouteProblem(sentence(reason), "Correct the endpoint's URI and its options.");
    }

    /** {@code Unknown parameters=[{a=1, b=2}]}: the names alone. */
    private static String optionNames(String list) {
        StringBuilder names = new StringBuilder();
        for (String option : list.substring(UNKNOWN_OPTIONS.length())
                .replaceAll("[{}\\]]", "")
                .split(", ")) {
            names.append(names.isEmpty() ? "" : ", ")
                    .append(option.replaceAll("=.*", "").strip());
        }
        return names.toString();
    }

    /** The line that a reader of YAML stumbled at; empty if it was none. */
    static Optional<Integer> line(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (one instanceof MarkedYamlEngineException yaml) {
                return yaml.getProblemMark().map(mark -> mark.getLine() + 1);
            }
        }
        return Optional.empty();
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable one) {
        return one.getMessage() == null
                ? one.getClass().getSimpleName()
                : one.getMessage().lines().findFirst().orElse("");
    }

    private static String sentence(String text) {
        String whole = text.strip();
        return whole.endsWith(".") ? whole : whole + ".";
    }
}
