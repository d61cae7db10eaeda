package io.ringback.telephony.diversion;

import io.ringback.directory.UriEscapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The grammar that SIP headers share (RFC 3261 25.1): quoted strings, angle brackets, parameters, escapes. */
final class SipGrammar {

    private SipGrammar() {}

    /** Splits at {@code separator}, except within quotes and angle brackets. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean bracketed = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (bracketed) {
                bracketed = c != '>';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                bracketed = true;
            } else if (c == separator) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        if (quoted || bracketed) {
            throw UnreadableRequest.malformed("A quote or angle bracket is not closed");
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /** The values of header lines, each of which may hold several, separated by commas. */
    static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> split(line, ',').stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** {@code a=1;b="two";c}: names in lower case, values without quotes; the first of a name counts. */
    static Map<String, String> parameters(String text) {
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

    private static String unquoted(String text) {
        String value = text.strip();
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /** Without escapes. What stood for a control character, and so could begin a header of its own, is refused. */
    static String unescaped(String text) {
        try {
            return printable(UriEscapes.undone(text));
        } catch (IllegalArgumentException e) {
            throw UnreadableRequest.malformed(e.getMessage());
        }
    }

    /** The text itself, if it has no control characters. */
    static String printable(String text) {
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw UnreadableRequest.malformed("A header contains control characters");
        }
        return text;
    }
}
