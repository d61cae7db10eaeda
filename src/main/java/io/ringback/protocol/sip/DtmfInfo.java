package io.ringback.protocol.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key pressed, as an INFO says it: {@code application/dtmf-relay} has {@code Signal=5} on a line of its own,
 * {@code application/dtmf} the key alone, and {@code audio/telephone-event} the payload of RFC 4733 section 2.3, or text like
 * the others. No RFC has them; phones and gateways do, in many spellings.
 */
public final class DtmfInfo {

    /** A line that says the key and one that may follow how long it was pressed. */
    private static final String RELAY = "application/dtmf-relay";

    /** The key alone. */
    private static final String PLAIN = "application/dtmf";

    /** What an event of RTP has, which is octets (RFC 4733 section 7.1.1). */
    private static final String EVENT = "audio/telephone-event";

    /** The types of bodies that say a key. */
    public static final Set<String> TYPES = Set.of(RELAY, PLAIN, EVENT);

    private static final String NAME = "(?:[0-9A-Da-d*#]|1[0-5])";
    private static final Pattern LINE = Pattern.compile(
            "^\\s*(?:signal|digit|event|d)\\s*[=:]\\s*[\"']?\\s*(" + NAME + ")\\s*[\"']?\\s*(?:[;,].*)?$",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern ALONE = Pattern.compile("\\s*[\"']?(" + NAME + ")[\"']?\\s*");
    private static final String BY_NUMBER = "0123456789*#ABCD";
    private static final Pattern DURATION =
            Pattern.compile("^\\s*duration\\s*[=:]\\s*(\\d{2,4})\\s*$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final String USUAL_DURATION = "160";
    private static final int LONGEST = 500;

    private DtmfInfo() {}

    /** Whether bodies of this type say keys. */
    public static boolean isOf(String contentType) {
        return TYPES.contains(type(contentType));
    }

    /** Empty if it is of another type, or no key can be read. */
    public static Optional<Character> key(String contentType, String body) {
        if (!isOf(contentType) || body.isEmpty() || body.length() > LONGEST) {
            return Optional.empty();
        }
        if (type(contentType).equals(EVENT) && body.charAt(0) < BY_NUMBER.length()) {
            return Optional.of(BY_NUMBER.charAt(body.charAt(0)));
        }
        Matcher line = LINE.matcher(body);
        if (line.find()) {
            return Optional.of(named(line.group(1)));
        }
        Matcher alone = ALONE.matcher(body);
        return alone.matches() ? Optional.of(named(alone.group(1))) : Optional.empty();
    }

    /**
     * Says a key to somebody else: written anew, since a body has room for more than a key. Octets do not survive that; they
     * become text that everybody reads.
     *
     * @param leg whose other side is told; nothing is if no key can be read
     */
    public static void passOn(String contentType, String body, Receiver leg) {
        key(contentType, body).ifPresent(key -> {
            if (type(contentType).equals(PLAIN)) {
                leg.info(PLAIN, key.toString());
            } else {
                leg.info(RELAY, "Signal=" + key + "\r\nDuration=" + duration(body) + "\r\n");
            }
        });
    }

    /** In milliseconds. */
    private static String duration(String body) {
        Matcher duration = DURATION.matcher(body);
        return duration.find() ? duration.group(1) : USUAL_DURATION;
    }

    /** Who can be told something by INFO. */
    @FunctionalInterface
    public interface Receiver {
        void info(String contentType, String body);
    }

    private static String type(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Some write the number of the event: 10 is the star, 11 the pound sign. */
    private static char named(String key) {
        return key.length() == 1 ? Character.toUpperCase(key.charAt(0)) : BY_NUMBER.charAt(Integer.parseInt(key));
    }
}
