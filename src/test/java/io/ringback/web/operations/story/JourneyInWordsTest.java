package io.ringback.web.operations.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.cases.Journal.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journey as people read it. */
class JourneyInWordsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final CaseRow ROW = new CaseRow(
            UUID.randomUUID(),
            "process-1",
            1,
            "Anna",
            "Bob",
            "VOICE",
            "BUSY",
            null,
            1,
            "ASKING_CALLER",
            null,
            null,
            null,
            null,
            BEGIN,
            null);

    private final JourneyInWords words = new JourneyInWords(new SentenceTable(), ROW);

    private static Line line(Duration after, String step, String medium, String result, String detail) {
        return new Line(BEGIN.plus(after), step, medium, result, detail);
    }

    private List<ToldLine> tell(Line... lines) {
        return words.tell(List.of(lines), List.of(), element -> element);
    }

    @Test
    void linesAreSentencesAboutTheTwo() {
        List<ToldLine> told = tell(
                line(Duration.ZERO, "CALL_FAILED", "VOICE", "BUSY", null),
                line(Duration.ZERO, "QUESTION", "EMAIL", "WRITTEN", "held until the quiet hours end"),
                line(Duration.ZERO, "QUESTION", "EMAIL", "FAILED", "SMTP 550 5.1.1"),
                line(Duration.ZERO, "CONTACT_MEANS_USED", null, "CONNECT", null),
                line(Duration.ZERO, "CONNECTION", "VOICE", "WRITTEN", null),
                line(Duration.ZERO, "CONNECTION", "VOICE", "CALLEE_NO_ANSWER", null));

        assertThat(told)
                .extracting(ToldLine::words)
                .containsExactly(
                        "Anna called Bob, who was busy.",
                        "The question to Anna was written, to go by mail.",
                        "The question to Anna could not be delivered by mail.",
                        "Bob wants to be connected now.",
                        "The order to connect the two was written, to go by a call.",
                        "Bob did not pick up.");
        assertThat(told.get(1).more()).isEqualTo("held until the quiet hours end");
        assertThat(told.get(2).more()).isEqualTo("there is no such mailbox (SMTP 550 5.1.1)");
        assertThat(told.get(2).code()).isEqualTo("QUESTION FAILED");
    }

    @Test
    void whoIsToldInTheCalleesSteadIsNotTakenForTheCallee() {
        assertThat(tell(
                        line(Duration.ZERO, "CALL_FAILED", "VOICE", "BUSY", null),
                        line(Duration.ZERO, "DEPUTY_TOLD", null, null, null),
                        line(Duration.ofMillis(5), "NOTIFICATION", "EMAIL", "WRITTEN", null),
                        line(Duration.ofMinutes(2), "CONTACT_MEANS_USED", null, "BLOCK", null)))
                .extracting(ToldLine::words)
                .containsExactly(
                        "Anna called Bob, who was busy.",
                        "The table who-is-told has the deputy of Bob told in their stead.",
                        "The notification to Bob’s deputy was written, to go by mail.",
                        "Bob’s deputy wants to hear nothing of Anna any more.");
    }

    @Test
    void whoTheTwoAreIsToldAsTheirRolesWereThen() {
        // The row has the roles of the end.
        assertThat(tell(
                        line(Duration.ZERO, "CALL_FAILED", "VOICE", "BUSY", null),
                        line(Duration.ofMinutes(1), "CONNECTION", "VOICE", "CALLER_NO_ANSWER", null),
                        line(Duration.ofMinutes(1), "ROLES_SWAPPED", null, null, "turn 1"),
                        line(Duration.ofMinutes(2), "CONTACT_MEANS_USED", null, "CONNECT", null)))
                .extracting(ToldLine::words)
                .containsExactly(
                        "Bob called Anna, who was busy.",
                        "Bob did not pick up.",
                        "The returned call was not answered, so the two change roles. From here on, Anna is who called back,"
                                + " and Bob who did not answer.",
                        "Bob wants to be connected now.");
    }

    @Test
    void aResultWithinASentenceIsInWords() {
        assertThat(tell(
                        line(Duration.ZERO, "OPERATOR_ACTED", null, "SEND_AGAIN", "by olga"),
                        line(Duration.ZERO, "TOO_LATE", null, "CONTACT", null)))
                .extracting(ToldLine::words)
                .containsExactly(
                        "An operator acted: send again.", "What somebody did came too late: answer of the callee.");
    }

    @Test
    void whatTheTableDoesNotKnowHasItsCodeOnly() {
        assertThat(tell(line(Duration.ZERO, "TELEPATHY", null, "HEARD", null)))
                .extracting(ToldLine::words, ToldLine::code)
                .containsExactly(tuple("", "TELEPATHY HEARD"));
    }

    @Test
    void aLineIsOfTheElementThatTheTokenHadComeTo() {
        List<Passed> way = List.of(new Passed(BEGIN, "AskCaller"), new Passed(BEGIN.plusSeconds(1), "WaitForAnswer"));

        List<ToldLine> told = words.tell(
                List.of(
                        line(Duration.ofMillis(-1), "CALL_FAILED", "VOICE", "BUSY", null),
                        line(Duration.ofMillis(5), "QUESTION", "EMAIL", "WRITTEN", null),
                        line(Duration.ofHours(1), "CALLER_ANSWERED", null, "YES", null)),
                way,
                element -> "the element " + element);

        assertThat(told).extracting(ToldLine::element).containsExactly(null, "AskCaller", "WaitForAnswer");
        assertThat(told.get(2).place()).isEqualTo("the element WaitForAnswer");
    }

    @Test
    void pausesAreFolded() {
        List<Stretch> stretches = Stretch.of(tell(
                line(Duration.ZERO, "CALL_FAILED", "VOICE", "BUSY", null),
                line(Duration.ofMinutes(9), "CALLED_AGAIN", null, null, null),
                line(Duration.ofMinutes(34), "CALLED_AGAIN", null, null, null),
                line(Duration.ofMinutes(34).plusHours(2), "CALLER_ANSWERED", null, "YES", null),
                line(Duration.ofDays(3), "ENDED", null, "EXPIRED", null)));

        assertThat(stretches)
                .extracting(Stretch::later)
                .containsExactly(null, "25 minutes later", "2 hours later", "3 days later");
        assertThat(stretches.get(0).lines()).hasSize(2);
        assertThat(Stretch.of(List.of())).isEmpty();
    }

    /** Those of messages and connections say what became of them. */
    @ParameterizedTest
    @EnumSource(value = Step.class, names = "CONNECTION_PROGRESS", mode = EnumSource.Mode.EXCLUDE)
    void eachStepHasASentence(Step step) {
        boolean known = Stream.of("WRITTEN", "BUSY", "CONNECT", "YES", "INFORMED", "CONNECTED")
                .anyMatch(result -> !tell(line(Duration.ZERO, step.name(), "EMAIL", result, null))
                        .get(0)
                        .words()
                        .isEmpty());

        assertThat(known).isTrue();
    }
}
