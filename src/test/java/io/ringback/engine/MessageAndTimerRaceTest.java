package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.delivery.MessageKind;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;

/** A timer and a message that meet at the same event gateway: one of them has its way, and only its side effect is seen. */
class MessageAndTimerRaceTest extends ProcessTestBase {

    private static final int ROUNDS = 20;

    @Test
    void anAnswerInTheInstantOfTheTimeoutIsEitherTakenOrTooLateNeverBoth() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                UUID caseId = callFails(Cause.BUSY);
                SessionIdentifier session = received(MessageKind.QUESTION, round, Purpose.ANSWER);
                String timer = management
                        .createJobQuery()
                        .processInstanceId(processOf(caseId))
                        .timers()
                        .singleResult()
                        .getId();
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> timeout = threads.submit(() -> {
                    together.await();
                    try {
                        management.executeJob(timer);
                    } catch (ProcessEngineException | NullPointerException lost) {
                        // The answer was first; the job executor would find that out in the same way. The engine reads
                        // an
                        // instance piece by piece, and stumbles (ENGINE-16004) where the answer removed one in between.
                    }
                    return null;
                });
                Future<?> answer = threads.submit(() -> {
                    together.await();
                    return conversation.answer(session, Answer.YES);
                });
                timeout.get();
                answer.get();

                await().until(() -> unhandled() == 0);
                if (outcome(caseId).startsWith("EXPIRED")) {
                    assertThat(written(caseId, MessageKind.NOTIFICATION)).isZero();
                } else {
                    assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
                    assertThat(written(caseId, MessageKind.NOTIFICATION)).isEqualTo(1);
                    callAnswered();
                    awaitOutcome(caseId, "REACHED_MEANWHILE");
                }
                // Yesterday's: the two do not write to each other as often as this within an hour.
                jdbc.sql("update outbound_message set created_at = created_at - interval '1 day',"
                                + " sent_at = sent_at - interval '1 day'")
                        .update();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long unhandled() {
        return jdbc.sql("select count(*) from inbound_event where state in ('WAITING', 'STUCK')")
                .query(Long.class)
                .single();
    }

    private long written(UUID caseId, MessageKind kind) {
        return jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = ?")
                .params(caseId, kind.name())
                .query(Long.class)
                .single();
    }
}
