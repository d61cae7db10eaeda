package io.ringback.telephony.announcement;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.StringUtils;

/**
 * What a request URI asks for (RFC 4240 section 3). Parameters that are not known are ignored.
 *
 * @param play the URL of the prompt, without escapes
 * @param repeat how many times it is played; {@link #FOREVER} until the call ends
 * @param delay the silence before each repetition
 * @param duration after how long it ends at the latest; empty if only its length says
 * @param locale the language asked for, as it was written; empty if none was
 */
record AnnouncementRequest(
        String play, int repeat, Duration delay, Optional<Duration> duration, Optional<String> locale) {

    static final int FOREVER = Integer.MAX_VALUE;

    private static final String SERVICE = "annc";
    private static final int MOST_DIGITS = 9;

    /**
     * Reads a request URI.
     *
     * @throws RefusedException with 488 if another service is asked for (RFC 4240 section 2), 400 if the URI cannot be read
     *     or names no prompt
     */
    static AnnouncementRequest of(String uri) throws RefusedException {
        String rest = withoutScheme(uri);
        if (!SERVICE.equals(service(uri))) {
            throw new RefusedException(488, "The services here are annc and ivr");
        }
        Map<String, String> parameters = parameters(rest.substring(rest.indexOf('@') + 1));
        String play = parameters.getOrDefault("play", "");
        if (play.isEmpty()) {
            throw new RefusedException(400, "The parameter play is missing");
        }
        String repeat = parameters.getOrDefault("repeat", "1");
        int times = repeat.equalsIgnoreCase("forever") ? FOREVER : number("repeat", repeat);
        if (times == 0) {
            throw new RefusedException(400, "The parameter repeat is forever, or 1 or more");
        }
        Duration delay = Duration.ofMillis(number("delay", parameters.getOrDefault("delay", "0")));
        Optional<Duration> duration = Optional.empty();
        if (parameters.containsKey("duration")) {
            duration = Optional.of(Duration.ofMillis(number("duration", parameters.get("duration"))));
        }
        return new AnnouncementRequest(play, times, delay, duration, Optional.ofNullable(parameters.get("locale")));
    }

    /**
     * The service that a request URI names (RFC 4240 section 2); nothing if it names none.
     *
     * @throws RefusedException with 416 if it is no SIP URI, 400 if it cannot be read
     */
    static String service(String uri) throws RefusedException {
        String rest = withoutScheme(uri);
        int host = rest.indexOf('@');
        return host < 0 ? "" : unescaped(rest.substring(0, host));
    }

    private static String withoutScheme(String uri) throws RefusedException {
        for (String scheme : new String[] {"sip:", "sips:"}) {
            if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int headers = uri.indexOf('?');
                return uri.substring(scheme.length(), headers < 0 ? uri.length() : headers);
            }
        }
        throw new RefusedException(416, "Only sip and sips URIs are understood");
    }

    private static Map<String, String> parameters(String hostAndParameters) throws RefusedException {
        Map<String, String> parameters = new HashMap<>();
        String[] parts = hostAndParameters.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : unescaped(parts[i].substring(equals + 1));
            // RFC 3261 19.1.1: a parameter must not appear more than once.
            if (parameters.put(unescaped(name).toLowerCase(Locale.ROOT), value) != null) {
                throw new RefusedException(400, "A parameter is given twice");
            }
        }
        return parameters;
    }

    private static int number(String name, String digits) throws RefusedException {
        if (digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new RefusedException(400, "The parameter " + name + " is not a number of at most 9 digits");
        }
        return Integer.parseInt(digits);
    }

    /** Undoes {@code %20} and the like, once (RFC 3261 19.1.2). */
    private static String unescaped(String text) throws RefusedException {
        String plain;
        try {
            plain = StringUtils.uriDecode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "An escape in the request URI is not two hexadecimal digits");
        }
        // What octets that are no UTF-8 are decoded to.
        if (plain.indexOf('\uFFFD') >= 0) {
            throw new RefusedException(400, "An escape in the request URI is not UTF-8");
        }
        return plain;
    }
}
