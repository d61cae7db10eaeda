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
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answered calls: offers and answers both ways, other requests in the dialog, and the end; the phone does what it likes. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "log", mode = ResourceAccessMode.READ)
class SessionTest {

    private static final String MORE = "v=0 more";

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final Heard heard = line.heard;

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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
    }

    @Test
    void triesAgainAfterAGlareAsTheOtherSideButNotForEver() throws Exception {
        Taken taken = line.taken("glare");
        taken.leg().offer(Optional.of(MORE));
        for (int attempt = 0; attempt < 6; attempt++) {
            phone.respond(phone.expect("INVITE"), 491, "");
        }
        heard.next("renegotiation failed 491");
        hangUp(taken.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(placed.leg());
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
        hangUp(leg);
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
        hangUp(placed.leg());
    }
}
