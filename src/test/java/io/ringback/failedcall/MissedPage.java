package io.ringback.failedcall;

import static java.util.Map.entry;

import io.ringback.failedcall.Classification.Condition;
import io.ringback.failedcall.Classification.Result;
import io.ringback.failedcall.Classification.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Writes docs/what-is-missed.md from the tables: {@code bin/write-missed}. The classification table says which endings count, the rules of
 * the decision tables say in their own sentences what happens then; the examples are written here.
 */
final class MissedPage {

    static final Path PAGE = Path.of("docs/what-is-missed.md");
    private static final Path TABLES = Path.of("bpmn");

    private static final String HEAD = """
            # What is missed

            This page is for everybody. It says which calls count as missed, what Ringback does then, and what that looks like. The numbers
            in brackets are for telecom engineers.

            `bin/write-missed` writes this page from the tables in this repository: `classification.yaml` says what counts, and
            [`bpmn`](for-analysts.md) what happens then. Nobody edits it. If you use tables of your own, have it written for those:
            `bin/write-missed classification.yaml FOLDER PAGE`.

            In all examples Anna calls Bob, and both are known to Ringback.
            """;

    /** In the words of users: what it is called, what it means, an example. */
    private record Words(String title, String meaning, String example) {}

    private static final Map<Result, Words> WORDS = Map.ofEntries(
            entry(
                    Result.BUSY,
                    new Words(
                            "Busy",
                            "Bob was on the telephone, or had set it to busy.",
                            "Anna hears the busy tone. Ringback asks her whether to leave word, and she says yes. Bob hangs up and"
                                    + " finds a message that Anna tried to reach him. He touches the button, his telephone rings, and"
                                    + " then Anna's.")),
            entry(
                    Result.NO_ANSWER,
                    new Words(
                            "Nobody answered",
                            "It rang, and Bob did not take the call.",
                            "Bob's telephone rings in the kitchen while he is in the garden. Anna gives up. Ringback asks her, and"
                                    + " writes to Bob by another way than the call. He reads it and calls back by one touch.")),
            entry(
                    Result.UNREACHABLE,
                    new Words(
                            "Out of reach",
                            "Bob's telephone was switched off, had no network, or was out of order.",
                            "Bob sits in an aeroplane. Anna hears that he cannot be reached. Ringback asks her, and writes to Bob,"
                                    + " who reads it when he has landed.")),
            entry(
                    Result.REJECTED,
                    new Words(
                            "Rejected",
                            "Bob saw the call and did not want it, or his network refused it for him.",
                            "Bob is in a meeting and presses the red button. He has told Ringback nothing of wanting to know of"
                                    + " such calls, so Anna is not asked and Bob gets no message. Carol always wants to know: she gets"
                                    + " one.")),
            entry(
                    Result.NOT_FOUND,
                    new Words(
                            "No such person",
                            "Nobody was found under the number, and Ringback knows nobody by it either.",
                            "Anna mistypes the number. She hears that it does not exist, and nobody is written to.")),
            entry(
                    Result.BLOCK,
                    new Words(
                            "Not wanted",
                            "Bob's telephone said that he wants no calls from this caller.",
                            "Bob marks a salesman's call as unwanted. Ringback blocks the salesman for Bob: Bob is told of no"
                                    + " call of his, neither of this one nor later.")),
            entry(
                    Result.NOTHING,
                    new Words(
                            "What does not count",
                            "The call was not missed, or it goes on elsewhere. Ringback does nothing.",
                            "Anna dials, sees that it is late, and hangs up after the first ring. Bob is not told. Or Bob's desk"
                                    + " telephone rings and he answers on his mobile: nothing was missed.")));

    private static final Map<String, String> STATUSES = Map.ofEntries(
            entry("3xx", "The call goes on to another address"),
            entry("401", "The telephone wanted a password"),
            entry("404", "The telephone number was not found"),
            entry("407", "The switch wanted a password"),
            entry("408", "There was no answer in time"),
            entry("410", "The number is not in use any more"),
            entry("480", "Nobody was there to take it"),
            entry("484", "The number was not complete"),
            entry("486", "The telephone was busy"),
            entry("487", "The caller hung up before anybody answered"),
            entry("488", "The two telephones do not understand each other"),
            entry("500", "The telephone or its network had a fault"),
            entry("503", "The telephone or its network was out of service"),
            entry("600", "All telephones were busy"),
            entry("603", "The call was rejected"),
            entry("604", "There is no such number anywhere"),
            entry("607", "The call was marked as unwanted"),
            entry("608", "The network rejected the call for the callee"));

    private static final Map<String, String> CAUSES = Map.of(
            "17", "The network says: busy",
            "18", "The network says: the telephone did not respond",
            "19", "The network says: it rang and nobody answered",
            "20", "The network says: switched off, or without a network",
            "21", "The network says: rejected",
            "26", "The network says: answered on another telephone");

