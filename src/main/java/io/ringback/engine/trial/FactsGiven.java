package io.ringback.engine.trial;

import io.ringback.conversation.Choice;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The facts that each start listener of a decision task gives, with all that they can be together. */
enum FactsGiven {
    CONSENT("factsForConsent"),
    ON_THE_SPOT("factsForOnTheSpot"),
    QUESTION("factsForQuestion", MessageKind.QUESTION, Diagram.Variable.QUESTION_MEDIUM),
    NOTIFICATION("factsForNotification", MessageKind.NOTIFICATION, Diagram.Variable.NOTIFICATION_MEDIUM),
    ANOTHER_NOTIFICATION("factsForAnotherNotification", MessageKind.NOTIFICATION, Diagram.Variable.NOTIFICATION_MEDIUM),
    INFORMATION("factsForInformation", MessageKind.INFORMATION, Diagram.Variable.INFORMATION_MEDIUM),
    CONNECTION("factsForConnection", MessageKind.CONNECTION, null),
    CONTACT("factsForContact"),
    RETURNED_CALL("factsForReturnedCall"),
    CALLER_DIALS("factsForCallerDials");

    /** Where nothing is chosen, or nothing is left. */
    static final String NONE = "NONE";

    /** By the medium that is left: the fact that says so. */
    static final Map<Medium, String> LEFT = Map.of(
            Medium.EMAIL, "emailLeft",
            Medium.SMS, "smsLeft",
            Medium.MMS, "mmsLeft",
            Medium.INSTANT_MESSAGE, "instantMessageLeft",
            Medium.VOICE, "voiceLeft");

    private static final List<Object> YES_OR_NO = List.of(true, false);
    private static final List<Object> ATTEMPTS = List.of(0, 1, 2, 3, 4, 10);
    private static final Map<MessageKind, List<Map<String, Object>>> WHAT_IS_LEFT = Map.of(
            MessageKind.QUESTION, whatIsLeft(MessageKind.QUESTION),
            MessageKind.NOTIFICATION, whatIsLeft(MessageKind.NOTIFICATION),
            MessageKind.INFORMATION, whatIsLeft(MessageKind.INFORMATION));

    private final String bean;
    private final MessageKind purpose;
    private final String chosen;

    FactsGiven(String bean) {
        this(bean, null, null);
    }

    FactsGiven(String bean, MessageKind purpose, String chosen) {
        this.bean = bean;
        this.purpose = purpose;
        this.chosen = chosen;
    }

    String bean() {
        return bean;
    }

    /** What kind of message they are about, if about one. */
    Optional<MessageKind> purpose() {
        return Optional.ofNullable(purpose);
    }

    /** The variable that the fact {@code medium} repeats, if it repeats one. */
    Optional<String> chosen() {
        return Optional.ofNullable(chosen);
    }

    static Optional<FactsGiven> by(String delegateExpression) {
        return Arrays.stream(values())
                .filter(facts -> ("${" + facts.bean + "}").equals(delegateExpression))
                .findFirst();
    }

    /**
     * All that the facts can be together.
     *
     * @param media what the fact {@code medium} can be, as the case has chosen before
     */
    Combinations combinations(List<Object> media) {
        return new Combinations(Stream.concat(
                        own(media).stream(),
                        (purpose == null ? FactsOfPeople.ofBoth() : FactsOfPeople.ofOne()).stream())
                .toList());
    }

