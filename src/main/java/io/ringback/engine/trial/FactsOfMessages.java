package io.ringback.engine.trial;

import io.ringback.delivery.CapsPolicy;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the table message-caps is asked with about each written message, and what it says. Docs/for-analysts.md lists both. */
final class FactsOfMessages {

    /** The columns that it says something in, the one first that it must have. */
    static final List<String> CAPS =
            List.of("perReceiver", "perPair", "perCaller", "perTrunk", "perTrunkUnverified", "perRange");

    private static final String TRUNK = "trunk";
    private static final String DESTINATION = "destination";

    private static final List<Object> PURPOSES = Arrays.stream(MessageKind.values())
            .filter(kind -> !kind.isOnTheSpot() && kind != MessageKind.CONNECTION)
            .<Object>map(Enum::name)
            .toList();

    private static final List<Object> MEDIA = Arrays.stream(Medium.values())
            .filter(medium -> medium != Medium.VOICE)
            .<Object>map(Enum::name)
            .toList();

    private static final List<Object> IDENTITIES = FactsGiven.names(CallerIdentity.values());

    /** Two countries stand for those that nobody names; ZZ is none. */
    private static final List<Object> DESTINATIONS = List.of(CapsPolicy.NONE, "SE", "ZZ");

    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final Pattern PREFIX_OR_COUNTRY = Pattern.compile(PREFIX.pattern() + "|[A-Z]{2}|001");

    /** Also what stands between one text and the next: nobody knows where the first begins. */
    private static final Pattern TEXT = Pattern.compile("\"(?=([^\"]+)\")");

    private FactsOfMessages() {}

    /** All that the facts can be together. */
    static Combinations combinations() {
        return new Combinations(List.of(
                FactsGiven.one("purpose", PURPOSES),
                FactsGiven.one("medium", MEDIA),
                FactsGiven.one("callerIdentity", IDENTITIES),
                FactsGiven.one(TRUNK, List.of(CapsPolicy.NONE, "another")),
                FactsGiven.one(DESTINATION, DESTINATIONS)));
    }

    /** Whether a fact can be more than is listed here. */
    static boolean isOpen(String fact) {
        return fact.equals(TRUNK) || fact.equals(DESTINATION);
    }

    /** What such a fact can be beside, as somebody asks for it. */
    static Set<String> named(String fact, String asked) {
        return fact.equals(TRUNK) ? texts(asked, text -> true) : texts(asked, PREFIX_OR_COUNTRY.asMatchPredicate());
    }

    /** The number ranges that conditions name. */
    static Set<String> ranges(String asked) {
        return texts(asked, PREFIX.asMatchPredicate());
    }

    private static Set<String> texts(String asked, Predicate<String> wanted) {
        return TEXT.matcher(asked)
                .results()
                .map(found -> found.group(1))
                .filter(wanted)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a fact can be, by name, in words for analysts; a trunk can be anything. */
    static Map<String, String> words() {
        return Map.of(
                "purpose",
                listed(PURPOSES),
                "medium",
                listed(MEDIA),
                "callerIdentity",
                listed(IDENTITIES),
                DESTINATION,
                "a country by its two letters, such as \"FR\", a prefix, such as \"+46900\", or \"NONE\"");
    }

    private static String listed(List<Object> values) {
        return "one of " + values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** Whether a fact is ever so. */
    static boolean canBe(String fact, String text) {
        return switch (fact) {
            case "purpose" -> PURPOSES.contains(text);
            case "medium" -> MEDIA.contains(text);
            case "callerIdentity" -> IDENTITIES.contains(text);
            case DESTINATION ->
                text.equals(CapsPolicy.NONE) || PREFIX_OR_COUNTRY.matcher(text).matches();
            default -> true;
        };
    }
}
