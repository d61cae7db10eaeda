package io.ringback.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator reads before deploying. */
class SentencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            CONSENT             | day   | NOT_NEEDED | ASK        | 37 | 37 more callers are asked
            CONSENT             | day   | NOT_NEEDED | ASK        | 37 | 37 fewer callees are notified without a question to the caller
            CONSENT             | day   | ASK        | NOT_ALLOWED | 1 | 1 fewer caller is asked
            CONSENT             | day   | ASK        | NOT_ALLOWED | 1 | 1 more case in which nobody is written to
            ON_THE_SPOT         | day   | false      | true       | 9  | 9 more callers who stay on the line are asked there
            SILENCE             | day   | NO         | IN_WRITING | 2  | 2 more callers who say nothing there are asked again in writing
            QUESTION            | day   | -          | EMAIL      | 3  | 3 more e-mails to ask callers
            NOTIFICATION        | night | SMS        | EMAIL      | 4  | 4 fewer text messages to notify callees at night
            NOTIFICATION        | night | SMS        | EMAIL      | 4  | 4 more e-mails to notify callees at night
            NOTIFICATION        | day   | SMS        | NONE       | 1  | 1 more callee cannot be notified by any medium
            INFORMATION         | day   | VOICE      | MMS        | 1  | 1 fewer voice call to inform callers
            CHOICE_CONNECT      | day   | CONNECT    | INFORM     | 5  | If the callee wants to be connected: 5 fewer pairs are connected
            CHOICE_NOT_NOW      | day   | DECLINE    | INFORM     | 1  | If the callee wants neither now: 1 more caller is told instead
            WAIT_FOR_ANSWER     | day   | PT4H       | PT1H       | 8  | 8 callers have less time to answer: PT4H → PT1H
            WAIT_FOR_CONTACT    | day   | PT4H       | PT5H       | 12 | 12 callees have longer to react: PT4H → PT5H
            WAIT_FOR_CONTACT    | day   | P2D        | PT36H      | 1  | 1 callee has less time to react: P2D → PT36H
            WAIT_FOR_CONTACT    | day   | P2D        | P1M        | 1  | 1 callee has another time to react: P2D → P1M
            WAIT_FOR_CONNECTION | day   | PT3M       | PT5M       | 2  | 2 connections may take longer: PT3M → PT5M
            WAIT_FOR_DELIVERY   | day   | P1D        | P2D        | 1  | 1 delivery to a caller may take longer: P1D → P2D
            CONSENT             | day   | nothing    | ASK        | 6  | 6 fewer cases in which consent-policy says nothing
            """)
    void eachChangeIsASentenceWithANumber(
            Topic topic, String when, String from, String to, int cases, String sentence) {
        assertThat(Sentences.of(Map.of(new Moved(topic, when.equals("night"), from, to), cases)))
                .contains(sentence);
    }

    @Test
    void gainsAndLossesOfOneKindAreOneSentence() {
        Map<Moved, Integer> moved = new LinkedHashMap<>();
        moved.put(new Moved(Topic.CONSENT, false, "NOT_NEEDED", "ASK"), 7);
        moved.put(new Moved(Topic.CONSENT, false, "ASK", "NOT_ALLOWED"), 3);

        assertThat(Sentences.of(moved))
                .containsExactly(
                        "4 more callers are asked (7 more and 3 fewer)",
                        "3 more cases in which nobody is written to",
                        "7 fewer callees are notified without a question to the caller");
    }

    @Test
    void asManyButOthersIsSaidToo() {
        Map<Moved, Integer> moved = new LinkedHashMap<>();
        moved.put(new Moved(Topic.CONSENT, false, "NOT_NEEDED", "ASK"), 5);
        moved.put(new Moved(Topic.CONSENT, false, "ASK", "NOT_NEEDED"), 5);

        assertThat(Sentences.of(moved))
                .contains("As many callers are asked, but others: 5 who were not, and 5 not any more");
    }

    @Test
    void theyComeInTheOrderInWhichACaseDoes() {
        Map<Moved, Integer> moved = new LinkedHashMap<>();
        moved.put(new Moved(Topic.INFORMATION, false, null, "SMS"), 1);
        moved.put(new Moved(Topic.WAIT_FOR_ANSWER, false, "PT4H", "PT5H"), 1);
        moved.put(new Moved(Topic.QUESTION, false, null, "SMS"), 1);

        assertThat(Sentences.of(moved))
                .isEqualTo(List.of(
                        "1 more text message to ask callers",
                        "1 caller has longer to answer: PT4H → PT5H",
                        "1 more text message to inform callers"));
    }

    @Test
    void whereNothingChangesNothingIsSaid() {
        assertThat(Sentences.of(Map.of())).isEmpty();
    }
}
