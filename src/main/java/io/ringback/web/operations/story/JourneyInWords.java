package io.ringback.web.operations.story;

import io.ringback.web.words.PlainWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tells the lines of a journey as sentences about two people. */
final class JourneyInWords {

    /** What the callee gets and does, or who is told in their stead. */
    private static final Set<String> OF_THE_NOTIFIED =
            Set.of("NOTIFICATION", "CONTACT_MEANS_USED", "TIME_NAMED", "NO_TIME_FOR_BOTH");

    private final SentenceTable sentences;
    private final Map<String, String> people;

    JourneyInWords(SentenceTable sentences, CaseRow row) {
        this.sentences = sentences;
        this.people = people(row);
    }

    static Map<String, String> people(CaseRow row) {
        return Map.of(
                "caller", row.caller() == null ? "the caller" : row.caller(),
                "callee", row.callee() == null ? "the callee" : row.callee());
    }

    /**
     * Each line, with the element that the token had come to last.
     *
     * @param name what people call an element
     */
    List<ToldLine> tell(List<Line> lines, List<Passed> way, UnaryOperator<String> name) {
        boolean deputyTold = lines.stream().anyMatch(line -> line.step().equals("DEPUTY_TOLD"));
        List<ToldLine> told = new ArrayList<>();
        int passed = 0;
        boolean otherRoles = lines.stream().filter(JourneyInWords::swapsRoles).count() % 2 == 1;
        for (Line line : lines) {
            // The row of the case has the roles of the end.
            otherRoles ^= swapsRoles(line);
            Map<String, String> two = otherRoles ? swapped(people) : people;
            while (passed < way.size() && !way.get(passed).at().isAfter(line.at())) {
                passed++;
            }
            String element = passed == 0 ? null : way.get(passed - 1).element();
            told.add(new ToldLine(
                    line.at(),
                    words(line, deputyTold && OF_THE_NOTIFIED.contains(line.step()) ? withDeputy() : two),
                    more(line),
                    line.code(),
                    element,
                    element == null ? null : name.apply(element)));
        }
        return told;
    }

    private static boolean swapsRoles(Line line) {
        return line.step().equals("ROLES_SWAPPED");
    }

    private static Map<String, String> swapped(Map<String, String> people) {
        return Map.of("caller", people.get("callee"), "callee", people.get("caller"));
    }

    private Map<String, String> withDeputy() {
        return Map.of("caller", people.get("caller"), "callee", people.get("callee") + "’s deputy");
    }

    private String words(Line line, Map<String, String> who) {
        Map<String, String> values = values(line, who);
        Stream<String> own = Stream.of("journey." + line.step() + "." + line.result());
        Stream<String> general =
                line.isOfMessage() ? Stream.of("became." + line.result()) : Stream.of("journey." + line.step());
        return sentences.first(Stream.concat(own, general), values).orElse("");
    }

    private Map<String, String> values(Line line, Map<String, String> who) {
        Map<String, String> values = new HashMap<>(who);
        if (line.medium() != null) {
            values.put("medium", sentences.words("medium", line.medium(), Map.of()));
        }
        if (line.result() != null) {
            values.put("result", PlainWords.OF_OPERATORS.of(line.result()));
        }
        if (line.isOfMessage()) {
            values.put("message", sentences.words("message", line.step(), who));
        }
        return values;
    }

    private static String more(Line line) {
        boolean failed = "FAILED".equals(line.result()) && line.isOfMessage();
        return failed ? Problems.inWords(line.detail()) : line.detail();
    }
}
