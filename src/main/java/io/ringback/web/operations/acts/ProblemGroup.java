package io.ringback.web.operations.acts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Cases that stand for one cause.
 *
 * @param key in forms: the same as long as place and problem are
 * @param place where they stand: an element of the diagram, or a medium whose messages are tried again
 * @param problem in the words of one of them
 * @param cases them, the oldest problem first
 * @param first since when the first of them
 * @param last since when the last of them
 */
public record ProblemGroup(String key, String place, String problem, List<UUID> cases, Instant first, Instant last) {

    /** Ids and long numbers differ, and the cause is the same. */
    private static final String OWN = "[0-9a-fA-F]{4,}(-[0-9a-fA-F]{2,})+|[0-9a-fA-F]*\\d[0-9a-fA-F]{5,}|\\d{4,}";

    /** One problem of one case. */
    record Problem(UUID caseId, String place, String text, Instant since) {}

    public ProblemGroup {
        cases = List.copyOf(cases);
    }

    /** The problems by their cause, the most frequent first. */
    static List<ProblemGroup> of(List<Problem> problems) {
        Map<String, List<Problem>> byKey = new LinkedHashMap<>();
        problems.forEach(one ->
                byKey.computeIfAbsent(key(one), first -> new ArrayList<>()).add(one));
        return byKey.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (ProblemGroup group) -> group.cases().size())
                        .reversed())
                .toList();
    }

    private static ProblemGroup group(String key, List<Problem> of) {
        List<Problem> inOrder =
                of.stream().sorted(Comparator.comparing(Problem::since)).toList();
        return new ProblemGroup(
                key,
                inOrder.get(0).place(),
                inOrder.get(0).text(),
                inOrder.stream().map(Problem::caseId).distinct().toList(),
                inOrder.get(0).since(),
                inOrder.get(inOrder.size() - 1).since());
    }

    private static String key(Problem problem) {
        String cause = problem.place() + " " + problem.text().replaceAll(OWN, "#");
        return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
