package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.delivery.MessageKind;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every path of {@code bpmn/unreachable-callee.bpmn}. */
class UnreachableCalleeTest extends ProcessTestBase {

    @Test
    void theCallerLearnsThatTheCalleeCanBeReached() {
        UUID matter = callFails(Cause.BUSY);
        conversation.answer(received(MessageKind.QUESTION, 1, Purpose.ANSWER), Answer.YES);
        conversation.choose(
                received(MessageKind.NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));
        messageSent(MessageKind.INFORMATION, 1);
        awaitOutcome(matter, "INFORMED");
        assertThat(SENT).hasSize(3);
    }
}
