package io.ringback.protocol.sip;

import static io.ringback.protocol.sip.AgentAndPhone.ANSWER;
import static io.ringback.protocol.sip.AgentAndPhone.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Phones that we call and whose provisional responses must arrive (RFC 3262 section 4), and their UPDATEs before the answer. */
@Execution(ExecutionMode.CONCURRENT)
class EarlyDialogsTest {

    private static final String RELIABLE = "Require: 100rel";
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    private Packet invited(Optional<String> offer) throws Exception {
        line.place(offer);
        return phone.expect("INVITE");
    }

    /** The phone answers with nothing more to say. */
    private void answeredAndHungUp(Leg leg, Packet invite, String tag, String sdp) throws Exception {
        phone.respond(invite, 200, tag, sdp);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        assertThat(phone.expect("ACK").header("CSeq")).isEqualTo("1 ACK");
        line.hangUp(leg);
    }

    @Test
    void acknowledgesInOrderAndTakesTheAnswerThatCameEarly() throws Exception {
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        assertThat(invite.header("Supported")).contains("timer").contains("100rel");
        assertThat(invite.header("Allow")).contains("PRACK").contains("UPDATE");
        phone.respond(invite, 183, "b", ANSWER, RELIABLE, "RSeq: 700", "Record-Route: <" + phone.uri() + ";lr>");
        Packet first = phone.expect("PRACK");
        assertThat(first.header("RAck")).isEqualTo("700 1 INVITE");
        assertThat(first.header("CSeq")).isEqualTo("2 PRACK");
        assertThat(first.header("To")).endsWith("tag=b");
        assertThat(first.header("Route")).isEqualTo("<" + phone.uri() + ";lr>");
        phone.respond(first, 200, "");
        heard.next("ringing 183");
        // One that came before, and one that overtook another, are passed over.
        phone.respond(invite, 183, "b", ANSWER, RELIABLE, "RSeq: 700");
        phone.respond(invite, 182, "b", "", RELIABLE, "RSeq: 702");
        phone.expectNo("PRACK", A_WHILE);
        phone.respond(invite, 180, "b", "", RELIABLE, "RSeq: 701");
        Packet second = phone.expect("PRACK");
        assertThat(second.header("RAck")).isEqualTo("701 1 INVITE");
        phone.respond(second, 200, "");
        heard.next("ringing 180");

        phone.respond(invite, 200, "b", "");

        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        assertThat(phone.expect("ACK").header("CSeq")).isEqualTo("1 ACK");
        leg.hangUp();
        Packet bye = phone.expect("BYE");
        assertThat(bye.header("CSeq")).as("after two PRACKs").isEqualTo("4 BYE");
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void eachBranchOfAForkCountsForItself() throws Exception {
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "a", "", RELIABLE, "RSeq: 5");
        assertThat(phone.expect("PRACK").header("To")).endsWith("tag=a");
        phone.respond(invite, 183, "b", "v=0 other", RELIABLE, "RSeq: 90");
        Packet other = phone.expect("PRACK");
        assertThat(other.header("RAck")).isEqualTo("90 1 INVITE");
        phone.respond(other, 200, "");
        heard.next("ringing 180");
        heard.next("ringing 183");
        phone.respond(invite, 200, "a", ANSWER);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        phone.expect("ACK");
        // The other one answers too: it is left by a BYE that comes after its PRACK.
        phone.respond(invite, 200, "b", "");
        phone.expect("ACK");
        Packet bye = phone.expect("BYE");
        assertThat(bye.header("To")).endsWith("tag=b");
        assertThat(bye.sequence()).isGreaterThan(other.sequence());
        phone.respond(bye, 200, "");
        line.hangUp(leg);
    }

    @Test
    void asksForNoneWhereThePhoneIsToMakeTheOffer() throws Exception {
        Leg leg = line.place(Optional.empty());
        Packet invite = phone.expect("INVITE");
        assertThat(invite.header("Supported")).isEqualTo("timer");
        phone.respond(invite, 183, "b", "v=0 offer of theirs", RELIABLE, "RSeq: 1");
        heard.next("ringing 183");
        phone.expectNo("PRACK", A_WHILE);
        leg.hangUp();
        phone.respond(phone.expect("CANCEL"), 200, "");
        phone.respond(invite, 487, "b");
        heard.next("failed 487");
        line.nothingIsLeft();
    }

    @Test
    void anUpdateBeforeTheAnswerIsAnsweredByWhatIsAgreed() throws Exception {
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        phone.send(phone.requestTo(invite, "b", "UPDATE", 1, ""));
        phone.expect("SIP/2.0 481");
        phone.respond(invite, 180, "b", "", RELIABLE, "RSeq: 1");
        phone.respond(phone.expect("PRACK"), 200, "");
        heard.next("ringing 180");
        phone.send(phone.requestTo(invite, "b", "UPDATE", 2, ""));
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.header("CSeq")).isEqualTo("2 UPDATE");
        assertThat(ok.contact()).isNotEmpty();
        // Our own offer is not answered yet.
        phone.send(phone.requestTo(invite, "b", "UPDATE", 3, "v=0 theirs"));
        phone.expect("SIP/2.0 491");
        phone.respond(invite, 183, "b", ANSWER, RELIABLE, "RSeq: 2");
        phone.respond(phone.expect("PRACK"), 200, "");
        heard.next("ringing 183");
        phone.send(phone.requestTo(invite, "b", "UPDATE", 4, "v=0 theirs"));
        phone.expect("SIP/2.0 488");
        phone.send(phone.requestTo(invite, "b", "INFO", 5, ""));
        phone.expect("SIP/2.0 481");
        answeredAndHungUp(leg, invite, "b", "");
    }

    @Test
    void theAnswerOfThe200IsTakenWhereItHasOne() throws Exception {
        Packet invite = invited(Optional.of(OFFER));
        phone.respond(invite, 183, "b", "v=0 early", RELIABLE, "RSeq: 1");
        phone.respond(phone.expect("PRACK"), 200, "");
        heard.next("ringing 183");
        phone.respond(invite, 200, "b", ANSWER);
        heard.next("answered " + ANSWER);
    }

    @Test
    void aPrackThatThePhoneDoesNotKnowChangesNothing() throws Exception {
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b", "", RELIABLE, "RSeq: 1");
        phone.respond(phone.expect("PRACK"), 481, "");
        heard.next("ringing 180");
        answeredAndHungUp(leg, invite, "b", ANSWER);
    }
}
