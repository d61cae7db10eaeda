package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.HeaderGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code sip:}, {@code sips:} or {@code tel:} URI taken apart (RFC 3261 19.1, RFC 3966).
 *
 * @param scheme in lower case
 * @param user the user part as written; of {@code tel:} the number; empty if there is none
 * @param host with the port if one is given; empty for {@code tel:}
 * @param parameters by name in lower case, unescaped; {@code verstat} also from within the user part
 * @param headers what follows the {@code ?}: names in lower case, values unescaped
 */
record SipUri(
        String scheme,
        String user,
        String host,
        Map<String, String> parameters,
        List<Map.Entry<String, String>> headers) {

    /** RFC 3261 8.2.2.1: a scheme that we do not understand is answered 416. */
    private static final int UNSUPPORTED_SCHEME = 416;

    /** Of a number within a {@code sip:} URI, beside the number itself (3GPP TS 24.229 7.2A.20). */
    private static final Pattern VERSTAT = Pattern.compile("(?i);verstat=([^;]*)");

    private static final Pattern NEVER_IN_A_URI = Pattern.compile("[\\s<>\"]");

    /** A request URI. */
    static SipUri ofRequest(String text) {
        if (!isUnderstood(scheme(text))) {
            throw new UnreadableRequest(UNSUPPORTED_SCHEME, "The request URI is neither sip:, sips: nor tel:");
        }
        return parse(text);
    }

    private static String scheme(String text) {
        return text.substring(0, Math.max(text.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    }

    private static boolean isUnderstood(String scheme) {
        return List.of("sip", "sips", "tel").contains(scheme);
    }

    /** @throws UnreadableRequest if it is no such URI */
    static SipUri parse(String text) {
        return read(text)
                .orElseThrow(
                        () -> UnreadableRequest.malformed(
                                "An address is neither sip:, sips: nor tel:, has no host or number, or contains spaces or quotes"));
    }

    /**
     * Empty if it is no such URI.
     *
     * @throws UnreadableRequest if it hides control characters: that is no slip of a carrier
     */
    static Optional<SipUri> read(String text) {
        String scheme = scheme(text);
        if (!isUnderstood(scheme)) {
            return Optional.empty();
        }
        String rest = text.substring(scheme.length() + 1);
        int at = scheme.equals("tel") ? -1 : rest.indexOf('@');
        String user = rest.substring(0, Math.max(at, 0));
        Matcher verstat = VERSTAT.matcher(user);
        Optional<String> validated = verstat.find() ? Optional.of(verstat.group(1)) : Optional.empty();
        user = verstat.replaceAll("");
        String tail = rest.substring(at + 1);
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        int semicolon = path.indexOf(';');
        String first = (semicolon < 0 ? path : path.substring(0, semicolon)).strip();
        // An empty port is none (RFC 3986 3.2.3).
        first = first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
        if (first.isEmpty() || NEVER_IN_A_URI.matcher(user + first).find()) {
            return Optional.empty();
        }
        return Optional.of(new SipUri(
                scheme,
                scheme.equals("tel") ? first : user,
                scheme.equals("tel") ? "" : first,
                parameters(semicolon < 0 ? "" : path.substring(semicolon + 1), validated),
                headers(question < 0 ? "" : tail.substring(question + 1))));
    }

    private static Map<String, String> parameters(String text, Optional<String> validated) {
        Map<String, String> parameters = HeaderGrammar.parameters(text);
        validated.ifPresent(verstat -> parameters.put("verstat", verstat));
        parameters.replaceAll((name, value) -> SipGrammar.unescapedWherePossible(value));
        return parameters;
    }

    private static List<Map.Entry<String, String>> headers(String text) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String header : text.split("&")) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                String name = header.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = header.substring(equals + 1);
                headers.add(Map.entry(name, SipGrammar.unescapedWherePossible(value)));
            }
        }
        return headers;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** The values of an escaped header. */
    List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whom it reaches, without how: only what says that a user part is a phone number stays. */
    String address() {
        if (scheme.equals("tel")) {
            return "tel:" + user + kept("phone-context") + kept("ext") + kept("isub");
        }
        return scheme + ":" + (user.isEmpty() ? "" : user + "@") + host + kept("user");
    }

    private String kept(String name) {
        return parameter(name).map(value -> ";" + name + "=" + value).orElse("");
    }

    /** Whether both lead to the same place, whatever the parameters. */
    boolean sameAs(SipUri other) {
        return user.equals(other.user) && host.equalsIgnoreCase(other.host);
    }
}
