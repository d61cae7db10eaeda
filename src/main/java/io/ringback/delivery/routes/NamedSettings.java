package io.ringback.delivery.routes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that a file names as {@code {{name}}}: those that are missing, and those whose values nobody is to read. */
final class NamedSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    /** Shorter values are replaced only where they stand alone, so that a port does not cut other numbers into pieces. */
    private static final int LONG = 6;

    /**
     * A setting as a line names it.
     *
     * @param name of the setting
     * @param line where
     * @param optional whether the file says what to take if it is missing
     */
    record Named(String name, int line, boolean optional) {}

    private final List<Named> named = new ArrayList<>();
    private final Function<String, Optional<String>> values;

    NamedSettings(RouteFile file, Function<String, Optional<String>> values) {
        this.values = values;
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("#")) {
                continue;
            }
            Matcher found = PLACEHOLDER.matcher(lines.get(i));
            while (found.find()) {
                named.add(read(found.group(1), i + 1));
            }
        }
    }

    /** {@code name:default}, and {@code ?name} for an option that is left out, as Camel writes them. */
    private static Named read(String text, int line) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        boolean left = name.startsWith("?");
        return new Named(left ? name.substring(1) : name, line, left || colon >= 0);
    }

    /** Those between the lines {@code from} and {@code before} that must be set and are not. */
    List<Named> missing(int from, int before) {
        return named.stream()
                .filter(one -> one.line() >= from && one.line() < before)
                .filter(one -> !one.optional() && values.apply(one.name()).isEmpty())
                .toList();
    }

    /** A text of Camel's with the names of settings in the place of their values: a password may be among them. */
    String withoutValues(String text) {
        String clean = text;
        for (String name : named.stream()
                .map(Named::name)
                .distinct()
                .filter(name -> values.apply(name).filter(NamedSettings::says).isPresent())
                .sorted(Comparator.comparing((String name) ->
                                values.apply(name).orElseThrow().length())
                        .reversed())
                .toList()) {
            String value = values.apply(name).orElseThrow();
            String alone =
                    value.length() < LONG ? "(?<![\\w.])" + Pattern.quote(value) + "(?![\\w.])" : Pattern.quote(value);
            clean = clean.replaceAll(alone, Matcher.quoteReplacement("{{" + name + "}}"));
        }
        return clean;
    }

    private static boolean says(String value) {
        return !value.isBlank() && !value.equals("true") && !value.equals("false");
    }
}
