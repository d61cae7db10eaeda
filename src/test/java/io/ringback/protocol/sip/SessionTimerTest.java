package io.ringback.protocol.sip;

import static io.ringback.protocol.sip.AgentAndPhone.ANSWER;
import static io.ringback.protocol.sip.AgentAndPhone.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.sip.AgentAndPhone.Placed;
import io.ringback.protocol.sip.AgentAndPhone.Taken;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Session timers (RFC 4028), of a few seconds. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTimerTest {

    private final AgentAndPhone line = new AgentAndPhone(
            new SessionTimer.Values(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofHours(1)));
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    private void hangUp(Leg leg) throws Exception {
        leg.hangUp();
        line.byeIsAnswered();
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void refreshesByUpdateIfThePhoneAllowsIt() throws Exception {
        Placed placed = line.placed("Session-Expires: 2;refresher=uac", "Allow: INVITE, BYE, UPDATE");
        Packet update = phone.expect("UPDATE");
        assertThat(update.body()).isEmpty();
        assertThat(update.header("Session-Expires")).isEqualTo("2;refresher=uac");
        phone.respond(update, 422, "", "", "Min-SE: 3");
        Packet longer = phone.expect("UPDATE");
        assertThat(longer.header("Session-Expires")).isEqualTo("3;refresher=uac");
        phone.respond(longer, 200, "", "", "Session-Expires: 3;refresher=uac");
        // And again, as long as the call lasts.
        phone.respond(phone.expect("UPDATE"), 200, "", "", "Session-Expires: 3;refresher=uac");
        hangUp(placed.leg());
    }

    @Test
    void refreshesByReInviteWithWhatWasSaidLast() throws Exception {
        Placed placed = line.placed("Session-Expires: 2;refresher=uac", "Allow: INVITE, ACK, BYE");
        Packet reinvite = phone.expect("INVITE");
        assertThat(reinvite.body()).isEqualTo(OFFER);
        assertThat(reinvite.header("Session-Expires")).isEqualTo("2;refresher=uac");
        phone.respond(reinvite, 200, "", ANSWER, "Session-Expires: 60;refresher=uac");
        Packet ack = phone.expect("ACK");
        assertThat(ack.sequence()).isEqualTo(reinvite.sequence());
        assertThat(heard.rest()).isEmpty();
        hangUp(placed.leg());
    }

    @Test
    void isOverWhenThePhoneKnowsTheCallNoMore() throws Exception {
        line.placed("Session-Expires: 2;refresher=uac", "Allow: UPDATE");
        phone.respond(phone.expect("UPDATE"), 481, "");
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void hangsUpWhenThePhoneShouldRefreshAndIsSilent() throws Exception {
        line.placed("Session-Expires: 3;refresher=uas", "Require: timer");
        phone.expectNo("BYE", Duration.ofMillis(1500));
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void goesOnAsLongAsThePhoneRefreshes() throws Exception {
        Taken taken = line.taken("timer", "Supported: timer", "Session-Expires: 3;refresher=uac");
        assertThat(taken.ok().header("Session-Expires")).isEqualTo("3;refresher=uac");
        assertThat(taken.ok().header("Require")).isEqualTo("timer");
        for (int refresh = 2; refresh < 5; refresh++) {
            phone.expectNo("BYE", Duration.ofMillis(1000));
            phone.send(phone.requestAfter(
                    taken.ok(), "UPDATE", refresh, "", "Supported: timer", "Session-Expires: 3;refresher=uac"));
            assertThat(phone.expect("SIP/2.0 200").header("Session-Expires")).isEqualTo("3;refresher=uac");
        }
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void refreshesForAPhoneThatCannot() throws Exception {
        Taken taken = line.taken("no-timer");
        assertThat(taken.ok().header("Session-Expires")).isEqualTo("4;refresher=uas");
        assertThat(taken.ok().header("Require")).isEmpty();
        Packet reinvite = phone.expect("INVITE");
        assertThat(reinvite.body()).isEqualTo(ANSWER);
        phone.respond(reinvite, 200, "", OFFER);
        phone.expect("ACK");
        hangUp(taken.leg());
    }

    @Test
    void doesNotRefreshWhereThePhoneAgreedToNothing() throws Exception {
        Placed placed = line.placed();
        phone.expectNo("INVITE", Duration.ofMillis(3000));
        placed.leg().offer(Optional.empty());
        Packet reinvite = phone.expect("INVITE");
        assertThat(reinvite.header("Session-Expires")).isEqualTo("4");
        phone.respond(reinvite, 488, "");
        heard.next("renegotiation failed 488");
        hangUp(placed.leg());
    }
}
