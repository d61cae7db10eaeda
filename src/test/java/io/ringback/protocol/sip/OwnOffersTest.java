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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we offer in answered calls (RFC 3261 14.1); the phone does what it likes. */
@Execution(ExecutionMode.CONCURRENT)
class OwnOffersTest {

    private static final String MORE = "v=0 more";

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void sendsOffersOneAfterAnother() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of("v=0 first"));
        placed.leg().offer(Optional.of("v=0 second"));
        Packet first = phone.expect("INVITE");
        assertThat(first.body()).isEqualTo("v=0 first");
        phone.expectNo("INVITE", Duration.ofMillis(200));
        phone.respond(first, 200, "b", "v=0 answer one");
        heard.next("renegotiated v=0 answer one");
        // The exchange lasts until its ACK is sent.
        phone.expectNo("INVITE", Duration.ofMillis(200));
        placed.leg().acknowledge(Optional.empty());
        Packet second = phone.expect("INVITE");
        assertThat(second.body()).isEqualTo("v=0 second");
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        phone.respond(second, 200, "b", "v=0 answer two");
        heard.next("renegotiated v=0 answer two");
        placed.leg().acknowledge(Optional.empty());
        phone.expect("ACK");
        line.hangUp(placed.leg());
    }

    @Test
    void anOfferThatIsMadeWhileItRingsWaitsForTheAck() throws Exception {
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        leg.offer(Optional.of(MORE));
        phone.respond(invite, 200, "b", ANSWER);
        heard.next("answered " + ANSWER);
        phone.expectNo("INVITE", Duration.ofMillis(200));
        leg.acknowledge(Optional.empty());
        phone.expect("ACK");
        Packet reinvite = phone.expect("INVITE");
        assertThat(reinvite.body()).isEqualTo(MORE);
        phone.respond(reinvite, 200, "b", ANSWER);
        heard.next("renegotiated " + ANSWER);
        leg.acknowledge(Optional.empty());
        phone.expect("ACK");
        line.hangUp(leg);
    }

    @Test
    void triesAgainLaterAfterAGlareAsTheOwnerOfTheCall() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        Packet first = phone.expect("INVITE");
        phone.respond(first, 491, "b");
        // 2.1 to 4 s (RFC 3261 14.1), in which the other side's own re-INVITE comes through.
        phone.expectNo("INVITE", Duration.ofMillis(1900));
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs"));
        heard.next("offered v=0 theirs");
        placed.leg().answer("v=0 ours");
        Packet ok = phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 5, ""));
        heard.next("acknowledged -");
        assertThat(ok.body()).isEqualTo("v=0 ours");
        Packet again = phone.expect("INVITE");
        assertThat(again.body()).isEqualTo(MORE);
        phone.respond(again, 200, "b", ANSWER);
        heard.next("renegotiated " + ANSWER);
        placed.leg().acknowledge(Optional.empty());
        phone.expect("ACK");
        line.hangUp(placed.leg());
    }

    @Test
    void triesAgainAfterAGlareAsTheOtherSideButNotForEver() throws Exception {
        Taken taken = line.taken("glare");
        taken.leg().offer(Optional.of(MORE));
        for (int attempt = 0; attempt < 6; attempt++) {
            phone.respond(phone.expect("INVITE"), 491, "");
        }
        heard.next("renegotiation failed 491");
        line.hangUp(taken.leg());
    }

    @Test
    void refusesTheirOfferWhileOursIsUnderWay() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        Packet ours = phone.expect("INVITE");
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs"));
        phone.expect("SIP/2.0 491");
        phone.send(phone.requestTo(placed.invite(), "b", "ACK", 5, ""));
        phone.send(phone.requestTo(placed.invite(), "b", "UPDATE", 6, "v=0 theirs"));
        phone.expect("SIP/2.0 491");
        phone.respond(ours, 488, "b");
        heard.next("renegotiation failed 488");
        line.hangUp(placed.leg());
    }

    @ParameterizedTest
    @CsvSource({"488", "403", "606"})
    void keepsTheSessionWhenThePhoneRefusesAnOffer(int status) throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        phone.respond(phone.expect("INVITE"), status, "b");
        heard.next("renegotiation failed " + status);
        phone.send(phone.requestTo(placed.invite(), "b", "OPTIONS", 5, ""));
        phone.expect("SIP/2.0 200");
        line.hangUp(placed.leg());
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 408})
    void isOverWhenThePhoneKnowsTheCallNoMore(int status) throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        phone.respond(phone.expect("INVITE"), status, "b");
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void isOverWhenThePhoneDoesNotAnswerAnOfferAtAll() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        phone.expect("INVITE");
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void doesNotWaitForEverForAnAnswerThatThePhoneOnlyPromises() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        Packet reinvite = phone.expect("INVITE");
        phone.respond(reinvite, 100, "b");
        Packet cancel = phone.expect("CANCEL");
        phone.respond(cancel, 200, "b");
        phone.respond(reinvite, 487, "b");
        heard.next("renegotiation failed 487");
        line.hangUp(placed.leg());
    }
}
