package io.ringback.protocol.sip;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message as it was written, before anybody has understood it: the first line, the header lines by name, the body.
 *
 * @param firstLine the request or status line
 * @param headers values by full name in lower case; folded lines are one
 * @param complete whether an empty line ends the headers
 * @param bodyStart where the body begins
 */
record WrittenMessage(String firstLine, Map<String, List<String>> headers, boolean complete, int bodyStart) {

    /** Lines of nothing that is seen. */
    private static final Pattern BLANK_LINES = Pattern.compile("\r?\n[\\x00-\\x20&&[^\r\n]]+(?=\r?\n)");

    private static final Pattern LONE_RETURNS = Pattern.compile("\r(?!\n)");

    /** RFC 3261 7.3.3, and the RFCs that added to it. */
    private static final Map<String, String> COMPACT = Map.ofEntries(
            entry("a", "accept-contact"),
            entry("b", "referred-by"),
            entry("c", "content-type"),
            entry("d", "request-disposition"),
            entry("e", "content-encoding"),
            entry("f", "from"),
            entry("i", "call-id"),
            entry("j", "reject-contact"),
            entry("k", "supported"),
            entry("l", "content-length"),
            entry("m", "contact"),
            entry("n", "identity-info"),
            entry("o", "event"),
            entry("r", "refer-to"),
            entry("s", "subject"),
            entry("t", "to"),
            entry("u", "allow-events"),
            entry("v", "via"),
            entry("x", "session-expires"),
            entry("y", "identity"));

    /** Empty if there is nothing but line ends, which keep connections alive (RFC 5626 4.4.1). */
    static Optional<WrittenMessage> read(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        if (start == bytes.length) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        int at = start;
        boolean complete = false;
        while (at < bytes.length && !complete) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int length = end - at - (end > at && bytes[end - 1] == '\r' ? 1 : 0);
            String line = new String(bytes, at, length, StandardCharsets.UTF_8);
            at = Math.min(end + 1, bytes.length);
            if (line.isEmpty()) {
                complete = true;
            } else if (!lines.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
            } else {
                lines.add(line);
            }
        }
        return Optional.of(new WrittenMessage(
                lines.isEmpty() ? "" : lines.get(0),
                byName(lines.subList(Math.min(1, lines.size()), lines.size())),
                complete,
                at));
    }

    private static Map<String, List<String>> byName(List<String> lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.computeIfAbsent(COMPACT.getOrDefault(name, name), key -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    boolean isResponse() {
        return firstLine.startsWith("SIP/");
    }

    /** The first word of a request. */
    String method() {
        return firstLine.split("[ \t]", 2)[0];
    }

    /**
     * The first line and the headers, without lines of blanks or control characters alone, and without a CR that no LF follows:
     * JAIN-SIP takes either for the end of the headers.
     */
    byte[] head(byte[] bytes) {
        // All but none are so; two searches through each message would cost more than the rest of its reading.
        if (isTakenAsItIs(bytes)) {
            return Arrays.copyOf(bytes, bodyStart);
        }
        String head = LONE_RETURNS
                .matcher(new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1))
                .replaceAll(" ");
        return BLANK_LINES.matcher(head).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean isTakenAsItIs(byte[] bytes) {
        boolean seen = true;
        for (int at = 0; at < bodyStart; at++) {
            byte one = bytes[at];
            boolean last = at + 1 == bodyStart;
            if (one == '\r') {
                if (last || bytes[at + 1] != '\n') {
                    return false;
                }
            } else if (one == '\n') {
                if (!seen) {
                    return false;
                }
                // An empty line is none of blanks.
                seen = last || bytes[at + 1] == '\n' || bytes[at + 1] == '\r';
            } else if (one < 0 || one > ' ') {
                seen = true;
            }
        }
        return true;
    }
}
