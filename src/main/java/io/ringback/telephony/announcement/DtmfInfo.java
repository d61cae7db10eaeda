package io.ringback.telephony.announcement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key pressed, as an INFO says it: {@code application/dtmf-relay} has {@code Signal=5} on a line of its own,
 * {@code application/dtmf} the key alone. No RFC has them; phones and gateways do.
 */
final class DtmfInfo {

    private static final Pattern RELAY =
            Pattern.compile("^\\s*Signal\\s*[=:]\\s*([0-9A-Da-d*#]|1[0-5])\\s*$", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("\\s*([0-9A-Da-d*#]|1[0-5])\\s*");
    private static final String BY_NUMBER = "0123456789*#ABCD";
    private static final int LONGEST = 500;

    private DtmfInfo() {}

    /** Empty if it is of another type, or no key can be read. */
    static Optional<Character> key(String contentType, String body) {
        if (body.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (contentType) {
            case "application/dtmf-relay" -> {
                Matcher signal = RELAY.matcher(body);
                yield signal.find() ? Optional.of(named(signal.group(1))) : Optional.empty();
            }
            case "application/dtmf" -> {
                Matcher key = KEY.matcher(body);
                yield key.matches() ? Optional.of(named(key.group(1))) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Some write the number of the event: 10 is the star, 11 the pound sign. */
    private static char named(String key) {
        return key.length() == 1 ? Character.toUpperCase(key.charAt(0)) : BY_NUMBER.charAt(Integer.parseInt(key));
    }
}
