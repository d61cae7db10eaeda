package io.ringback.protocol.sip;

import static io.ringback.protocol.sip.AgentAndPhone.ANSWER;
import static io.ringback.protocol.sip.AgentAndPhone.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.protocol.sip.AgentAndPhone.Placed;
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

/** Answered calls: other requests in the dialog, where requests go, and the end; the phone does what it likes. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTest {

    private static final String MORE = "v=0 more";

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void answersOtherRequestsInTheDialog() throws Exception {
        Placed placed = line.placed();
        phone.send(
                phone.requestTo(placed.invite(), "b", "INFO", 5, "Signal=5", "Content-Type: application/dtmf-relay"));
        phone.expect("SIP/2.0 200");
        heard.next("info application/dtmf-relay Signal=5");
        phone.send(phone.requestTo(placed.invite(), "b", "MESSAGE", 6, "hello", "Content-Type: text/plain"));
        phone.expect("SIP/2.0 200");
        phone.send(phone.requestTo(placed.invite(), "b", "OPTIONS", 7, ""));
        assertThat(phone.expect("SIP/2.0 200").header("Accept")).isEqualTo("application/sdp");
        phone.send(phone.requestTo(placed.invite(), "b", "REFER", 8, "", "Refer-To: <sip:x@127.0.0.1>"));
        assertThat(phone.expect("SIP/2.0 405").header("Allow"))
                .contains("INVITE")
                .contains("BYE");
        phone.send(phone.requestTo(placed.invite(), "b", "PRACK", 9, "", "RAck: 1 1 INVITE"));
        phone.expect("SIP/2.0 481");
        phone.send(phone.requestTo(placed.invite(), "b", "INFO", 4, ""));
        assertThat(phone.expect("SIP/2.0 500").header("CSeq")).isEqualTo("4 INFO");
        phone.send(phone.requestTo(placed.invite(), "b", "INFO", 10, "", "Require: precondition"));
        assertThat(phone.expect("SIP/2.0 420").header("Unsupported")).isEqualTo("precondition");
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 11, "data", "Content-Type: text/plain"));
        assertThat(phone.expect("SIP/2.0 415").header("Accept")).isEqualTo("application/sdp");
        phone.send(phone.requestTo(placed.invite(), "b", "UPDATE", 12, ""));
        assertThat(phone.expect("SIP/2.0 200").header("Session-Expires")).isEqualTo("1800;refresher=uas");
        phone.send(phone.requestTo(placed.invite(), "b", "BYE", 13, ""));
        phone.expect("SIP/2.0 200");
        heard.next("ended by peer");
        placed.leg().hangUp();
        line.nothingIsLeft();
    }

    @Test
    void knowsNothingOfOtherDialogs() throws Exception {
        for (String method : new String[] {"INVITE", "BYE", "UPDATE", "INFO", "OPTIONS", "PRACK"}) {
            phone.send(phone.request(
                    method,
                    "sip:ringback@127.0.0.1:" + line.port(),
                    1,
                    "<sip:bob@127.0.0.1>;tag=b",
                    "<sip:ringback@127.0.0.1>;tag=unknown",
                    "none-" + method,
                    "",
                    "RAck: 1 1 INVITE"));
            assertThat(phone.expect("SIP/2.0 481").header("CSeq")).isEqualTo("1 " + method);
        }
        for (String method : new String[] {"BYE", "UPDATE", "CANCEL"}) {
            phone.send(phone.request(
                    method,
                    "sip:ringback@127.0.0.1:" + line.port(),
                    1,
                    "<sip:bob@127.0.0.1>;tag=b",
                    "<sip:ringback@127.0.0.1>",
                    "out-" + method,
                    ""));
            assertThat(phone.expect("SIP/2.0 481").header("CSeq")).isEqualTo("1 " + method);
        }
    }

    @Test
    void endsWhatIsUnderWayWhenThePhoneHangsUp() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        Packet reinvite = phone.expect("INVITE");
        phone.respond(reinvite, 100, "b");
        phone.send(phone.requestTo(placed.invite(), "b", "BYE", 5, ""));
        heard.next("ended by peer");
        // Its 200 had been on the way.
        phone.respond(reinvite, 200, "b", ANSWER);
        phone.expect("ACK");
        line.byeIsAnswered();
        line.nothingIsLeft();
    }

    @Test
    void endsWhatIsUnderWayWhenWeHangUp() throws Exception {
        Placed placed = line.placed();
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 5, "v=0 theirs"));
        heard.next("offered v=0 theirs");
        placed.leg().hangUp();
        phone.expect("SIP/2.0 487");
        Packet bye = phone.expect("BYE");
        phone.send(phone.requestTo(placed.invite(), "b", "INVITE", 6, "v=0 late"));
        phone.expect("SIP/2.0 481");
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void isOverEvenIfNobodyAnswersItsBye() throws Exception {
        Placed placed = line.placed();
        placed.leg().hangUp();
        phone.expectAgain(phone.expect("BYE"));
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void isOverWhenBothHangUpAtOnce() throws Exception {
        Placed placed = line.placed();
        placed.leg().hangUp();
        Packet bye = phone.expect("BYE");
        phone.send(phone.requestTo(placed.invite(), "b", "BYE", 5, ""));
        phone.expect("SIP/2.0 200");
        phone.respond(bye, 481, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void goesOnWhenItsListenerThrows() throws Exception {
        Leg leg = line.agent.place(
                new OutgoingCall(
                        phone.uri(),
                        "sip:ringback@127.0.0.1",
                        Optional.empty(),
                        Optional.of(OFFER),
                        java.util.Map.of(),
                        Duration.ofSeconds(30)),
                new LegListener() {
                    @Override
                    public void ringing(int status) {
                        throw new IllegalStateException("a test's");
                    }

                    @Override
                    public void answered(Optional<String> sdp) {
                        heard.answered(sdp);
                        throw new IllegalStateException("a test's");
                    }

                    @Override
                    public void failed(int status, Optional<Integer> q850) {}

                    @Override
                    public void renegotiated(Optional<String> sdp) {}

                    @Override
                    public void renegotiationFailed(int status) {}

                    @Override
                    public void offered(Optional<String> offer) {}

                    @Override
                    public void ended(boolean byPeer) {
                        heard.ended(byPeer);
                        throw new IllegalStateException("a test's");
                    }
                });
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b");
        phone.respond(invite, 200, "b", ANSWER);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        phone.expect("ACK");
        line.hangUp(leg);
    }

    @ParameterizedTest
    @CsvSource({
        // What the 200 recorded, from the phone's end to ours; the request URI and Route we then use.
        "'<sip:127.0.0.1:PORT;lr>', sip:contact@192.0.2.1, '<sip:127.0.0.1:PORT;lr>'",
        "'<sip:far.example;lr>,<sip:127.0.0.1:PORT;lr>', sip:contact@192.0.2.1, '<sip:127.0.0.1:PORT;lr>, <sip:far.example;lr>'",
        "'<sip:far.example>,<sip:127.0.0.1:PORT>', sip:127.0.0.1:PORT, '<sip:far.example>, <sip:contact@192.0.2.1>'",
    })
    void followsTheRecordedRoute(String recorded, String requestUri, String route) throws Exception {
        String port = Integer.toString(phone.port());
        Leg leg = line.place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        String ok = phone.response(invite, 200, "b", ANSWER, "Record-Route: " + recorded.replace("PORT", port))
                .replace("<" + phone.uri() + ">", "<sip:contact@192.0.2.1>");
        phone.send(ok);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        Packet ack = phone.expect("ACK");
        leg.hangUp();
        Packet bye = phone.expect("BYE");
        for (Packet packet : new Packet[] {ack, bye}) {
            assertThat(packet.requestUri()).isEqualTo(requestUri.replace("PORT", port));
            assertThat(packet.header("Route").replaceAll(",\\s*", ", ")).isEqualTo(route.replace("PORT", port));
        }
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @Test
    void followsThePhoneWhenItMoves() throws Exception {
        Placed placed = line.placed();
        placed.leg().offer(Optional.of(MORE));
        Packet reinvite = phone.expect("INVITE");
        phone.send(phone.response(reinvite, 200, "b", ANSWER).replace("sip:bob@", "sip:moved@"));
        heard.next("renegotiated " + ANSWER);
        placed.leg().acknowledge(Optional.empty());
        assertThat(phone.expect("ACK").requestUri()).startsWith("sip:moved@");
        phone.send(phone.requestTo(placed.invite(), "b", "UPDATE", 5, "").replace("sip:bob@", "sip:again@"));
        phone.expect("SIP/2.0 200");
        placed.leg().hangUp();
        Packet bye = phone.expect("BYE");
        assertThat(bye.requestUri()).startsWith("sip:again@");
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 481})
    void anotherProcessCanHangUp(int status) throws Exception {
        Placed placed = line.placed("Record-Route: <sip:127.0.0.1:" + phone.port() + ";lr>");
        DialogIdentity identity = placed.leg().dialog().orElseThrow();
        try (AgentAndPhone other = new AgentAndPhone()) {
            var answer = other.agent.hangUp(identity);
            Packet bye = phone.expect("BYE");
            phone.expectAgain(bye);
            assertThat(bye.requestUri()).isEqualTo(phone.uri());
            assertThat(bye.header("Call-ID")).isEqualTo(placed.invite().header("Call-ID"));
            assertThat(bye.header("From")).isEqualTo(placed.invite().header("From"));
            assertThat(bye.header("To")).endsWith(";tag=b");
            assertThat(bye.header("Route")).isEqualTo("<sip:127.0.0.1:" + phone.port() + ";lr>");
            assertThat(bye.sequence()).isGreaterThan(placed.invite().sequence());
            other.phone.send(phone.response(bye, status, "", ""));
            assertThat(answer.toCompletableFuture().get().status()).isEqualTo(status);
            other.nothingIsLeft();
        }
        line.hangUp(placed.leg());
    }

    @Test
    void aRefusalNamesAllExtensionsThatAreNotSupported() throws Exception {
        Placed placed = line.placed();

        phone.send(phone.requestTo(placed.invite(), "b", "INFO", 5, "", "Require: timer, precondition, magic"));

        assertThat(phone.expect("SIP/2.0 420").header("Unsupported").replace(" ", ""))
                .isEqualTo("precondition,magic");
        line.hangUp(placed.leg());
    }
}
