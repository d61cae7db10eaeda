package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static io.ringback.telephony.callcontrol.PlayedScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Address;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.callcontrol.OwnNumber.Dialled;
import io.ringback.telephony.callcontrol.OwnNumber.Dialler;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to Ringback's own number as they run: who is on the line, what is left of it, and a connection that goes on with them. */
class DialledCallsTest extends CallControlInPlace {

    /** Bob's call, which is answered. */
    private final class Dialling implements IncomingCall {

        private final CompletableFuture<Integer> refused = new CompletableFuture<>();
        private Runnable onCancel = () -> {};

        @Override
        public SipRequest invite() {
            return WaitingCall.offered().invite();
        }

        @Override
        public void progress(int status, Optional<String> sdp) {}

        @Override
        public Leg accept(String sdp, LegListener listener) {
            return agent.comesIn(BOB, sdp, listener);
        }

        @Override
        public void refuse(int status, Map<String, String> headers) {
            refused.complete(status);
        }

        @Override
        public void onCancel(Runnable cancelled) {
            onCancel = cancelled;
        }
    }

    private static final String DIALOG = """
            {"callId": "left", "localUri": "sip:a", "localTag": "b", "remoteUri": "sip:c",
             "remoteTag": "d", "remoteTarget": "sip:e", "routeSet": [], "localSequence": 3}
            """;

    private final PlayedScript script = new PlayedScript()
            .on('1', turn("connecting", Then.CONNECT))
            .on('3', turn("thanks", Then.HANG_UP))
            .on('5', turn("no-such-key", Then.ASK));
    private Dialler bob;
    private Dialled dialled;

    @BeforeEach
    void people() {
        LOST.clear();
        bob = new Dialler(person("Bob"), new Address("tel:" + BOB));
    }

    private Dialling bobDials() {
        Dialling call = new Dialling();
        assertThat(voiceControl.answer(call, bob, made -> {
                    dialled = made;
                    return script;
                }))
                .isTrue();
        return call;
    }

    private void untilAsked() {
        phone("ivr@").answers(sdp(7000));
        awaitSent("200 " + BOB + " audio:7000");
        phone(BOB).acknowledges(null);
        awaitRequest(1);
    }

    private void awaitRequest(int id) {
        await().untilAsserted(() -> assertThat(agent.sent)
                .anySatisfy(line -> assertThat(line).startsWith("INFO ivr").contains("id=\"" + id + "\"")));
    }

    private void respond(int id, String attributes) {
        phone("ivr@")
                .presses(
                        DialogueScene.MSCML,
                        "<MediaServerControl version=\"1.0\"><response request=\"play\" id=\"" + id
                                + "\" code=\"200\" text=\"OK\" " + attributes + "/></MediaServerControl>");
    }

    private void press(int id, char key) {
        respond(id, "reason=\"match\" digits=\"" + key + "\"");
    }

    private List<String> rows() {
        return jdbc.sql("select concat_ws(' ', result, case_id is not null, keyed) from voice_call")
                .query(String.class)
                .list();
    }

    @Test
    void bobsCallGoesOnAsTheConnectionWithoutASecondCallToHim() {
        bobDials();
        untilAsked();
        assertThat(rows()).containsExactly("f f");

        assertThat(dialled.goesOnFor(caseId)).isTrue();
        press(1, '1');
        awaitRequest(2);
        Map<String, String> asked = new HashMap<>(asked());
        callControl.connect(asked);
        respond(2, "reason=\"EOF\"");

        phone("annc@").answers(sdp(8000));
        awaitSent("re-INVITE " + BOB + " audio:8000");
        phone(BOB).agrees(sdp(4000));
        phone(ANNA).rings().answers(sdp(5000));
        awaitSent("re-INVITE " + BOB);
        phone(BOB).agrees(sdp(4000));
        awaitSent("re-INVITE " + ANNA + " audio:4000");
        phone(ANNA).agrees(sdp(5000));
        assertThat(agent.sent).noneMatch(line -> line.startsWith("INVITE " + BOB));
        await().untilAsserted(() -> assertThat(rows()).containsExactly("CONNECTED t t"));
        phone(BOB).hangsUp();
        awaitOutcomeOf(asked);
    }

    private void awaitOutcomeOf(Map<String, String> asked) {
        await().untilAsserted(() -> assertThat(jdbc.sql("select ending from connection where id = ?::uuid")
                        .param(asked.get("connectionId"))
                        .query(String.class)
                        .single())
                .isNotNull());
    }

