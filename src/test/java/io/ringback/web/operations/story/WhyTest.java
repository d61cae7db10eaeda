package io.ringback.web.operations.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** "Why did Bob not get it?" */
class WhyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Why why = new Why(new SentenceTable());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOT_NOTIFIED | the callee has blocked the caller |                           | Bob got nothing, because Bob has blocked Anna.
            NOT_NOTIFIED | on Sundays nobody is told         |                           | Bob got nothing, because the consent policy says: on Sundays nobody is told.
            DECLINED     | caller said no                    | QUESTION DELIVERED        | Bob got nothing, because Anna said no.
            EXPIRED      | caller did not answer             | QUESTION SENT             | Bob got nothing, because Anna did not answer the question, which went out by mail.
            EXPIRED      | caller did not answer             | QUESTION FAILED           | Bob got nothing, because the question to Anna could not be delivered by mail: the mailbox is full (SMTP 552 5.2.2).
            EXPIRED      | callee did not react              | NOTIFICATION DELIVERED    | Bob was notified: it arrived by mail. Bob did not react in time.
            UNDELIVERABLE | nobody mended the delivery       | NOTIFICATION FAILED       | Bob got nothing, because the notification could not be delivered by mail, and nobody mended that in time: the mailbox is full (SMTP 552 5.2.2).
            INFORMED     |                                   | INFORMATION SENT          | Bob was notified and reacted, and Anna was informed.
            CANCELLED    | by olga in Cockpit                |                           | The case was ended before its time: by olga in Cockpit.
            """)
    void aCaseThatHasEndedSaysWhy(String outcome, String reason, String last, String sentence) {
        assertThat(why.of(row("ENDED", outcome, reason), journey(last), Optional.empty()))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENED             |                        |                     | Bob has got nothing yet: the case has just opened.
            ASKING_CALLER      | QUESTION WRITTEN       |                     | Bob has got nothing yet, because the question to Anna has not left yet.
            ASKING_CALLER      | QUESTION WRITTEN       | Connection refused. | Bob has got nothing yet, because the question to Anna has not left yet. The last try failed: its server cannot be reached (Connection refused.).
            ASKING_CALLER      | QUESTION SENT          |                     | Bob has got nothing yet, because Anna has not answered the question, which went out by mail.
            ASKING_CALLER      | QUESTION ANSWER_LOST   |                     | Bob has got nothing yet, because Anna has not answered the question.
            WAITING_FOR_CALLEE | NOTIFICATION DELIVERED |                     | Bob was notified: it arrived by mail. Bob has not reacted yet.
            WAITING_FOR_CALLEE | NOTIFICATION FAILED    |                     | Bob has got nothing yet, because the notification could not be delivered by mail: the mailbox is full (SMTP 552 5.2.2).
            INFORMING_CALLER   | INFORMATION WRITTEN    |                     | Bob was notified and reacted, and Anna is being told.
            """)
    void anOpenCaseSaysWhatItWaitsFor(String state, String last, String waiting, String sentence) {
        assertThat(why.of(row(state, null, null), journey(last), Optional.ofNullable(waiting)))
                .isEqualTo(sentence);
    }

    @Test
    void whatNobodyHasASentenceForShowsItsCodes() {
        assertThat(why.of(row("ENDED", "TELEPATHY", "by whom"), List.of(), Optional.empty()))
                .isEqualTo("The case: TELEPATHY (by whom).");
    }

    @Test
    void strangersAreNamedByWhatTheyAre() {
        CaseRow row = row("ASKING_CALLER", null, null, null, null);

        assertThat(why.of(row, journey("QUESTION SENT"), Optional.empty()))
                .startsWith("The callee has got nothing yet");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void eachOutcomeHasASentence(Outcome outcome) {
        assertThat(why.of(row("ENDED", outcome.name(), "for a reason"), List.of(), Optional.empty()))
                .doesNotContain(outcome.name(), "{");
    }

    @ParameterizedTest
    @EnumSource(value = CaseState.class, names = "ENDED", mode = EnumSource.Mode.EXCLUDE)
    void eachStateHasASentence(CaseState state) {
        assertThat(why.of(row(state.name(), null, null), List.of(), Optional.empty()))
                .doesNotContain(state.name(), "{");
    }

    /** All messages before the last had arrived. */
    private static List<Line> journey(String last) {
        List<Line> journey = new ArrayList<>();
        journey.add(new Line(NOW, "CALL_FAILED", "VOICE", "BUSY", null));
        if (last != null) {
            String[] parts = last.split(" ");
            String problem = parts[1].equals("FAILED") ? "SMTP 552 5.2.2" : null;
            journey.add(new Line(NOW, parts[0], "EMAIL", parts[1], problem));
        }
        return journey;
    }

    private static CaseRow row(String state, String outcome, String reason) {
        return row(state, outcome, reason, "Anna", "Bob");
    }

    private static CaseRow row(String state, String outcome, String reason, String caller, String callee) {
        return new CaseRow(
                UUID.randomUUID(),
                "process-1",
                1,
                caller,
                callee,
                "VOICE",
                "BUSY",
                "VERIFIED",
                1,
                state,
                outcome,
                reason,
                null,
                null,
                NOW,
                outcome == null ? null : NOW);
    }
}
