package io.ringback.protocol.sip;

import io.ringback.protocol.sip.AgentAndPhone.Placed;
import io.ringback.protocol.sip.AgentAndPhone.Taken;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls end when the switch that they go through dies, also where nobody agreed on a session timer. */
@Execution(ExecutionMode.CONCURRENT)
class SignOfLifeTest {

    private final AgentAndPhone line = new AgentAndPhone(
            new SessionTimer.Values(Duration.ofHours(1), Duration.ofSeconds(90), Duration.ofMillis(500)));
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 405, 501})
    void aCallGoesOnAsLongAsSomebodyAnswers(int status) throws Exception {
        Placed placed = line.placed();

        phone.respond(phone.expect("OPTIONS"), status, "");
        phone.respond(phone.expect("OPTIONS"), status, "");

        line.hangUp(placed.leg());
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 408})
    void aCallThatTheOtherSideKnowsNoMoreIsOver(int status) throws Exception {
        line.placed();

        phone.respond(phone.expect("OPTIONS"), status, "");

        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void aCallThatWePlacedIsOverWhenNobodyAnswersAnyMore() throws Exception {
        line.placed();

        phone.expect("OPTIONS");
        phone.expect("OPTIONS");

        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void aCallThatCameInIsOverWhenNobodyAnswersAnyMore() throws Exception {
        line.taken("silent");

        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void oneSilenceIsForgivenAsASwitchIsStartedAgain() throws Exception {
        Taken taken = line.taken("restarted");

        phone.expect("OPTIONS");
        phone.respond(phone.expect("OPTIONS"), 200, "");
        phone.respond(phone.expect("OPTIONS"), 200, "");

        line.hangUp(taken.leg());
    }
}