    /** The number that was lent to a notification: the key is the number. */
    @Test
    void bobsCallGoesOnAsTheConnectionWithoutAKey() {
        Dialling call = new Dialling();
        PlayedScript atOnce = new PlayedScript().onOpening(turn("connecting", Then.CONNECT));
        assertThat(voiceControl.answer(call, bob, made -> {
                    dialled = made;
                    return atOnce;
                }))
                .isTrue();
        assertThat(dialled.goesOnFor(caseId)).isTrue();
        untilAsked();
        Map<String, String> asked = new HashMap<>(asked());
        callControl.connect(asked);
        respond(1, "reason=\"EOF\"");

        phone("annc@").answers(sdp(8000));
        awaitSent("re-INVITE " + BOB + " audio:8000");
        phone(BOB).agrees(sdp(4000));
        phone(ANNA).rings().answers(sdp(5000));
        awaitSent("re-INVITE " + BOB);
        phone(BOB).agrees(sdp(4000));
        awaitSent("re-INVITE " + ANNA + " audio:4000");
        phone(ANNA).agrees(sdp(5000));
        assertThat(agent.sent).noneMatch(line -> line.startsWith("INVITE " + BOB));
        await().untilAsserted(() -> assertThat(rows()).containsExactly("CONNECTED t t"));
        phone(BOB).hangsUp();
        awaitOutcomeOf(asked);
    }

    @Test
    void nothingIsKeptOfACallThatHasAskedForNoConnection() {
        bobDials();
        untilAsked();

        press(1, '3');
        awaitRequest(2);
        respond(2, "reason=\"EOF\"");

        await().untilAsserted(() -> assertThat(rows()).isEmpty());
        assertThat(script.told).containsExactly("opening", "pressed 3", "over FINISHED");
    }

    @Test
    void nothingIsKeptOfAStrangersCallAndItIsNotTakenForOneWhoseCaseIsGone() {
        assertThat(voiceControl.answer(new Dialling(), script)).isTrue();
        untilAsked();
        assertThat(rows()).isEmpty();
        callControl.hangUpCancelled();
        assertThat(agent.sent).doesNotContain("BYE " + BOB);

        press(1, '3');
        awaitRequest(2);
        respond(2, "reason=\"EOF\"");

        awaitSent("BYE " + BOB);
        await().untilAsserted(() -> assertThat(script.told).contains("over FINISHED"));
        assertThat(rows()).isEmpty();
    }

    @Test
    void whoHangsUpAfterTheKeyIsNotCalledBack() {
        bobDials();
        untilAsked();
        assertThat(dialled.goesOnFor(caseId)).isTrue();
        press(1, '1');
        awaitRequest(2);
        phone(BOB).hangsUp();
        await().untilAsserted(() -> assertThat(rows()).containsExactly("HUNG_UP t t"));
        Map<String, String> asked = asked();

        callControl.connect(asked);

        awaitOutcome(asked.get("connectionId"), "FAILED");
        assertThat(agent.sent).noneMatch(line -> line.startsWith("INVITE " + BOB));
    }

    @Test
    void whoGivesUpBeforeTheAnswerIsNotSpokenTo() {
        Dialling call = bobDials();
        phone("ivr@");

        call.onCancel.run();

        await().untilAsserted(() -> assertThat(script.told).containsExactly("over HUNG_UP"));
        await().untilAsserted(() -> assertThat(rows()).isEmpty());
    }

    @Test
    void ofTwoCallsOnlyTheOneWhoseKeyCameFirstGoesOn() {
        bobDials();
        untilAsked();
        Dialled first = dialled;
        press(1, '5');
        awaitRequest(2);
        assertThat(first.goesOnFor(caseId)).isTrue();
        Dialled second = another();

        assertThat(second.goesOnFor(caseId)).isFalse();

        first.doesNotGoOnFor(caseId);
        assertThat(second.goesOnFor(caseId)).isTrue();
        phone(BOB).hangsUp();
        agent.phones.forEach(phone -> phone.hangUp());
    }

    private Dialled another() {
        bobDials();
        return dialled;
    }

    @Test
    void aCallThatADeadNodeLeftBehindIsHungUpAndNothingIsKept() {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into voice_call (id, attempt, person_id, node, state, started_at, phone_dialog)"
                        + " values (?, 1, ?, 'this node', 'SPEAKING', now() - interval '1 day', ?)")
                .params(id, bob.personId(), sealed(id, DIALOG))
                .update();

        voiceControl.sweep();

        assertThat(agent.hungUpFromElsewhere).hasSize(1);
        assertThat(rows()).isEmpty();
        assertThat(LOST).isEmpty();
    }

    @Test
    void theEndIsTold() {
        bobDials();
        untilAsked();

        phone(BOB).hangsUp();

        await().untilAsserted(() -> assertThat(script.told).containsExactly("opening", "over " + End.HUNG_UP));
    }
}
