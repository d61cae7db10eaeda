package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.sip.AgentAndPhone.Placed;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the phone offers in answered calls (RFC 3261 14.2, RFC 3311), and the ACKs that it owes us. */
@Execution(ExecutionMode.CONCURRENT)
class PeerOffersTest {

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void refusesASecondOfferOfTheirsWhileTheFirstIsUnanswered() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 first"));
        heard.next("offered v=0 first");
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 6, "v=0 second"));
        Packet later = phone.expect("SIP/2.0 500");
        assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(0, 10);
        phone.send(phone.requestTo(placed.invite(), "b", "UPDATE", 7, "v=0 third"));
        phone.expect("SIP/2.0 500");
        placed.leg().refuse(488);
        phone.expect("SIP/2.0 488");
        line.hangUp(placed.leg());
    }

    @Test
    void answersAndRefusesWhatThePhoneOffers() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs", "Contact: <sip:new@127.0.0.1>"));
        heard.next("offered v=0 theirs");
        placed.leg().answer("v=0 ours");
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.body()).isEqualTo("v=0 ours");
        assertThat(ok.contact()).isEqualTo("sip:ringback-" + line.port() + "@127.0.0.1:" + line.port());
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 5, ""));
        heard.next("acknowledged -");

        // Without an offer of theirs, ours is in the 200 and their answer in the ACK.
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 6, ""));
        heard.next("offered -");
        placed.leg().answer("v=0 our offer");
        Packet offer = phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 7, "v=0 too early"));
        phone.expect("SIP/2.0 491");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 6, "v=0 their answer"));
        heard.next("acknowledged v=0 their answer");
        assertThat(offer.body()).isEqualTo("v=0 our offer");

        phone.send(phone.requestTo(placed.invite(), "b", "UPDATE", 8, "v=0 update"));
        heard.next("offered v=0 update");
        placed.leg().answer("v=0 updated");
        assertThat(phone.expect("SIP/2.0 200").body()).isEqualTo("v=0 updated");

        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 9, "v=0 nonsense"));
        heard.next("offered v=0 nonsense");
        placed.leg().refuse(488);
        phone.expect("SIP/2.0 488");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 9, ""));
        line.hangUp(placed.leg());
    }

    @Test
    void lets200sWhoseAckWasLostGoWhenTheNextOfferComes() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 one"));
        heard.next("offered v=0 one");
        placed.leg().answer("v=0 answer one");
        phone.expectAgain(phone.expect("SIP/2.0 200"));
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 6, "v=0 two"));
        heard.next("acknowledged -");
        heard.next("offered v=0 two");
        placed.leg().answer("v=0 answer two");
        phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 5, ""));
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 6, ""));
        heard.next("acknowledged -");
        line.hangUp(placed.leg());
    }

    @Test
    void hangsUpWhenItsAnswerIsNeverAcknowledged() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs"));
        heard.next("offered v=0 theirs");
        placed.leg().answer("v=0 ours");
        Packet ok = phone.expect("SIP/2.0 200");
        phone.expectAgain(ok);
        phone.expectAgain(ok);
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void forgetsAnOfferThatThePhoneTakesBack() throws Exception {
        Placed placed = line.placed();
        String reinvite = phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs");
        phone.send(reinvite);
        heard.next("offered v=0 theirs");
        phone.send(ScriptedPhone.cancelOf(reinvite));
        phone.expect("SIP/2.0 200");
        phone.expect("SIP/2.0 487");
        placed.leg().answer("v=0 too late");
        phone.expectNo("SIP/2.0 200", Duration.ofMillis(200));
        line.hangUp(placed.leg());
    }
}