    private static final List<Result> ORDER = List.of(
            Result.BUSY,
            Result.NO_ANSWER,
            Result.UNREACHABLE,
            Result.REJECTED,
            Result.NOT_FOUND,
            Result.BLOCK,
            Result.NOTHING);

    private final Classification table;
    private final Path tables;

    private MissedPage(Resource classification, Path tables) {
        this.table = new Classification(classification);
        this.tables = tables;
    }

    /** Of the tables in this repository. */
    static MissedPage shipped() {
        return new MissedPage(new ClassPathResource("classification.yaml"), TABLES);
    }

    public static void main(String[] arguments) throws IOException {
        MissedPage page = arguments.length == 3
                ? new MissedPage(new FileSystemResource(arguments[0]), Path.of(arguments[1]))
                : shipped();
        Files.writeString(arguments.length == 3 ? Path.of(arguments[2]) : PAGE, page.text());
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Result result : ORDER) {
            List<String> endings = table.rules().stream()
                    .filter(rule -> rule.then() == result)
                    .flatMap(this::endings)
                    .toList();
            if (!endings.isEmpty()) {
                page.append(chapter(result, endings));
            }
        }
        page.append("""

                ## And everything else
                What stands nowhere above does not count. A mail that cannot be delivered counts too, by rules of its own:
                [mail-between-people.md](mail-between-people.md). If a call counts differently from what you expect, `bin/check-switch` says
                what your switch told Ringback of it ([switch.md](switch.md#check-the-switch)).
                """);
        return page.toString();
    }

    private String chapter(Result result, List<String> endings) {
        Words words = WORDS.get(result);
        StringBuilder chapter = new StringBuilder("\n## " + words.title() + "\n" + words.meaning() + "\n\n");
        endings.forEach(ending -> chapter.append("- ").append(ending).append('\n'));
        List<String> then = then(result);
        if (!then.isEmpty()) {
            chapter.append("\nWhat happens then:\n\n");
            then.forEach(sentence -> chapter.append("- ").append(sentence).append('\n'));
        }
        return chapter.append("\nFor example: ")
                .append(words.example())
                .append('\n')
                .toString();
    }

    private Stream<String> endings(Rule rule) {
        return Stream.concat(
                rule.sip().stream().map(status -> ending(STATUSES, status, status, rule.when())),
                rule.q850().stream().map(cause -> ending(CAUSES, cause, "Q.850 " + cause, rule.when())));
    }

    private String ending(Map<String, String> known, String number, String code, Condition when) {
        return known.getOrDefault(number, "The call ended in this way")
                + switch (when) {
                    case ALWAYS -> "";
                    case RANG -> ", after the telephone rang";
                    case RANG_LONG ->
                        ", after it rang for " + table.longRinging().toSeconds() + " seconds or more";
                    case CALLEE_KNOWN -> ", and Ringback knows who has it";
                }
                + unless(number, when)
                + " (" + code + ")";
    }

    /** A line that comes after another one of the same number is for what that one has left. */
    private String unless(String number, Condition when) {
        List<Condition> before = table.rules().stream()
                .filter(rule -> rule.sip().contains(number))
                .map(Rule::when)
                .takeWhile(condition -> condition != when)
                .toList();
        if (when != Condition.ALWAYS || before.isEmpty()) {
            return "";
        }
        return before.contains(Condition.CALLEE_KNOWN)
                ? ", and Ringback knows nobody who has it"
                : before.contains(Condition.RANG) ? ", and the telephone did not ring" : ", sooner than that";
    }

    private List<String> then(Result result) {
        if (result == Result.NOTHING || result == Result.BLOCK || result == Result.NOT_FOUND) {
            return List.of();
        }
        String cause = result.name();
        List<String> sentences = new ArrayList<>();
        DecisionRules consent = DecisionRules.of(tables.resolve("consent-policy.dmn"));
        sentences.addAll(consent.thatName("Why did the call fail?", cause));
        if (consent.otherwise().equals(Optional.of("\"ASK\""))) {
            sentences.add("Anna is asked first, unless one of the two has settled it before.");
        }
        DecisionRules waits = DecisionRules.of(tables.resolve("waiting-times.dmn"));
        String what = "What is waited for?";
        sentences.addAll(waits.firstOf(Map.of(what, "QUESTION", "Why did the call fail?", cause)));
        sentences.addAll(waits.firstOf(Map.of(what, "NOTIFICATION", "Why did the call fail?", cause)));
        sentences.add(
                "The message goes by another way than the call, and only as Bob and the [tables](for-analysts.md) have it.");
        return sentences;
    }
}
