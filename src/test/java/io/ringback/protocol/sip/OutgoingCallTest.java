package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import io.ringback.protocol.sip.SipSettings.Account;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent.Holdings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that we place, until they are answered or not; the phone does what the test says. */
@Execution(ExecutionMode.CONCURRENT)
class OutgoingCallTest {

    private static final Duration T1 = Duration.ofMillis(30);
    private static final String OFFER = "v=0 offer";
    private static final String ANSWER = "v=0 answer";
    private static final String THEIR_OFFER = "v=0\r\nm=audio 4000 RTP/AVP 8\r\nm=video 4002 RTP/AVP 96\r\n";

    private final int port = Ports.free();
    private final JainUserAgent agent = new JainUserAgent(Agents.settings(
            "ringback",
            T1,
            Optional.of(new Account("ringback", "secret")),
            new Listen("UDP", "127.0.0.1", port),
            new Listen("TCP", "127.0.0.1", port)));
    private final HeardEvents heard = new HeardEvents();
    private ScriptedPhone phone;

    @BeforeEach
    void start() throws IOException {
        agent.start();
        phone = new ScriptedPhone(port);
    }

    @AfterEach
    void stop() {
        agent.close();
        phone.close();
    }

    private Leg call(Optional<String> offer, Duration longestRinging) {
        return agent.place(
                new OutgoingCall(
                        phone.uri(), "sip:ringback@127.0.0.1", Optional.empty(), offer, Map.of(), longestRinging),
                heard);
    }

    private Leg call() {
        return call(Optional.of(OFFER), Duration.ofSeconds(30));
    }

