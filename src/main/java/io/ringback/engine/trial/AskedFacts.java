package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;

/**
 * What a table can be asked with, so that somebody may name a few of its facts and mean all cases in which they are so. What a
 * table of the analyst's own is asked with nobody knows, so there each fact is whatever its column names.
 */
final class AskedFacts {

    private static final Set<String> YES = Set.of("true", "wahr", "sant");
    private static final Set<String> NO = Set.of("false", "falsch", "falskt");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}[.,]\\d{1,9}");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    /** A value that no cell names. */
    private static final String ANOTHER = "another";

    private final List<Combinations> questions;
    private final Map<String, Set<Object>> values = new LinkedHashMap<>();
    private final Set<String> unlisted;

    private AskedFacts(List<Combinations> questions, Set<String> unlisted, TriedTable table) {
        this.unlisted = unlisted;
        questions.forEach(facts -> facts.groups().stream()
                .flatMap(List::stream)
                .forEach(group ->
                        group.forEach((name, value) -> values.computeIfAbsent(name, any -> new LinkedHashSet<>())
                                .add(value))));
        this.questions = questions.stream()
                .map(facts -> TriedTable.toldApart(facts, List.of(table)))
                .toList();
    }

    /**
     * The facts of a table.
     *
     * @param named those that somebody names, in whatever letters, beside those that make a difference to it
     */
    static AskedFacts of(String decision, DecisionTable table, TriedTable tried, List<String> named) {
        Optional<TableContract> contract = TableContract.of(decision);
        if (contract.isEmpty()) {
            return ofOwnTable(table, tried);
        }
        List<Combinations> questions = contract.get().questions().stream()
                .map(facts -> facts.only(
                        name -> tried.names().contains(name) || named.stream().anyMatch(name::equalsIgnoreCase)))
                .map(facts -> FactsOfPeople.widened(facts, table.getTextContent()))
                .map(AskedFacts::withoutEmptyGroups)
                .distinct()
                .toList();
        return new AskedFacts(questions, Set.of(), tried);
    }

    /** What is asked for by no table, and named by nobody, makes no difference. */
    private static Combinations withoutEmptyGroups(Combinations facts) {
        return new Combinations(
                facts.groups().stream().filter(group -> !group.get(0).isEmpty()).toList());
    }

    private static AskedFacts ofOwnTable(DecisionTable table, TriedTable tried) {
        Map<String, List<Object>> known = knownElsewhere();
        Set<String> unlisted = new TreeSet<>(tried.names());
        List<List<Map<String, Object>>> groups = new ArrayList<>();
        int column = 0;
        for (Input input : table.getInputs()) {
            String fact = input.getInputExpression() == null
                    ? ""
                    : input.getInputExpression().getTextContent().strip();
            int place = column++;
            List<Object> listed = listed(input).orElseGet(() -> known.getOrDefault(fact, List.of()));
            List<Object> can = listed.isEmpty() ? ofCells(table, place) : listed;
            if (tried.names().contains(fact) && !can.isEmpty() && unlisted.contains(fact)) {
                groups.add(FactsGiven.one(fact, can));
                if (!listed.isEmpty() && !FactsOfPeople.isOpen(fact)) {
                    unlisted.remove(fact);
                }
            }
        }
        return new AskedFacts(List.of(new Combinations(groups)), unlisted, tried);
    }

    private static Map<String, List<Object>> knownElsewhere() {
        Map<String, Set<Object>> known = new LinkedHashMap<>();
        Arrays.stream(TableContract.values())
                .flatMap(contract -> contract.questions().stream())
                .flatMap(facts -> facts.groups().stream())
                .flatMap(List::stream)
                .forEach(facts ->
                        facts.forEach((name, value) -> known.computeIfAbsent(name, any -> new LinkedHashSet<>())
                                .add(value)));
        return known.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    private static Optional<List<Object>> listed(Input input) {
        if (input.getInputExpression() != null
                && "boolean".equals(input.getInputExpression().getTypeRef())) {
            return Optional.of(List.of(true, false));
        }
        return Optional.ofNullable(input.getInputValues())
                .map(values -> texts(values.getTextContent()))
                .filter(values -> !values.isEmpty());
    }

    private static List<Object> texts(String cells) {
        return TEXT.matcher(cells)
                .results()
                .<Object>map(text -> text.group(1))
                .distinct()
                .toList();
    }

    private static List<Object> ofCells(DecisionTable table, int column) {
        String cells = table.getRules().stream()
                .map(rule -> rule.getInputEntries().stream().skip(column).findFirst())
                .flatMap(Optional::stream)
                .map(cell -> cell.getTextContent())
                .collect(Collectors.joining(" "));
        List<Object> texts = texts(cells);
        return texts.isEmpty()
                ? NUMBER.matcher(cells)
                        .results()
                        .map(number -> Integer.parseInt(number.group()))
                        .flatMap(number -> Stream.<Object>of(number - 1, number, number + 1))
                        .distinct()
                        .toList()
                : Stream.concat(texts.stream(), Stream.of(ANOTHER)).distinct().toList();
    }

    /** The facts that the table can be asked with, as far as they make a difference or were named. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(unlisted);
        return names;
    }

    /** What {@code text} means as this fact; empty if the fact is never so. */
    Optional<Object> value(String fact, String text) {
        Set<Object> can = values.getOrDefault(fact, Set.of());
        Optional<Object> value = can.isEmpty()
                ? Optional.of(guessed(text))
                : typed(can.iterator().next(), text);
        return value.filter(one -> isOpen(fact) || can.contains(one));
    }

    private boolean isOpen(String fact) {
        String name = fact.toLowerCase(Locale.ROOT);
        return unlisted.contains(fact)
                || FactsOfPeople.isOpen(fact) && !name.endsWith("weekday") && !name.endsWith("hour");
    }

    private static Optional<Object> typed(Object like, String text) {
        if (like instanceof Boolean) {
            return yesOrNo(text).map(Object.class::cast);
        }
        if (like instanceof Number) {
            return number(text);
        }
        return Optional.of(text);
    }

    private static Object guessed(String text) {
        return yesOrNo(text).map(Object.class::cast).or(() -> number(text)).orElse(text);
    }

    /** True and false as spreadsheets write them, here and there. */
    static Optional<Boolean> yesOrNo(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        if (YES.contains(small)) {
            return Optional.of(true);
        }
        return NO.contains(small) ? Optional.of(false) : Optional.empty();
    }

    /** A number with a decimal point or comma; empty if it is none. */
    static Optional<Object> number(String text) {
        if (WHOLE.matcher(text).matches()) {
            return Optional.of(Integer.parseInt(text));
        }
        return DECIMAL.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text.replace(',', '.')))
                : Optional.empty();
    }

    /** What the fact can be, in words. */
    String words(String fact) {
        return values.getOrDefault(fact, Set.of()).stream()
                .map(Objects::toString)
                .collect(Collectors.joining(", "));
    }

    /**
     * Everything that the table can be asked with where these facts are so. Where they never are together, it is as if no fact hung
     * together with another: a row of the table may be kept for a rule that is not there. None if nothing asks with all of them.
     */
    List<Combinations> where(Map<String, Object> given) {
        List<Combinations> asked = where(questions, given);
        return asked.isEmpty()
                ? where(questions.stream().map(Combinations::loose).toList(), given)
                : asked;
    }

    private List<Combinations> where(List<Combinations> all, Map<String, Object> given) {
        return all.stream()
                .map(facts -> where(facts, given))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Combinations> where(Combinations facts, Map<String, Object> given) {
        Map<String, Object> left = new LinkedHashMap<>(given);
        List<List<Map<String, Object>>> groups = new ArrayList<>();
        for (List<Map<String, Object>> group : facts.groups()) {
            Set<String> names = group.get(0).keySet();
            String only = names.size() == 1 ? names.iterator().next() : "";
            List<Map<String, Object>> fitting = given.containsKey(only)
                    ? FactsGiven.one(only, List.of(given.get(only)))
                    : group.stream().filter(one -> agree(one, given)).toList();
            boolean some = FactsOfPeople.isOpen(only) || unlisted.contains(only);
            if (fitting.isEmpty() || given.containsKey(only) && !some && !group.contains(fitting.get(0))) {
                return Optional.empty();
            }
            groups.add(fitting);
            left.keySet().removeAll(names);
        }
        if (!unlisted.containsAll(left.keySet())) {
            return Optional.empty();
        }
        left.forEach((fact, value) -> groups.add(FactsGiven.one(fact, List.of(value))));
        return Optional.of(new Combinations(groups));
    }

    private static boolean agree(Map<String, Object> one, Map<String, Object> given) {
        return one.entrySet().stream()
                .allMatch(fact -> !given.containsKey(fact.getKey())
                        || given.get(fact.getKey()).equals(fact.getValue()));
    }
}
