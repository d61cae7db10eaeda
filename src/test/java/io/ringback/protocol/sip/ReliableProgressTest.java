package io.ringback.protocol.sip;

import static io.ringback.protocol.sip.AgentAndPhone.ANSWER;
import static io.ringback.protocol.sip.AgentAndPhone.OFFER;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose caller wants to acknowledge provisional responses (RFC 3262 section 3), and UPDATE before the answer (RFC 3311). */
@Execution(ExecutionMode.CONCURRENT)
class ReliableProgressTest {

    private static final String REQUIRED = "Require: 100rel";
    private static final String SUPPORTED = "Supported: timer, 100rel";
    private static final String EARLY = "v=0 early";
    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final String AUDIO =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private final AgentAndPhone line = new AgentAndPhone();
    private final ScriptedPhone phone = line.phone;
    private final HeardEvents heard = line.heard;

    @AfterEach
    void stop() {
        line.close();
    }

    private IncomingCall called(String callId, String offer, String... headers) throws Exception {
        phone.send(line.invite(callId, offer, headers));
        phone.expect("SIP/2.0 100");
        return line.called();
    }

    private static String acknowledging(Packet provisional) {
        return "RAck: " + provisional.header("RSeq") + " " + provisional.header("CSeq");
    }

    private Packet prack(Packet provisional, long sequence, String body) throws Exception {
        phone.send(phone.requestAfter(provisional, "PRACK", sequence, body, acknowledging(provisional)));
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.header("CSeq")).isEqualTo(sequence + " PRACK");
        return ok;
    }

    private void acknowledge(String callId, Packet refusal) throws Exception {
        phone.send(line.invite(callId, OFFER)
                .replaceFirst("^INVITE", "ACK")
                .replace("CSeq: 1 INVITE", "CSeq: 1 ACK")
                .replaceFirst("To: .*\r\n", "To: " + refusal.header("To") + "\r\n")
                .replaceFirst("(?s)Content-Type.*", "Content-Length: 0\r\n\r\n"));
    }

    @Test
    void aRefusalNeedsNoneOfIt() throws Exception {
        called("rel-1", OFFER, REQUIRED).refuse(486, Map.of());
        acknowledge("rel-1", phone.expect("SIP/2.0 486"));
        line.nothingIsLeft();
    }

    @Test
    void anAnswerNeedsNoneOfIt() throws Exception {
        Leg leg = called("rel-2", OFFER, REQUIRED).accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.body()).isEqualTo(ANSWER);
        assertThat(ok.header("Supported")).contains("100rel");
        assertThat(ok.header("Allow")).contains("PRACK").contains("UPDATE");
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        line.hangUp(leg);
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUIRED, SUPPORTED})
    void earlyMediaIsRepeatedUntilItsPrackComes(String wish) throws Exception {
        IncomingCall call = called("rel-3", OFFER, wish);
        call.progress(183, Optional.of(EARLY));
        Packet early = phone.expect("SIP/2.0 183");
        assertThat(early.header("Require")).isEqualTo("100rel");
        assertThat(Long.parseLong(early.header("RSeq"))).isBetween(1L, 1L << 31);
        assertThat(early.body()).isEqualTo(EARLY);
        phone.expectAgain(early);
        phone.expectAgain(early);
        // Neither the next nor the answer may overtake it.
        call.progress(183, Optional.of(EARLY));
        Leg leg = call.accept(ANSWER, heard);
        phone.send(phone.requestAfter(early, "PRACK", 2, "", "RAck: 1 7 INVITE"));
        phone.expect("SIP/2.0 481");
        phone.send(phone.requestAfter(early, "PRACK", 3, ""));
        phone.expect("SIP/2.0 481");
        phone.expectNo("SIP/2.0 200", A_WHILE);

        prack(early, 4, "");

        Packet again = phone.expect("SIP/2.0 183");
        assertThat(Long.parseLong(again.header("RSeq"))).isEqualTo(Long.parseLong(early.header("RSeq")) + 1);
        assertThat(again.body()).as("it was said").isEmpty();
        prack(again, 5, "");
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.header("CSeq")).isEqualTo("1 INVITE");
        assertThat(ok.body()).as("the answer has arrived").isEmpty();
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        phone.send(phone.requestAfter(ok, "INFO", 4, ""));
        assertThat(phone.expect("SIP/2.0 500").header("CSeq"))
                .as("out of order")
                .isEqualTo("4 INFO");
        line.hangUp(leg);
    }

    @Test
    void ringingIsReliableOnlyIfThatIsRequired() throws Exception {
        IncomingCall required = called("rel-4", OFFER, REQUIRED);
        required.progress(180, Optional.empty());
        Packet ringing = phone.expect("SIP/2.0 180");
        assertThat(ringing.header("Require")).isEqualTo("100rel");
        prack(ringing, 2, "");
        required.refuse(480, Map.of());
        acknowledge("rel-4", phone.expect("SIP/2.0 480"));

        IncomingCall supported = called("rel-5", OFFER, SUPPORTED);
        supported.progress(180, Optional.empty());
        assertThat(phone.expect("SIP/2.0 180").header("Require")).isEmpty();
        supported.refuse(480, Map.of());
        acknowledge("rel-5", phone.expect("SIP/2.0 480"));
        line.nothingIsLeft();
    }

    @Test
    void whoRequiresItAndOffersNothingIsNotToldThatItRings() throws Exception {
        IncomingCall call = called("rel-6", "", REQUIRED);
        call.progress(180, Optional.empty());
        Leg leg = call.accept(OFFER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        assertThat(ok.body()).isEqualTo(OFFER);
        phone.send(phone.requestAfter(ok, "ACK", 1, ANSWER));
        heard.next("acknowledged " + ANSWER);
        phone.expectNo("SIP/2.0 180", A_WHILE);
        line.hangUp(leg);
    }

    @Test
    void whoNeverAcknowledgesItIsRefused() throws Exception {
        IncomingCall call = called("rel-7", OFFER, REQUIRED);
        CountDownLatch gone = new CountDownLatch(1);
        call.onCancel(gone::countDown);
        call.progress(183, Optional.of(EARLY));
        call.accept(ANSWER, heard);
        Packet early = phone.expect("SIP/2.0 183");
        acknowledge("rel-7", phone.expect("SIP/2.0 504"));
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        heard.next("failed 504");
        phone.send(phone.requestAfter(early, "PRACK", 2, "", acknowledging(early)));
        assertThat(phone.expect("SIP/2.0").header("CSeq")).isEqualTo("2 PRACK");
        line.nothingIsLeft();
    }

    @Test
    void aRefusalMayOvertakeItAndItsPrackIsStillAnswered() throws Exception {
        IncomingCall call = called("rel-8", OFFER, REQUIRED);
        call.progress(183, Optional.of(EARLY));
        Packet early = phone.expect("SIP/2.0 183");
        call.refuse(486, Map.of());
        acknowledge("rel-8", phone.expect("SIP/2.0 486"));
        prack(early, 2, "");
        line.nothingIsLeft();
    }

    @Test
    void theCallerMayGiveUpWhileTheAnswerWaits() throws Exception {
        String invite = line.invite("rel-9", OFFER, REQUIRED);
        phone.send(invite);
        IncomingCall call = line.called();
        call.progress(183, Optional.of(EARLY));
        phone.expect("SIP/2.0 183");
        call.accept(ANSWER, heard);
        phone.send(ScriptedPhone.cancelOf(invite));
        phone.expect("SIP/2.0 200");
        acknowledge("rel-9", phone.expect("SIP/2.0 487"));
        heard.next("failed 487");
        line.nothingIsLeft();
    }

    @Test
    void aPrackMayOfferTheSessionAsItIsAndNoOther() throws Exception {
        for (String port : new String[] {"4000", "4002"}) {
            IncomingCall call = called("rel-10-" + port, AUDIO, REQUIRED);
            call.progress(183, Optional.of(AUDIO.replace("4000", "5000")));
            Packet early = phone.expect("SIP/2.0 183");
            Packet ok = prack(early, 2, AUDIO.replace("4000", port));
            assertThat(ok.body()).contains(port.equals("4000") ? "m=audio 5000" : "m=audio 0");
            call.refuse(486, Map.of());
            acknowledge("rel-10-" + port, phone.expect("SIP/2.0 486"));
        }
        line.nothingIsLeft();
    }

    @Test
    void anUpdateBeforeTheAnswerMoves() throws Exception {
        IncomingCall call = called("rel-11", OFFER, REQUIRED);
        call.progress(180, Optional.empty());
        Packet ringing = phone.expect("SIP/2.0 180");
        prack(ringing, 2, "");
        String moved = "sip:moved@127.0.0.1:" + phone.port();
        phone.send(
                phone.requestAfter(ringing, "UPDATE", 3, "").replaceFirst("Contact: .*", "Contact: <" + moved + ">"));
        assertThat(phone.expect("SIP/2.0 200").header("CSeq")).isEqualTo("3 UPDATE");
        // The INVITE's offer is not answered.
        phone.send(phone.requestAfter(ringing, "UPDATE", 4, "v=0 more"));
        assertThat(Integer.parseInt(phone.expect("SIP/2.0 500").header("Retry-After")))
                .isBetween(0, 10);
        call.progress(183, Optional.of(EARLY));
        prack(phone.expect("SIP/2.0 183"), 5, "");
        // It is; but there is nobody yet to agree to another.
        phone.send(phone.requestAfter(ringing, "UPDATE", 6, "v=0 more"));
        phone.expect("SIP/2.0 488");
        phone.send(phone.requestAfter(ringing, "UPDATE", 6, ""));
        assertThat(phone.expect("SIP/2.0 500").header("CSeq"))
                .as("out of order")
                .isEqualTo("6 UPDATE");
        Leg leg = call.accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        leg.hangUp();
        Packet bye = phone.expect("BYE");
        assertThat(bye.requestUri()).isEqualTo(moved);
        phone.respond(bye, 200, "");
        heard.next("ended");
        line.nothingIsLeft();
    }
}
