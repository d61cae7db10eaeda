package io.ringback.engine.trial;

import io.ringback.conversation.Acceptance;
import io.ringback.conversation.Choice;
import io.ringback.conversation.WhenSeen;
import io.ringback.delivery.Cap;
import io.ringback.directory.Medium;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that Ringback relies on: what each is asked with, and which results the diagram and the steps can follow. */
enum TableContract {
    CONSENT_POLICY("consent-policy", "consent", texts("NOT_ALLOWED", "ASK", "NOT_NEEDED"), FactsGiven.CONSENT),
    CONSENT_ON_THE_SPOT("consent-on-the-spot", "onTheSpot", List.of(true, false), FactsGiven.ON_THE_SPOT),
    CHOICE_OF_MEDIUM(
            "choice-of-medium",
            "medium",
            Stream.concat(FactsGiven.names(Medium.values()).stream(), Stream.of(FactsGiven.NONE))
                    .toList(),
            FactsGiven.QUESTION,
            FactsGiven.NOTIFICATION,
            FactsGiven.ANOTHER_NOTIFICATION,
            FactsGiven.INFORMATION),
    WAITING_TIMES(
            "waiting-times",
            "wait",
            texts("PT4H", "P2D"),
            FactsGiven.QUESTION,
            FactsGiven.NOTIFICATION,
            FactsGiven.ANOTHER_NOTIFICATION,
            FactsGiven.INFORMATION,
            FactsGiven.CONNECTION),
    WHO_IS_TOLD(Diagram.WHO_IS_TOLD, "told", texts("CALLEE", "DEPUTY")),
    QUIET_HOURS(Diagram.QUIET_HOURS, "inQuietHours", texts("WAIT", "RING")),
    ACCEPTED_BY_KEY(Diagram.ACCEPTED_BY_KEY, "accepted", FactsGiven.names(Acceptance.values())),
    WHEN_SEEN(Diagram.WHEN_SEEN, "whenSeen", FactsGiven.names(WhenSeen.values())),
    CONNECT_OR_INFORM(Diagram.CONNECT_OR_INFORM, "reaction", texts("CONNECT", "INFORM", "DECLINE"), FactsGiven.CONTACT),
    CALL_RETURNED("call-returned", "turn", texts("SWAP", "INFORM"), FactsGiven.RETURNED_CALL),
    CALLER_DIALS("caller-dials", "callerDials", texts("RING", "INFORM"), FactsGiven.CALLER_DIALS),
    MESSAGE_CAPS(Diagram.MESSAGE_CAPS, FactsOfMessages.CAPS.get(0), texts("ceiling", "6/20"));

    private static final Set<Object> REFUSALS = Set.of(Choice.NOT_NOW.name(), Choice.BLOCK.name());

    private final String decision;
    private final String output;
    private final List<Object> results;
    private final List<FactsGiven> asked;

    TableContract(String decision, String output, List<Object> results, FactsGiven... asked) {
        this.decision = decision;
        this.output = output;
        this.results = results;
        this.asked = List.of(asked);
    }

    private static List<Object> texts(String... values) {
        return List.of((Object[]) values);
    }

    static Optional<TableContract> of(String decision) {
        return Arrays.stream(values())
                .filter(table -> table.decision.equals(decision))
                .findFirst();
    }

    String decision() {
        return decision;
    }

    /** The result that the diagram follows. */
    String output() {
        return output;
    }

    /** What the result can be; of waiting times, two that stand for all. */
    List<Object> results() {
        return results;
    }

    /** With which facts the diagram asks it; empty if no diagram does. */
    List<FactsGiven> asked() {
        return asked;
    }

    /** Whether a diagram asks it. */
    boolean isOfDiagrams() {
        return !asked.isEmpty();
    }

    /** Each way in which it is asked, with all that the facts can then be. */
    List<Combinations> questions() {
        if (this == MESSAGE_CAPS) {
            return List.of(FactsOfMessages.combinations());
        }
        if (this == ACCEPTED_BY_KEY) {
            return List.of(FactsOfLegs.combinations());
        }
        if (this == WHEN_SEEN) {
            return List.of(FactsOfSigns.combinations());
        }
        if (this == WHO_IS_TOLD || this == QUIET_HOURS) {
            return List.of(FactsGiven.CONSENT.combinations(results));
        }
        return asked.stream()
                .map(facts -> {
                    Combinations all = facts.combinations(this == WAITING_TIMES ? media() : results);
                    return this == CONNECT_OR_INFORM || this == CALLER_DIALS ? all.and(FactsGiven.choices()) : all;
                })
                .distinct()
                .toList();
    }

    /** What other results can be that the diagram follows beside. */
    Map<String, List<Object>> others() {
        return switch (this) {
            case CONSENT_ON_THE_SPOT -> Map.of("silence", texts("NO", "IN_WRITING"));
            case MESSAGE_CAPS ->
                FactsOfMessages.CAPS.stream().skip(1).collect(Collectors.toUnmodifiableMap(cap -> cap, cap -> results));
            default -> Map.of();
        };
    }

    /** When something has been sent, a medium was chosen. */
    private static List<Object> media() {
        return FactsGiven.names(Medium.values());
    }

    /** Whether the diagram follows the output. */
    boolean names(String column) {
        return output.equals(column) || others().containsKey(column);
    }

    /** Whether the diagram and the steps can follow what the output says, whatever the facts. */
    boolean understands(String column, Object result) {
        if (this == MESSAGE_CAPS) {
            return names(column) && Cap.ofTable(result).isPresent();
        }
        if (!output.equals(column)) {
            return result != null && others().getOrDefault(column, List.of()).contains(result);
        }
        return this == WAITING_TIMES
                ? result instanceof String text && EngineLanguage.isDuration(text)
                : result != null && results.contains(result);
    }