    /** The end of each test: no leg, dialog, transaction or timer, and the listener has heard no more. */
    private void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new Holdings(0, 0, 0, 0)));
        assertThat(heard.rest()).isEmpty();
    }

    private void byeIsAnswered(String tag) throws Exception {
        Packet bye = phone.expect("BYE");
        assertThat(bye.header("To")).endsWith("tag=" + tag);
        phone.respond(bye, 200, "");
    }

    @Test
    void tellsWhatWeCanDo() throws Exception {
        call();
        Packet invite = phone.expect("INVITE");
        assertThat(invite.body()).isEqualTo(OFFER);
        assertThat(invite.header("Allow")).contains("UPDATE").contains("INFO").contains("PRACK");
        assertThat(invite.header("Supported")).isEqualTo("timer,100rel");
        assertThat(invite.header("Session-Expires")).isEqualTo("1800");
        assertThat(invite.header("Min-SE")).isEqualTo("90");
        assertThat(invite.header("Require")).isEmpty();
        assertThat(invite.header("Via")).contains("rport");
        phone.respond(invite, 486, "b");
        heard.next("failed 486");
        nothingIsLeft();
    }

    @Test
    void ringsOnSeveralBranchesAndIsAnsweredByOne() throws Exception {
        Leg leg = call();
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 100, "");
        phone.respond(invite, 180, "a");
        heard.next("ringing 180");
        phone.respond(invite, 183, "b", "v=0 early media");
        heard.next("ringing 183");
        phone.respond(invite, 200, "b", ANSWER);
        heard.next("answered " + ANSWER);
        // The ACK is ours to ask for.
        phone.expectNo("ACK", Duration.ofMillis(300));
        leg.acknowledge(Optional.empty());
        Packet ack = phone.expect("ACK");
        assertThat(ack.header("To")).endsWith("tag=b");
        assertThat(ack.sequence()).isEqualTo(invite.sequence());
        assertThat(ack.body()).isEmpty();

        // The other branch answered too, a moment later.
        phone.respond(invite, 200, "a", ANSWER);
        assertThat(phone.expect("ACK").header("To")).endsWith("tag=a");
        byeIsAnswered("a");

        // A 180 that a proxy's other worker overtook.
        phone.respond(invite, 180, "b");
        leg.hangUp();
        byeIsAnswered("b");
        heard.next("ended");
        nothingIsLeft();
    }

    @Test
    void acknowledgesEachRepeated200WithTheSameAck() throws Exception {
        Leg leg = call(Optional.empty(), Duration.ofSeconds(30));
        Packet invite = phone.expect("INVITE");
        assertThat(invite.body()).isEmpty();
        String answer = phone.response(invite, 200, "b", THEIR_OFFER);
        phone.send(answer);
        heard.next("answered " + THEIR_OFFER);
        phone.send(answer);
        leg.acknowledge(Optional.of(ANSWER));
        Packet ack = phone.expect("ACK");
        assertThat(ack.body()).isEqualTo(ANSWER);
        phone.send(answer);
        phone.expectAgain(ack);
        phone.send(answer);
        phone.expectAgain(ack);
        leg.hangUp();
        byeIsAnswered("b");
        heard.next("ended");
        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "486, Q.850;cause=17;text=\"User busy\", failed 486 17",
        "480, SIP;cause=480, failed 480",
        "603, '', failed 603",
        "302, '', failed 302",
    })
    void failsWithTheStatusAndTheCause(int status, String reason, String expected) throws Exception {
        call();
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b");
        heard.next("ringing 180");
        phone.respond(invite, status, "b", "", reason.isEmpty() ? "X-None: 1" : "Reason: " + reason);
        phone.expect("ACK");
        heard.next(expected);
        nothingIsLeft();
    }

    @Test
    void failsWith408IfNobodyAnswersAtAll() throws Exception {
        call();
        Packet invite = phone.expect("INVITE");
        phone.expectAgain(invite);
        heard.next("failed 408");
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void failsWith503IfThereIsNoWay(String transport) throws Exception {
        agent.place(
                new OutgoingCall(
                        "sip:bob@127.0.0.1:" + Ports.free() + ";transport=" + transport,
                        "sip:ringback@127.0.0.1",
                        Optional.empty(),
                        Optional.of(OFFER),
                        Map.of(),
                        Duration.ofSeconds(5)),
                heard);
        heard.next("failed 503");
        nothingIsLeft();
    }

    @Test
    void cancelsWhenItRingsTooLong() throws Exception {
        call(Optional.of(OFFER), Duration.ofMillis(500));
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b");
        heard.next("ringing 180");
        Packet cancel = phone.expect("CANCEL");
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        assertThat(cancel.sequence()).isEqualTo(invite.sequence());
        phone.respond(cancel, 200, "b");
        phone.respond(invite, 487, "b");
        phone.expect("ACK");
        heard.next("failed 408");
        nothingIsLeft();
    }

    @Test
    void hangsUpOnlyAfterAProvisionalResponse() throws Exception {
        Leg leg = call();
        Packet invite = phone.expect("INVITE");
        leg.hangUp();
        phone.expectNo("CANCEL", Duration.ofMillis(300));
        phone.respond(invite, 100, "");
        Packet cancel = phone.expect("CANCEL");
        leg.hangUp();
        phone.respond(cancel, 200, "b");
        phone.respond(invite, 487, "b");
        heard.next("failed 487");
        nothingIsLeft();
    }

    @Test
    void hangsUpACallThatNobodyAnswersAtAll() throws Exception {
        Leg leg = call();
        phone.expect("INVITE");
        leg.hangUp();
        heard.next("failed 487");
        phone.expectNo("CANCEL", Duration.ofMillis(100));
        nothingIsLeft();
    }

    @Test
    void leavesACallWhose200CrossedTheCancel() throws Exception {
        Leg leg = call();
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b");
        heard.next("ringing 180");
        leg.hangUp();
        Packet cancel = phone.expect("CANCEL");
        String answer = phone.response(invite, 200, "b", ANSWER);
        phone.send(answer);
        phone.respond(cancel, 200, "b");
        Packet ack = phone.expect("ACK");
        heard.next("failed 487");
        phone.send(answer);
        phone.expectAgain(ack);
        byeIsAnswered("b");
        nothingIsLeft();
    }

    @Test
    void leavesACallThatWasAnsweredBeforeItCouldBeCancelled() throws Exception {
        Leg leg = call(Optional.empty(), Duration.ofSeconds(30));
        Packet invite = phone.expect("INVITE");
        leg.hangUp();
        phone.respond(invite, 200, "b", THEIR_OFFER);
        // It made us an offer, so it is due an answer.
        assertThat(phone.expect("ACK").body()).contains("m=audio 0 RTP/AVP 8").contains("m=video 0 RTP/AVP 96");
        byeIsAnswered("b");
        heard.next("failed 487");
        nothingIsLeft();
    }

    @Test
    void endsACancelledCallThatNeverSays487() throws Exception {
        Leg leg = call();
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 180, "b");
        heard.next("ringing 180");
        leg.hangUp();
        phone.respond(phone.expect("CANCEL"), 200, "b");
        heard.next("failed 487");
        // And if it answers after all:
        phone.respond(invite, 200, "b", ANSWER);
        phone.expect("ACK");
        byeIsAnswered("b");
        nothingIsLeft();
    }

    @Test
    void hangsUpAnAnsweredCallThatWasNotAcknowledged() throws Exception {
        Leg leg = call(Optional.empty(), Duration.ofSeconds(30));
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 200, "b", THEIR_OFFER);
        heard.next("answered " + THEIR_OFFER);
        leg.hangUp();
        assertThat(phone.expect("ACK").body()).contains("m=audio 0 RTP/AVP 8").contains("m=video 0 RTP/AVP 96");
        byeIsAnswered("b");
        heard.next("ended");
        leg.acknowledge(Optional.of(ANSWER));
        leg.offer(Optional.of(OFFER));
        leg.hangUp();
        nothingIsLeft();
    }

    @Test
    void answersTheChallengesToAllItsRequests() throws Exception {
        Leg leg = call();
        Packet invite = phone.expect("INVITE");
        String challenge = "Digest realm=\"switch\",nonce=\"n1\",qop=\"auth\",algorithm=MD5";
        phone.respond(invite, 407, "x", "", "Proxy-Authenticate: " + challenge);
        phone.expect("ACK");
        Packet again = phone.expect("INVITE");
        assertThat(again.sequence()).isEqualTo(invite.sequence() + 1);
        assertThat(again.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(again.header("From")).isEqualTo(invite.header("From"));
        assertThat(again.header("To")).doesNotContain("tag=");
        assertThat(again.header("Proxy-Authorization")).contains("username=\"ringback\"");
        phone.respond(again, 200, "b", ANSWER);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        Packet ack = phone.expect("ACK");
        assertThat(ack.sequence()).isEqualTo(again.sequence());
        assertThat(ack.header("Proxy-Authorization")).isEqualTo(again.header("Proxy-Authorization"));

        leg.offer(Optional.of("v=0 more"));
        Packet reinvite = phone.expect("INVITE");
        phone.respond(reinvite, 401, "", "", "WWW-Authenticate: " + challenge);
        Packet reinviteAgain = phone.expect("INVITE");
        assertThat(reinviteAgain.header("Authorization")).contains("nonce=\"n1\"");
        assertThat(reinviteAgain.body()).isEqualTo("v=0 more");
        assertThat(reinviteAgain.sequence()).isGreaterThan(reinvite.sequence());
        phone.respond(reinviteAgain, 200, "", ANSWER);
        heard.next("renegotiated " + ANSWER);
        leg.acknowledge(Optional.empty());

        leg.message("hello");
        Packet message = phone.expect("MESSAGE");
        phone.respond(message, 407, "", "", "Proxy-Authenticate: " + challenge);
        Packet messageAgain = phone.expect("MESSAGE");
        assertThat(messageAgain.body()).isEqualTo("hello");
        assertThat(messageAgain.header("Proxy-Authorization")).isNotEmpty();
        phone.respond(messageAgain, 202, "");

        leg.hangUp();
        Packet bye = phone.expect("BYE");
        phone.respond(bye, 407, "", "", "Proxy-Authenticate: " + challenge);
        Packet byeAgain = phone.expect("BYE");
        assertThat(byeAgain.sequence()).isGreaterThan(bye.sequence());
        phone.respond(byeAgain, 200, "");
        heard.next("ended");
        nothingIsLeft();
    }

    @Test
    void givesUpWhenItsCredentialsAreRefused() throws Exception {
        call();
        String challenge = "Proxy-Authenticate: Digest realm=\"switch\",nonce=\"n\",algorithm=MD5";
        phone.respond(phone.expect("INVITE"), 407, "x", "", challenge);
        phone.respond(phone.expect("INVITE"), 407, "y", "", challenge);
        heard.next("failed 407");
        nothingIsLeft();
    }

    @Test
    void asksForTheSessionIntervalThatThePhoneWants() throws Exception {
        call();
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 422, "x", "", "Min-SE: 3600");
        Packet again = phone.expect("INVITE");
        assertThat(again.header("Session-Expires")).isEqualTo("3600");
        assertThat(again.header("Min-SE")).isEqualTo("3600");
        assertThat(again.sequence()).isEqualTo(invite.sequence() + 1);
        // One that always wants what it gets is not asked for ever.
        phone.respond(again, 422, "x", "", "Min-SE: 3600");
        heard.next("failed 422");
        nothingIsLeft();
    }
}