    /** Those that are looked up whether or not somebody asks for them. */
    private List<List<Map<String, Object>>> own(List<Object> media) {
        return switch (this) {
            case CONSENT ->
                List.of(
                        one("callerKnown", YES_OR_NO),
                        one("calleeKnown", YES_OR_NO),
                        one("samePerson", YES_OR_NO),
                        one("callerNever", YES_OR_NO),
                        one("calleeNever", YES_OR_NO),
                        one("calleeBlocksCaller", YES_OR_NO),
                        one("callerAlwaysNotifies", YES_OR_NO),
                        one("calleeAlwaysWantsToKnow", YES_OR_NO),
                        one("cause", names(Cause.values())));
            case ON_THE_SPOT ->
                List.of(
                        one("callerOnTheLine", YES_OR_NO),
                        one("textOnly", YES_OR_NO),
                        one("cause", names(Cause.values())),
                        one("conference", YES_OR_NO));
            case QUESTION, NOTIFICATION, ANOTHER_NOTIFICATION, INFORMATION ->
                List.of(
                        one("purpose", List.of(purpose.name())),
                        one("cause", names(Cause.values())),
                        one("medium", media),
                        one("quietHours", YES_OR_NO),
                        WHAT_IS_LEFT.get(purpose));
            case CONNECTION ->
                List.of(
                        one("purpose", List.of(purpose.name())),
                        one("cause", names(Cause.values())),
                        one("failedMedium", names(Medium.values())),
                        one("medium", List.of(Medium.VOICE.name())));
            case CONTACT -> List.of(telephones(), one("connectionAttempts", ATTEMPTS));
            case RETURNED_CALL -> List.of(one("turns", ATTEMPTS), one("rolesCanSwap", YES_OR_NO));
            case CALLER_DIALS -> List.of(one("turns", ATTEMPTS), one("callerCanDial", YES_OR_NO));
        };
    }

    /** What the message that the callee's choice comes in with says. */
    static List<Map<String, Object>> choices() {
        return one("choice", names(Choice.values()));
    }

    /** Which media are left, and so which is preferred, after which medium failed. */
    private static List<Map<String, Object>> whatIsLeft(MessageKind purpose) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Medium failed : Medium.values()) {
            for (int bits = 0; bits < 1 << Medium.values().length; bits++) {
                Set<Medium> left = EnumSet.noneOf(Medium.class);
                for (Medium medium : Medium.values()) {
                    if ((bits >> medium.ordinal() & 1) == 1) {
                        left.add(medium);
                    }
                }
                // A notification never goes by the medium that failed, unless to another telephone.
                if (purpose != MessageKind.NOTIFICATION || failed == Medium.VOICE || !left.contains(failed)) {
                    all.addAll(preferences(failed, left));
                }
            }
        }
        return all;
    }

    private static List<Map<String, Object>> preferences(Medium failed, Set<Medium> left) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("failedMedium", failed.name());
        LEFT.forEach((medium, fact) -> facts.put(fact, left.contains(medium)));
        if (left.isEmpty()) {
            facts.put("preferred", NONE);
            facts.put("preferredWritten", NONE);
            return YES_OR_NO.stream()
                    .map(wants -> with(facts, "wantsNothing", wants))
                    .toList();
        }
        facts.put("wantsNothing", false);
        List<String> written = left.stream()
                .filter(medium -> medium != Medium.VOICE)
                .map(Medium::name)
                .toList();
        Stream<Map<String, Object>> byWord =
                written.stream().map(name -> with(with(facts, "preferred", name), "preferredWritten", name));
        Stream<Map<String, Object>> byVoice = left.contains(Medium.VOICE)
                ? (written.isEmpty() ? List.of(NONE) : written)
                        .stream()
                                .map(name ->
                                        with(with(facts, "preferred", Medium.VOICE.name()), "preferredWritten", name))
                : Stream.empty();
        return Stream.concat(byWord, byVoice).toList();
    }

    /** Without a switch nobody has a telephone that could be called. */
    private static List<Map<String, Object>> telephones() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (boolean caller : new boolean[] {true, false}) {
            for (boolean callee : new boolean[] {true, false}) {
                all.add(Map.of("switchAvailable", true, "callerHasPhone", caller, "calleeHasPhone", callee));
            }
        }
        all.add(Map.of("switchAvailable", false, "callerHasPhone", false, "calleeHasPhone", false));
        return all;
    }

    private static Map<String, Object> with(Map<String, Object> facts, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return more;
    }

    static List<Map<String, Object>> one(String name, List<Object> values) {
        return values.stream().map(value -> Map.of(name, value)).toList();
    }

    static List<Object> names(Enum<?>[] values) {
        return Arrays.stream(values).<Object>map(Enum::name).toList();
    }
}