    /** What to write into the output, for analysts. */
    String whatToWrite(String column) {
        if (this == MESSAGE_CAPS) {
            return Cap.WRITTEN_AS + ", or ceiling for as many as the settings allow, in quotation marks";
        }
        if (output.equals(column) && this == WAITING_TIMES) {
            return "a duration such as PT30M, PT4H or P2D, in quotation marks";
        }
        List<Object> values = output.equals(column) ? results : others().get(column);
        return values.contains(true)
                ? "true or false, without quotation marks"
                : "one of "
                        + String.join(
                                ", ", values.stream().map(Object::toString).toList()) + ", in quotation marks";
    }

    /** The facts that its results are held against, whether or not it has a column for them. */
    Set<String> heeded() {
        return switch (this) {
            case CONSENT_POLICY -> Set.of("calleeNever", "calleeBlocksCaller", "callerNever");
            case CHOICE_OF_MEDIUM ->
                Stream.concat(FactsGiven.LEFT.values().stream(), Stream.of("wantsNothing"))
                        .collect(Collectors.toUnmodifiableSet());
            case CONNECT_OR_INFORM -> Set.of("choice", "callerHasPhone", "calleeHasPhone");
            case CALL_RETURNED -> Set.of("rolesCanSwap");
            case CALLER_DIALS -> Set.of("choice", "callerCanDial");
            default -> Set.of();
        };
    }

    /** Why the result cannot be followed with these facts; empty if it can. Facts that are not given do not matter. */
    Optional<String> objection(Map<String, Object> facts, Object result) {
        return switch (this) {
            case CONSENT_POLICY -> againstSomebodysWill(facts, result);
            case CHOICE_OF_MEDIUM ->
                facts.getOrDefault(leftOf(result), true).equals(true)
                                && !(facts.getOrDefault("wantsNothing", false).equals(true)
                                        && !FactsGiven.NONE.equals(result))
                        ? Optional.empty()
                        : Optional.of("no device of that medium is left");
            case CONNECT_OR_INFORM -> connecting(facts, result);
            case CALL_RETURNED ->
                "SWAP".equals(result) && Objects.equals(facts.get("rolesCanSwap"), false)
                        ? Optional.of("the two cannot change roles")
                        : Optional.empty();
            case CALLER_DIALS -> ringing(facts, result);
            default -> Optional.empty();
        };
    }

    /** Whoever wants nothing is neither written to nor asked about, whatever else a table looks at. */
    private static Optional<String> againstSomebodysWill(Map<String, Object> facts, Object result) {
        if ("NOT_ALLOWED".equals(result)) {
            return Optional.empty();
        }
        // Of whom nobody knows, nobody knows that either.
        Predicate<String> known = person -> !Objects.equals(facts.get(person), false);
        Predicate<String> is = fact -> Objects.equals(facts.get(fact), true);
        if (is.test("calleeNever") && known.test("calleeKnown")) {
            return Optional.of("the callee wants nothing, ever, and is not asked about either");
        }
        if (is.test("calleeBlocksCaller") && known.test("calleeKnown") && known.test("callerKnown")) {
            return Optional.of("the callee has blocked the caller, and is not asked about either");
        }
        return is.test("callerNever") && known.test("callerKnown") && "ASK".equals(result)
                ? Optional.of("the caller wants nothing, ever, and is not asked")
                : Optional.empty();
    }

    private static Optional<String> ringing(Map<String, Object> facts, Object result) {
        if (!"RING".equals(result)) {
            return Optional.empty();
        }
        Object choice = facts.get("choice");
        if (choice != null && !Choice.INFORM.name().equals(choice)) {
            return Optional.of("the callee has not said that they can be reached");
        }
        return Objects.equals(facts.get("callerCanDial"), false)
                ? Optional.of("the caller cannot have the callee rung")
                : Optional.empty();
    }

    private static String leftOf(Object medium) {
        return FactsGiven.LEFT.entrySet().stream()
                .filter(left -> left.getKey().name().equals(medium))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Optional<String> connecting(Map<String, Object> facts, Object result) {
        Object choice = facts.get("choice");
        Predicate<String> hasNot = phone -> Objects.equals(facts.get(phone), false);
        if (REFUSALS.contains(choice) && !"DECLINE".equals(result)) {
            return Optional.of("the callee wants neither now");
        }
        if (!"CONNECT".equals(result)) {
            return Optional.empty();
        }
        if (choice != null && !Choice.CONNECT.name().equals(choice)) {
            return Optional.of("the callee has not asked for it");
        }
        return hasNot.test("callerHasPhone") || hasNot.test("calleeHasPhone")
                ? Optional.of("one of the two has no telephone that may be called")
                : Optional.empty();
    }

    /** Whether it need not say anything about these facts: what it does not offer is not offered to anybody. */
    boolean maySayNothing(Map<String, Object> facts) {
        return this == CONNECT_OR_INFORM && Choice.WRITE.name().equals(facts.get("choice"));
    }

    /** What is odd about the result with these facts, although it can be followed; empty if nothing is. */
    Optional<String> oddity(Map<String, Object> facts, Object result) {
        boolean unknown =
                Stream.of("callerKnown", "calleeKnown").anyMatch(known -> Objects.equals(facts.get(known), false));
        return this == CONSENT_POLICY && unknown && !"NOT_ALLOWED".equals(result)
                ? Optional.of("nobody in the directory could be written to")
                : Optional.empty();
    }
}
