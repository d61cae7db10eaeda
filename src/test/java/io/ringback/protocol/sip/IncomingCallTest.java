package io.ringback.protocol.sip;

import static io.ringback.protocol.sip.AgentAndPhone.ANSWER;
import static io.ringback.protocol.sip.AgentAndPhone.OFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Calls that come in. */
@Execution(ExecutionMode.CONCURRENT)
class IncomingCallTest {

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void isTriedAtOnceProgressesAndIsAnsweredUntilItsAck() throws Exception {
        phone.send(line.invite("in-1", OFFER, "Record-Route: <sip:127.0.0.1:" + phone.port() + ";lr>"));
        phone.expect("SIP/2.0 100");
        IncomingCall call = line.called();
        assertThat(call.invite().method()).isEqualTo("INVITE");
        assertThat(call.invite().uri()).isEqualTo("sip:ringback@127.0.0.1:" + line.port());
        assertThat(call.invite().body()).contains(OFFER);
        call.progress(180, Optional.empty());
        Packet ringing = phone.expect("SIP/2.0 180");
        assertThat(ringing.header("To")).contains(";tag=");
        call.progress(183, Optional.of("v=0 early"));
        assertThat(phone.expect("SIP/2.0 183").body()).isEqualTo("v=0 early");
        Leg leg = call.accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.header("To")).isEqualTo(ringing.header("To"));
        assertThat(ok.body()).isEqualTo(ANSWER);
        assertThat(ok.header("Record-Route")).isEqualTo("<sip:127.0.0.1:" + phone.port() + ";lr>");
        assertThat(ok.header("Session-Expires")).isEqualTo("1800;refresher=uas");
        phone.expectAgain(ok);
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        leg.hangUp();
        Packet bye = phone.expect("BYE");
        assertThat(bye.requestUri()).isEqualTo(phone.uri());
        assertThat(bye.header("Route")).isEqualTo("<sip:127.0.0.1:" + phone.port() + ";lr>");
        assertThat(bye.header("To")).isEqualTo("<sip:bob@127.0.0.1>;tag=b");
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void makesTheOfferIfTheCallHasNone() throws Exception {
        phone.send(line.invite("in-2", ""));
        line.called().accept(OFFER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        phone.send(phone.requestAfter(ok, "ACK", 1, ANSWER));
        heard.next("acknowledged " + ANSWER);
        phone.send(phone.requestAfter(ok, "BYE", 2, ""));
        heard.next("ended by peer");
        line.nothingIsLeft();
    }

    @Test
    void isRefusedWithHeaders() throws Exception {
        String invite = line.invite("in-3", OFFER);
        phone.send(invite);
        IncomingCall call = line.called();
        call.refuse(486, Map.of("Reason", "Q.850;cause=17", "Retry-After", "5"));
        Packet refusal = phone.expect("SIP/2.0 486");
        assertThat(refusal.header("Reason")).isEqualTo("Q.850;cause=17");
        assertThat(refusal.header("Retry-After")).isEqualTo("5");
        // Until its ACK comes it is repeated, and a repeated INVITE gets the same.
        phone.expectAgain(refusal);
        phone.send(invite);
        phone.expectAgain(refusal);
        phone.send(ackOf(invite, refusal));
        call.accept(ANSWER, heard);
        heard.next("failed 487");
        line.nothingIsLeft();
    }

    private static String ackOf(String invite, Packet refusal) {
        return invite.replaceFirst("^INVITE", "ACK")
                .replace("CSeq: 1 INVITE", "CSeq: 1 ACK")
                .replaceFirst("To: .*\r\n", "To: " + refusal.header("To") + "\r\n")
                .replaceFirst("(?s)Content-Type.*", "Content-Length: 0\r\n\r\n");
    }

    @Test
    void isCancelledBeforeItWasAnswered() throws Exception {
        String invite = line.invite("in-4", OFFER);
        phone.send(invite);
        IncomingCall call = line.called();
        CountDownLatch cancelled = new CountDownLatch(1);
        call.onCancel(cancelled::countDown);
        call.progress(180, Optional.empty());
        phone.expect("SIP/2.0 180");
        phone.send(ScriptedPhone.cancelOf(invite));
        assertThat(phone.expect("SIP/2.0 200").header("CSeq")).isEqualTo("1 CANCEL");
        Packet terminated = phone.expect("SIP/2.0 487");
        assertThat(terminated.header("CSeq")).isEqualTo("1 INVITE");
        phone.send(ackOf(invite, terminated));
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch told = new CountDownLatch(1);
        call.onCancel(told::countDown);
        assertThat(told.await(10, TimeUnit.SECONDS)).as("told late, but told").isTrue();
        call.accept(ANSWER, heard);
        heard.next("failed 487");
        call.refuse(486, Map.of());
        phone.expectNo("SIP/2.0 486", Duration.ofMillis(200));
        line.nothingIsLeft();
    }

    @Test
    void isNotCancelledAfterItWasAnswered() throws Exception {
        String invite = line.invite("in-5", OFFER);
        phone.send(invite);
        IncomingCall call = line.called();
        call.onCancel(() -> heard.failed(1, Optional.empty()));
        call.accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        phone.send(ScriptedPhone.cancelOf(invite));
        assertThat(phone.expect("SIP/2.0 200").header("CSeq")).isEqualTo("1 CANCEL");
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        phone.send(phone.requestAfter(ok, "BYE", 2, ""));
        heard.next("ended by peer");
        line.nothingIsLeft();
    }

    @Test
    void isLeftByItsCallerInTheEarlyDialog() throws Exception {
        phone.send(line.invite("in-6", OFFER));
        IncomingCall call = line.called();
        CountDownLatch cancelled = new CountDownLatch(1);
        call.onCancel(cancelled::countDown);
        call.progress(180, Optional.empty());
        Packet ringing = phone.expect("SIP/2.0 180");
        phone.send(phone.requestAfter(ringing, "UPDATE", 2, "v=0 early"));
        assertThat(phone.expect("SIP/2.0 500").header("Retry-After")).isNotEmpty();
        phone.send(phone.requestAfter(ringing, "BYE", 3, ""));
        assertThat(phone.expect("SIP/2.0 200").header("CSeq")).isEqualTo("3 BYE");
        phone.expect("SIP/2.0 487");
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        line.nothingIsLeft();
    }

    @Test
    void isHungUpWhenItsAnswerIsNeverAcknowledged() throws Exception {
        phone.send(line.invite("in-7", OFFER));
        line.called().accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        phone.expectAgain(ok);
        phone.expectAgain(ok);
        heard.next("ended");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void isHungUpOnlyAfterItsAck() throws Exception {
        phone.send(line.invite("in-8", OFFER));
        Leg leg = line.called().accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        leg.hangUp();
        phone.expectNo("BYE", Duration.ofMillis(200));
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        line.byeIsAnswered();
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void comesOnceWhateverWaysItTakes() throws Exception {
        String invite = line.invite("in-9", OFFER);
        phone.send(invite);
        phone.send(invite);
        IncomingCall call = line.called();
        // The same call by another branch of a fork (RFC 3261 8.2.2.2).
        phone.send(line.invite("in-9", OFFER));
        phone.expect("SIP/2.0 482");
        call.refuse(404, Map.of());
        Packet refusal = phone.expect("SIP/2.0 404");
        phone.send(invite);
        phone.expectAgain(refusal);
        // Even after it was refused.
        phone.send(line.invite("in-9", OFFER));
        phone.expect("SIP/2.0 482");
        assertThat(line.calls).isEmpty();
        line.nothingIsLeft();
    }

    @Test
    void isRefusedForWhatWeCannotDo() throws Exception {
        phone.send(line.invite("in-10", OFFER, "Require: timer, 100rel, precondition"));
        assertThat(phone.expect("SIP/2.0 420").header("Unsupported")).isEqualTo("precondition");
        phone.send(line.invite("in-11", "<xml/>", "Content-Type: application/xml"));
        assertThat(phone.expect("SIP/2.0 415").header("Accept")).isEqualTo("application/sdp");
        phone.send(line.invite("in-12", OFFER, "Supported: timer", "Session-Expires: 30"));
        assertThat(phone.expect("SIP/2.0 422").header("Min-SE")).isEqualTo("90");
        assertThat(line.calls).isEmpty();
        line.nothingIsLeft();
    }

    @Test
    void isRefusedIfNobodyTakesIt() throws Exception {
        try (AgentAndPhone other = new AgentAndPhone()) {
            other.agent.onCall(call -> {
                throw new IllegalStateException("a test's");
            });
            other.phone.send(other.invite("in-13", OFFER));
            other.phone.expect("SIP/2.0 500");
            other.nothingIsLeft();
        }
    }

    @Test
    void takesOnlySensibleAnswers() throws Exception {
        phone.send(line.invite("in-14", OFFER));
        IncomingCall call = line.called();
        assertThatThrownBy(() -> call.refuse(200, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call.progress(200, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        call.refuse(480, Map.of());
        phone.expect("SIP/2.0 480");
        line.nothingIsLeft();
    }

    @Test
    void callsAreHungUpWhenTheAgentIsClosed() throws Exception {
        AgentAndPhone.Placed placed = line.placed();
        phone.send(line.invite("in-15", OFFER));
        line.called();
        Thread closing = new Thread(line.agent::close);
        closing.start();
        phone.expect("SIP/2.0 503");
        Packet bye = phone.expect("BYE");
        assertThat(bye.header("Call-ID")).isEqualTo(placed.invite().header("Call-ID"));
        phone.respond(bye, 200, "");
        heard.next("ended");
        closing.join();
    }
}
