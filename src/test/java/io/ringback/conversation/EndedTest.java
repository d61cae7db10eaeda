package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Outcome;
import io.ringback.conversation.Ended.How;
import io.ringback.delivery.MessageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedTest {

    @ParameterizedTest
    @CsvSource({
        "CONNECTED,         CONNECTED, CONNECTED",
        "INFORMED,          INFORMED,  INFORMED",
        "REACHED_MEANWHILE, REACHED,   REACHED",
        "DECLINED,          DECLINED,  OVER",
        "EXPIRED,           EXPIRED,   OVER",
        "UNDELIVERABLE,     OVER,      OVER",
        "NOT_NOTIFIED,      OVER,      OVER",
        "JOINED,            OVER,      OVER"
    })
    void theCallerIsNotToldWhetherTheCalleeDeclinedOrDidNotReact(Outcome outcome, How callee, How caller) {
        assertThat(How.of(outcome, MessageKind.NOTIFICATION, false)).isEqualTo(callee);
        assertThat(How.of(outcome, MessageKind.QUESTION, false)).isEqualTo(caller);
    }

    @Test
    void bothLearnThatALineWasPassedOn() {
        assertThat(How.of(Outcome.INFORMED, MessageKind.NOTIFICATION, true)).isEqualTo(How.ANSWERED);
        assertThat(How.of(Outcome.INFORMED, MessageKind.QUESTION, true)).isEqualTo(How.ANSWERED);
        assertThat(How.of(Outcome.DECLINED, MessageKind.QUESTION, true)).isEqualTo(How.OVER);
    }
}
