package io.ringback.protocol.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The grammar that SIP headers share (RFC 3261 25.1): quoted strings, angle brackets, lists, parameters. It reads what was
 * written, never refuses, and guesses nothing: what follows a quote or bracket that is not closed stays one piece, which
 * {@link WrittenAddress} does not take for an address.
 */
public final class HeaderGrammar {

    private HeaderGrammar() {}

    /** Splits at {@code separator}, except within quotes and angle brackets. */
    public static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        int at = outside(text, separator, begin);
        while (at >= 0) {
            parts.add(text.substring(begin, at).strip());
            begin = at + 1;
            at = outside(text, separator, begin);
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /** Where {@code wanted} stands first outside of quotes and angle brackets; less than 0 if it does not. */
    static int outside(String text, char wanted, int begin) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (bracketed) {
                bracketed = c != '>';
            } else if (c == wanted) {
                return i;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                bracketed = true;
            }
        }
        return -1;
    }

    /** The values of header lines, each of which may hold several, separated by commas. Nothing between two is no value. */
    public static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> split(line, ',').stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** {@code a=1;b="two";c}: names in lower case, values without quotes; the first of a name counts. */
    public static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : split(text, ';')) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
            if (!name.isEmpty()) {
                parameters.putIfAbsent(
                        name.toLowerCase(Locale.ROOT), equals < 0 ? "" : unquoted(parameter.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Without the quotes around it, if there are any, and what they made necessary. */
    public static String unquoted(String text) {
        String value = text.strip();
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
