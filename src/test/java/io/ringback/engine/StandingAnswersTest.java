package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** When the database is asked again. */
class StandingAnswersTest {

    private final AtomicInteger database = new AtomicInteger();
    private final StandingAnswers answers = new StandingAnswers();

    private int ask() {
        return answers.to("how many", database::incrementAndGet);
    }

    @AfterEach
    void noTransaction() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    @Test
    void anAnswerStands() {
        assertThat(ask()).isEqualTo(1);
        assertThat(ask()).isEqualTo(1);
    }

    @Test
    void otherQuestionsHaveOtherAnswers() {
        ask();

        assertThat(answers.<Integer>to("how few", database::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whatIsNotKnownIsAskedAgain() {
        assertThat(answers.<Integer>to("how many", () -> null)).isNull();
        assertThat(ask()).isEqualTo(1);
    }

    @Test
    void aChangeOutsideATransactionCountsAtOnce() {
        ask();
        answers.change();

        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void aTransactionThatChangesAsksEachTimeAndLeavesNothingBehind() {
        ask();
        TransactionSynchronizationManager.initSynchronization();
        answers.change();
        answers.change();
        assertThat(ask()).isEqualTo(2);
        assertThat(ask()).isEqualTo(3);

        TransactionSynchronizationManager.getSynchronizations()
                .forEach(end -> end.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));

        assertThat(ask()).isEqualTo(4);
        assertThat(ask()).isEqualTo(4);
    }

    @Test
    void anAnswerFromBeforeAChangeIsNotKept() {
        int before = answers.to("how many", () -> {
            int given = database.incrementAndGet();
            answers.change();
            return given;
        });

        assertThat(before).isEqualTo(1);
        assertThat(ask()).isEqualTo(2);
    }
}
