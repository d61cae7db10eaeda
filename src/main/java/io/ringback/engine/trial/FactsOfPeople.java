package io.ringback.engine.trial;

import io.ringback.cases.CallReason;
import io.ringback.directory.Brand;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Urgency;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The facts about people that are looked up on demand, with what each can be. Docs/for-analysts.md lists them. */
final class FactsOfPeople {

    private static final List<Object> YES_OR_NO = List.of(true, false);
    private static final List<Object> WEEKDAYS = FactsGiven.names(DayOfWeek.values());
    private static final List<Object> HOURS =
            IntStream.range(0, 24).<Object>mapToObj(hour -> hour).toList();
    private static final List<Object> COUNTS = List.of(0, 1, 2, 3, 5, 10, 100);

    /** Two that Ringback speaks, and one that stands for all others (ISO 639-3: no linguistic content). */
    private static final List<Object> LANGUAGES = List.of("en", "sv", "zxx");

    /** Served under none, and under one that nobody names. Brands come and go with people and on disk. */
    private static final List<Object> BRANDS = List.of("DEFAULT", "another");

    private static final Pattern COUNTED =
            Pattern.compile("connectionAttempts|(?:.*[a-z])?[oO]penCases|(?:.*[a-z])?[nN]oticesToday");
    private static final Pattern SPOKEN = Pattern.compile("(?:.*[a-z])?[lL]anguage");
    private static final Pattern BRANDED = Pattern.compile("(?:.*[a-z])?[bB]rand");
    private static final Pattern OPEN = Pattern.compile(COUNTED.pattern() + "|" + SPOKEN.pattern() + "|"
            + BRANDED.pattern() + "|(?:.*[a-z])?[wW]eekday|(?:.*[a-z])?[hH]our");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern LANGUAGE = Pattern.compile("[\"']([a-z]{2,3})[\"']");
    private static final Pattern WORD = Pattern.compile("[\"']([a-z0-9-]+)[\"']");

    private FactsOfPeople() {}

    /** Of the caller and of the callee. */
    static List<List<Map<String, Object>>> ofBoth() {
        return Stream.of(
                        about(name -> "caller" + capitalised(name)),
                        about(name -> "callee" + capitalised(name)),
                        relation())
                .flatMap(List::stream)
                .toList();
    }

    /** Of the one whom something is sent to. */
    static List<List<Map<String, Object>>> ofOne() {
        return Stream.of(about(UnaryOperator.identity()), relation())
                .flatMap(List::stream)
                .toList();
    }

    private static List<List<Map<String, Object>>> about(UnaryOperator<String> named) {
        return List.of(
                FactsGiven.one(named.apply("weekday"), WEEKDAYS),
                FactsGiven.one(named.apply("hour"), HOURS),
                FactsGiven.one(named.apply("holiday"), YES_OR_NO),
                FactsGiven.one(named.apply("language"), LANGUAGES),
                FactsGiven.one(named.apply("brand"), BRANDS),
                FactsGiven.one(named.apply("openCases"), COUNTS),
                FactsGiven.one(named.apply("noticesToday"), COUNTS));
    }

    /** Who is on the VIP list is a contact, and nobody stands in for whoever has no deputy. */
    private static List<List<Map<String, Object>>> relation() {
        return List.of(
                either("callerInContacts", "callerIsVip"),
                either("calleeHasDeputy", "callerIsDeputy"),
                FactsGiven.one("sameOrganisation", YES_OR_NO),
                FactsGiven.one("callerIdentity", FactsGiven.names(CallerIdentity.values())),
                FactsGiven.one("callReason", FactsGiven.names(CallReason.values())),
                FactsGiven.one("urgency", FactsGiven.names(Urgency.values())));
    }

    private static List<Map<String, Object>> either(String wider, String narrower) {
        return List.of(
                Map.of(wider, false, narrower, false),
                Map.of(wider, true, narrower, false),
                Map.of(wider, true, narrower, true));
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether a fact has so many values that those are to be told apart only where somebody tells them apart. */
    static boolean isOpen(String fact) {
        return OPEN.matcher(fact).matches() || FactsOfMessages.isOpen(fact);
    }

    /**
     * The same with all values that make a difference somewhere: just below, at and above each number that is named, in
     * each language, and under each brand.
     *
     * @param asked the text of whatever asks for the facts
     */
    static Combinations widened(Combinations facts, String asked) {
        List<List<Map<String, Object>>> groups = new ArrayList<>();
        for (List<Map<String, Object>> group : facts.groups()) {
            Set<String> names = group.get(0).keySet();
            String name = names.size() == 1 ? names.iterator().next() : "";
            Set<?> named = named(name, asked);
            groups.add(named.isEmpty() ? group : FactsGiven.one(name, with(values(group, name), named)));
        }
        return new Combinations(groups);
    }

    private static Set<?> named(String fact, String asked) {
        if (FactsOfMessages.isOpen(fact)) {
            return FactsOfMessages.named(fact, asked);
        }
        if (COUNTED.matcher(fact).matches()) {
            return numbers(asked);
        }
        if (SPOKEN.matcher(fact).matches()) {
            return quoted(LANGUAGE, asked);
        }
        return BRANDED.matcher(fact).matches()
                ? quoted(WORD, asked).stream()
                        .filter(Brand::isWord)
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : Set.of();
    }

    private static List<Object> values(List<Map<String, Object>> group, String name) {
        return group.stream().map(facts -> facts.get(name)).toList();
    }

    private static List<Object> with(List<Object> values, Set<?> more) {
        Set<Object> all = new LinkedHashSet<>(values);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static Set<Integer> numbers(String asked) {
        Set<Integer> numbers = new TreeSet<>();
        Matcher named = NUMBER.matcher(asked);
        while (named.find()) {
            int number = Integer.parseInt(named.group());
            IntStream.rangeClosed(number - 1, number + 1)
                    .filter(near -> near >= 0)
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private static Set<String> quoted(Pattern quoted, String asked) {
        return quoted.matcher(asked)
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
