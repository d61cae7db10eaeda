package io.ringback.engine.preview;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says what would change in sentences with numbers, in the order in which a case comes to it. */
final class Sentences {

    /** Things of a kind: one of them, and several. */
    private record Noun(String one, String several) {

        String of(int count) {
            return count == 1 ? one : several;
        }
    }

    /** What is counted. */
    private record Counted(Topic topic, String value, boolean atNight) {}

    private static final Comparator<Counted> IN_ORDER =
            Comparator.comparing(Counted::topic).thenComparing(Counted::value).thenComparing(Counted::atNight);

    private Sentences() {}

    static List<String> of(Map<Moved, Integer> moved) {
        Map<Counted, int[]> counts = new TreeMap<>(IN_ORDER);
        List<Map.Entry<Moved, Integer>> waits = new ArrayList<>();
        moved.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(Moved::topic).thenComparing(one -> one.from() + one.to())))
                .forEach(entry -> {
                    Moved one = entry.getKey();
                    if (one.topic().isWait()) {
                        waits.add(entry);
                    } else {
                        count(counts, one, one.to(), 0, entry.getValue());
                        count(counts, one, one.from(), 1, entry.getValue());
                    }
                });
        Map<Topic, List<String>> all = new TreeMap<>();
        counts.forEach((counted, gainedAndLost) -> noun(counted)
                .ifPresent(noun -> all.computeIfAbsent(counted.topic(), first -> new ArrayList<>())
                        .add(before(counted.topic()) + sentence(gainedAndLost[0], gainedAndLost[1], noun))));
        waits.forEach(entry -> all.computeIfAbsent(entry.getKey().topic(), first -> new ArrayList<>())
                .add(wait(entry.getKey(), entry.getValue())));
        return all.values().stream().flatMap(List::stream).map(Sentences::begun).toList();
    }

    private static String begun(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static void count(Map<Counted, int[]> counts, Moved one, String value, int which, int cases) {
        if (value != null) {
            counts.computeIfAbsent(
                            new Counted(one.topic(), value, one.topic().isMessage() && one.atNight()),
                            first -> new int[2])[which] += cases;
        }
    }

    private static String sentence(int gained, int lost, Noun noun) {
        int net = gained - lost;
        if (net == 0) {
            return "as many " + noun.several() + ", but others: " + gained + " who were not, and " + lost
                    + " not any more";
        }
        String more = Math.abs(net) + (net > 0 ? " more " : " fewer ") + noun.of(Math.abs(net));
        return gained == 0 || lost == 0 ? more : more + " (" + gained + " more and " + lost + " fewer)";
    }

    private static String before(Topic topic) {
        return topic.isChoice() ? topic.about() + ": " : "";
    }

    private static Optional<Noun> noun(Counted counted) {
        if (counted.value().equals(DecidedCase.UNDECIDED)) {
            return Optional.of(new Noun(
                    "case in which " + counted.topic().table() + " says nothing",
                    "cases in which " + counted.topic().table() + " says nothing"));
        }
        return Optional.ofNullable(
                switch (counted.topic()) {
                    case CONSENT -> consent(counted.value());
                    case ON_THE_SPOT ->
                        counted.value().equals("true")
                                ? new Noun(
                                        "caller who stays on the line is asked there",
                                        "callers who stay on the line are asked there")
                                : null;
                    case SILENCE ->
                        counted.value().equals("NO")
                                ? new Noun(
                                        "caller who says nothing there has said no",
                                        "callers who say nothing there have said no")
                                : new Noun(
                                        "caller who says nothing there is asked again in writing",
                                        "callers who say nothing there are asked again in writing");
                    case QUESTION -> message(counted, "to ask callers", "caller", "asked");
                    case NOTIFICATION -> message(counted, "to notify callees", "callee", "notified");
                    case INFORMATION -> message(counted, "to inform callers", "caller", "informed");
                    case CHOICE_CONNECT, CHOICE_INFORM, CHOICE_WRITE, CHOICE_NOT_NOW, CHOICE_BLOCK ->
                        reaction(counted.value());
                    default -> null;
                });
    }

    private static Noun consent(String value) {
        return switch (value) {
            case "ASK" -> new Noun("caller is asked", "callers are asked");
            case "NOT_NEEDED" ->
                new Noun(
                        "callee is notified without a question to the caller",
                        "callees are notified without a question to the caller");
            default -> new Noun("case in which nobody is written to", "cases in which nobody is written to");
        };
    }

    private static Noun message(Counted counted, String purpose, String reader, String done) {
        String night = counted.atNight() ? " at night" : "";
        return switch (counted.value()) {
            case "EMAIL" -> messages("e-mail", purpose + night);
            case "SMS" -> messages("text message", purpose + night);
            case "MMS" -> messages("multimedia message", purpose + night);
            case "INSTANT_MESSAGE" -> messages("instant message", purpose + night);
            case "VOICE" -> messages("voice call", purpose + night);
            default ->
                new Noun(
                        reader + " cannot be " + done + " by any medium" + night,
                        reader + "s cannot be " + done + " by any medium" + night);
        };
    }

    private static Noun messages(String sort, String rest) {
        return new Noun(sort + " " + rest, sort + "s " + rest);
    }

    private static Noun reaction(String value) {
        return switch (value) {
            case "CONNECT" -> new Noun("pair is connected", "pairs are connected");
            case "INFORM" -> new Noun("caller is told instead", "callers are told instead");
            default -> new Noun("caller is told nothing", "callers are told nothing");
        };
    }

    private static String wait(Moved moved, int cases) {
        String change = longer(moved.from(), moved.to());
        String who =
                switch (moved.topic()) {
                    case WAIT_FOR_ANSWER ->
                        new Noun("caller has " + change + " to answer", "callers have " + change + " to answer")
                                .of(cases);
                    case WAIT_FOR_CONTACT ->
                        new Noun("callee has " + change + " to react", "callees have " + change + " to react")
                                .of(cases);
                    case WAIT_FOR_CONNECTION ->
                        new Noun("connection may take " + change, "connections may take " + change).of(cases);
                    default ->
                        new Noun("delivery to a caller may take " + change, "deliveries to callers may take " + change)
                                .of(cases);
                };
        return cases + " " + who + ": " + moved.from() + " → " + moved.to();
    }

    private static String longer(String from, String to) {
        try {
            int compared = Duration.parse(to).compareTo(Duration.parse(from));
            return compared > 0 ? "longer" : "less time";
        } catch (DateTimeException e) {
            // In months, or from a given day on: how long that is depends.
            return "another time";
        }
    }
}
