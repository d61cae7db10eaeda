package io.ringback.web.operations.story;

import io.ringback.web.words.PlainWords;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why the callee has or has not got anything: what an operator is asked on the telephone, in one sentence. */
final class Why {

    private static final Set<String> QUESTIONS = Set.of("QUESTION", "OFFER");
    private static final Set<String> NOTIFICATIONS = Set.of("NOTIFICATION");
    private static final Set<String> INFORMATION = Set.of("INFORMATION");

    private final SentenceTable sentences;

    Why(SentenceTable sentences) {
        this.sentences = sentences;
    }

    /** @param waiting why a message that still waits was not sent at the last try */
    String of(CaseRow row, List<Line> journey, Optional<String> waiting) {
        Map<String, String> values = new HashMap<>(JourneyInWords.people(row));
        if (row.reason() != null) {
            values.put("reason", row.reason());
        }
        Optional<Line> last = last(journey, messagesOf(row));
        last.ifPresent(line -> {
            values.put("medium", sentences.words("medium", line.medium(), Map.of()));
            values.put("problem", withoutStop(Problems.inWords(line.detail())));
        });
        String became = last.map(Line::result).orElse("");
        if (row.isOpen() && became.equals("WRITTEN") && waiting.isPresent()) {
            became = "WAITING";
            values.put("problem", withoutStop(Problems.inWords(waiting.get())));
        }
        values.put("codes", codes(row));
        return sentences.first(keys(row, became, last), values).orElseThrow();
    }

    private static Stream<String> keys(CaseRow row, String became, Optional<Line> last) {
        if (row.isOpen()) {
            String state = "why." + row.state();
            return Stream.of(state + "." + became, state, "why.unknown");
        }
        String outcome = "why." + row.outcome();
        String reason = outcome + "." + hyphened(row.reason());
        return Stream.of(
                reason + "." + became,
                reason,
                outcome + "." + became + "." + last.map(Line::step).orElse(""),
                outcome,
                "why.unknown");
    }

    /** The message on which the case hangs or hung. */
    private static Set<String> messagesOf(CaseRow row) {
        String about = row.isOpen() ? row.state() : row.outcome() + " " + row.reason();
        return switch (about) {
            case "ASKING_CALLER", "EXPIRED caller did not answer" -> QUESTIONS;
            case "WAITING_FOR_CALLEE", "EXPIRED callee did not react", "DECLINED callee declined" -> NOTIFICATIONS;
            case "INFORMING_CALLER" -> INFORMATION;
            default -> Set.of("QUESTION", "OFFER", "NOTIFICATION", "INFORMATION");
        };
    }

    private static Optional<Line> last(List<Line> journey, Set<String> steps) {
        return journey.stream()
                .filter(line -> steps.contains(line.step()) && line.medium() != null)
                .reduce((earlier, later) -> later);
    }

    private static String hyphened(String reason) {
        return reason == null ? "" : reason.toLowerCase(Locale.ENGLISH).replace(' ', '-');
    }

    private static String withoutStop(String problem) {
        return problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem;
    }

    private static String codes(CaseRow row) {
        String code = PlainWords.OF_OPERATORS.of(row.isOpen() ? row.state() : row.outcome());
        return row.reason() == null ? code : code + " (" + row.reason() + ")";
    }
}
