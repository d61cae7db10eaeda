package io.ringback.protocol.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Type} as it is written (RFC 2045 5.1, RFC 2231), also where a parameter lacks its quotes, its value or the
 * semicolon before it. What can be read of it counts; what has no type that can be read is plain text.
 *
 * @param type type and subtype in lower case
 * @param parameters by name in lower case
 */
public record WrittenContentType(String type, Map<String, String> parameters) {

    private static final int LONGEST = 8192;
    private static final String PLAIN = "text/plain";

    private static final Pattern TYPE =
            Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+)", Pattern.CASE_INSENSITIVE);

    /** A name, and a value in quotes, in quotes that do not end, or up to what must be the next parameter. */
    private static final Pattern PARAMETER = Pattern.compile(
            "([^\\s;=,\"]+)\\s*=\\s*"
                    + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|\"?((?:(?!\\s+(?:\\(|[a-z0-9*-]+\\s*=))[^;])*+))",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern SECTION = Pattern.compile("([^*]+)(?:\\*(\\d{1,3}))?(\\*?)");

    /**
     * Reads one.
     *
     * @param raw the header's value; null for none
     */
    public static WrittenContentType parse(String raw) {
        String text = raw == null ? "" : raw.substring(0, Math.min(raw.length(), LONGEST));
        Matcher type = TYPE.matcher(text);
        if (!type.lookingAt()) {
            return new WrittenContentType(PLAIN, Map.of());
        }
        Map<String, TreeMap<Integer, String>> sections = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        for (int at = type.end(); parameter.find(at); at = parameter.end()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3).strip()
                    : parameter.group(2).replaceAll("\\\\(.)", "$1");
            Matcher name = SECTION.matcher(parameter.group(1).toLowerCase(Locale.ROOT));
            if (name.matches()) {
                int section = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                String written = name.group(3).isEmpty() ? value : unescaped(value, section == 0);
                sections.computeIfAbsent(name.group(1), any -> new TreeMap<>()).putIfAbsent(section, written);
            }
        }
        Map<String, String> parameters = new HashMap<>();
        sections.forEach((name, values) -> parameters.put(name, String.join("", values.values())));
        return new WrittenContentType(type.group(1).toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    /** The parameter, or nothing. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** As RFC 2045 5.1 wants it written, for a reader that takes nothing else: with each value in quotes. */
    public String mended() {
        StringBuilder mended = new StringBuilder(type);
        parameters.forEach((name, value) -> mended.append("; ")
                .append(name)
                .append("=\"")
                .append(value.replaceAll("([\"\\\\])", "\\\\$1"))
                .append('"'));
        return mended.toString();
    }

    /** A value of RFC 2231 4, {@code utf-8'en'a%20b}; only a first section says its charset and language. */
    private static String unescaped(String value, boolean first) {
        int quote = first ? value.indexOf('\'', value.indexOf('\'') + 1) : -1;
        String escaped = value.substring(quote + 1);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            boolean escape = escaped.charAt(i) == '%'
                    && i + 2 < escaped.length()
                    && Character.digit(escaped.charAt(i + 1), 16) >= 0
                    && Character.digit(escaped.charAt(i + 2), 16) >= 0;
            octets.write(escape ? Integer.parseInt(escaped.substring(i + 1, i + 3), 16) : escaped.charAt(i));
            i += escape ? 2 : 0;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
