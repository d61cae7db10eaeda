package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a caller asked to stay unknown. A wish is one in whatever spelling; what cannot be read is taken for one, since a
 * name that was told cannot be taken back.
 */
final class Privacy {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{Alnum}]+");

    /** RFC 3323 4.2, RFC 7044 10.1: they leave the caller's name alone. */
    private static final Set<String> NOT_THE_NAME = Set.of("none", "off", "no", "session", "history");

    /** RFC 3323 4.2: how much the wish matters, whatever it is. */
    private static final String CRITICAL = "critical";

    private static final Set<String> OPEN = Set.of("off", "none", "no");

    /** RFC 3323 4.1.1.3, and what gateways write for a number that its owner keeps back. */
    private static final Set<String> KEPT_BACK = Set.of("anonymous", "restricted", "private", "withheld");

    private static final Pattern KEPT_BACK_IN_WORDS =
            Pattern.compile("(?i)\\W*(anonymous|restricted|private|withheld)( (caller|number))?\\W*");

    private static final Pattern SOMEWHERE_KEPT_BACK = Pattern.compile("(?i)anonymous|restricted|private|withheld");

    private Privacy() {}

    /** RFC 3323 4.2 and RFC 3325 9.3; in Remote-Party-ID, privacy=full, name or uri; the names that stand for none. */
    static boolean isWanted(SipRequest request) {
        return !request.all("Privacy").stream().allMatch(Privacy::leavesTheName)
                || HeaderGrammar.values(request.all("Remote-Party-ID")).stream().anyMatch(Privacy::isKeptBack)
                || request.first("From").filter(Privacy::hidesIn).isPresent()
                || request.all("P-Asserted-Identity").stream()
                        .flatMap(line -> NameAddress.readable(List.of(line)).stream())
                        .anyMatch(Privacy::hides);
    }

    private static boolean leavesTheName(String line) {
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(line.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.stream().anyMatch(NOT_THE_NAME::contains)
                && words.stream().allMatch(word -> NOT_THE_NAME.contains(word) || word.equals(CRITICAL));
    }

    /** Every parameter counts, also one that contradicts another. */
    private static boolean isKeptBack(String remoteParty) {
        return isOfCaller(remoteParty)
                && parameters(remoteParty, "privacy").stream().anyMatch(value -> !OPEN.contains(value));
    }

    /** Remote-Party-ID may be of the callee too. Without the parameter, or with one that cannot be read, it is the caller's. */
    static boolean isOfCaller(String remoteParty) {
        return !parameters(remoteParty, "party").contains("called");
    }

    private static List<String> parameters(String value, String name) {
        return HeaderGrammar.split(value, ';').stream()
                .skip(1)
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter[0].strip().equalsIgnoreCase(name))
                .map(parameter -> parameter.length < 2
                        ? ""
                        : HeaderGrammar.unquoted(parameter[1]).strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean hidesIn(String from) {
        Optional<NameAddress> read = NameAddress.read(from);
        return read.map(Privacy::hides)
                .orElseGet(() -> SOMEWHERE_KEPT_BACK.matcher(from).find());
    }

    private static boolean hides(NameAddress address) {
        String host = address.uri().host().toLowerCase(Locale.ROOT);
        return KEPT_BACK.contains(address.uri().user().toLowerCase(Locale.ROOT))
                || host.equals("anonymous.invalid")
                || KEPT_BACK_IN_WORDS.matcher(address.displayName()).matches();
    }
}
