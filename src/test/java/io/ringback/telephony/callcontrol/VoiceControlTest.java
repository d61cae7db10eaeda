package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static io.ringback.telephony.callcontrol.PlayedScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Address;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.callcontrol.Dialogues.Listener;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;

/** Voice calls as they run: who is called how often, and what is left of it, whatever crashes. */
class VoiceControlTest extends CallControlInPlace {

    /** Writes down what the row says whenever it is asked. */
    private final class Watched implements Script {

        private final PlayedScript script = new PlayedScript()
                .on('1', turn("connecting", Then.CONNECT))
                .on('3', turn("thanks", Then.HANG_UP))
                .on('5', turn("no-such-key", Then.ASK));
        private int failures;

        @Override
        public Turn opening() {
            return script.opening();
        }

        @Override
        public Turn pressed(char key) {
            keyedBefore.add(column("keyed"));
            return script.pressed(key);
        }

        @Override
        public Turn silent() {
            return script.silent();
        }

        @Override
        public Turn enough() {
            return silent();
        }

        @Override
        public void over(End end) {
            if (failures-- > 0) {
                throw new TransientDataAccessResourceException("The database is away");
            }
            endedBefore.add(column("ended_at is not null"));
            script.over(end);
        }
    }

    private final List<String> keyedBefore = new ArrayList<>();
    private final List<String> endedBefore = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final Watched script = new Watched();
    private Listener bob;

    @BeforeEach
    void aMessageToBob() {
        LOST.clear();
        NOT_YET.clear();
        heldCalls.calls().clear();
        bob = listener("Bob", BOB);
    }

    private Listener listener(String name, String number) {
        UUID message = UUID.randomUUID();
        jdbc.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        values (?, ?, 'NOTIFICATION', 'VOICE', ?, gen_random_uuid(), 'SENT', now())
                        """).params(message, caseId, person(name)).update();
        return new Listener(message, caseId, person(name), new Address("tel:" + number), Locale.ENGLISH);
    }

    private Script script(UUID callId, int attempt) {
        attempts.add(attempt);
        return script;
    }

    private boolean call() {
        return voiceControl.call(bob, this::script);
    }

    private String column(String expression) {
        // Empty while there is nothing in it yet, so that it can be waited for.
        return jdbc.sql("select coalesce((" + expression
                        + ")::text, '') from voice_call order by started_at desc limit 1")
                .query(String.class)
                .single();
    }

    private UUID lastCall() {
        return UUID.fromString(column("id"));
    }

    private void awaitColumn(String expression, String value) {
        await(expression).untilAsserted(() -> assertThat(column(expression)).isEqualTo(value));
    }

    private void awaitTold(String line) {
        await().untilAsserted(() -> assertThat(script.script.told).contains(line));
    }

    /** Bob has answered and is asked. */
    private void untilAsked() {
        phone(BOB).rings().answers(sdp(4000));
        phone("ivr@").answers(sdp(7000));
        awaitSent("re-INVITE " + BOB + " audio:7000");
        phone(BOB).agrees(sdp(4000));
        awaitRequest(1);
    }

    private void awaitRequest(int id) {
        await().untilAsserted(() -> assertThat(agent.sent)
                .anySatisfy(line -> assertThat(line).startsWith("INFO ivr").contains("id=\"" + id + "\"")));
    }

    private void press(int id, char key) {
        respond(id, "reason=\"match\" digits=\"" + key + "\"");
    }

    private void played(int id) {
        respond(id, "reason=\"EOF\"");
    }

    private void respond(int id, String attributes) {
        phone("ivr@")
                .presses(
                        DialogueScene.MSCML,
                        "<MediaServerControl version=\"1.0\"><response request=\"play\" id=\"" + id
                                + "\" code=\"200\" text=\"OK\" " + attributes + "/></MediaServerControl>");
    }

    @Test
    void speaksToBobAndKeepsTheRow() {
        assertThat(call()).isTrue();
        assertThat(attempts).containsExactly(1);
        PlayedPhones.Phone phone = phone(BOB);
        assertThat(phone.call.to()).isEqualTo("sip:" + BOB + "@switch.example;user=phone");
        assertThat(phone.call.from()).isEqualTo("sip:+46812345678@switch.example;user=phone");
        assertThat(phone.call.headers()).containsEntry("Ringback-Connection", column("id"));
        assertThat(phone.call.headers().get("Call-ID"))
                .as("who has it from a log finds the case")
                .matches(column("id") + "\\.[0-9a-f]{1,16}");
        assertThat(column("node")).isEqualTo("this node");
        untilAsked();
        PlayedPhones.Phone server = phone("ivr@");
        assertThat(server.call.to()).isEqualTo("sip:ivr@media.example");
        assertThat(server.call.headers().get("Call-ID"))
                .startsWith(column("id") + ".")
                .isNotEqualTo(phone.call.headers().get("Call-ID"));
        assertThat(server.call.headers()).containsEntry("Route", "<sip:media.example;lr>");
        await().untilAsserted(() -> {
            assertThat(inDialogs("voice_call", "phone_dialog", "remoteTag")).containsExactly("theirs");
            assertThat(inDialogs("voice_call", "server_dialog", "remoteTag")).containsExactly("theirs");
        });
        awaitColumn("answered_at is not null and not keyed", "true");

        press(1, '3');
        awaitRequest(2);
        played(2);

        awaitColumn("result || ' ' || state", "FINISHED ENDED");
        assertThat(script.script.told).containsExactly("opening", "pressed 3", "over FINISHED");
        // A key is durable before the script hears of it, and the script has heard of the end before the row.
        assertThat(keyedBefore).containsExactly("true");
        assertThat(endedBefore).containsExactly("false");
    }

    @ParameterizedTest
    @CsvSource({
        "486, false, BUSY",
        "600, false, BUSY",
        "480, true, NO_ANSWER",
        "408, true, NO_ANSWER",
        "408, false, UNREACHABLE",
        "487, true, NO_ANSWER",
        "404, false, UNREACHABLE",
        "503, false, UNREACHABLE",
        "302, false, UNREACHABLE",
        "603, true, REJECTED",
        "607, true, REJECTED",
        "401, false, FAILED",
        "407, false, FAILED"
    })
    void whatAStatusMeansIsInTheTableOfFailedCalls(int status, boolean rang, String end) {
        call();

        if (rang) {
            phone(BOB).rings();
        }
        phone(BOB).refuses(status);

        awaitColumn("result", end);
        assertThat(script.script.told).containsExactly("over " + end);
    }

    @Test
    void aMessageIsSpokenOnceHoweverOftenItIsHandedOver() {
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(CompletableFuture.supplyAsync(this::call));
        }

        assertThat(calls).map(CompletableFuture::join).containsOnlyOnce(true);
        phone(BOB).refuses(486);
        awaitColumn("result", "BUSY");
        assertThat(call()).isFalse();
        assertThat(agent.phones).hasSize(1);
    }

    @Test
    void aMessageIsSpokenOnceMoreWhereThatIsAllowed() {
        call();
        UUID first = lastCall();
        voiceControl.allowAnother(first);
        assertThat(call()).as("while the first is under way").isFalse();
        phone(BOB).refuses(486);
        awaitColumn("result", "BUSY");

        assertThat(call()).isTrue();
        await().untilAsserted(() -> assertThat(agent.phones).hasSize(2));
        phone(BOB).refuses(486);
        awaitColumn("result", "BUSY");

        assertThat(attempts).containsExactly(1, 2);
        assertThat(call()).as("after the second").isFalse();
    }

    @Test
    void theScriptIsToldOfTheEndUntilItHasHeard() {
        script.failures = 2;
        call();

        phone(BOB).refuses(486);

        awaitTold("over BUSY");
        awaitColumn("result", "BUSY");
    }

    @Test
    void withoutAScriptItIsAsIfNobodyHadBeenCalled() {
        assertThatThrownBy(() -> voiceControl.call(bob, (callId, attempt) -> {
                    throw new IllegalStateException("no script");
                }))
                .hasMessage("no script");

        assertThat(agent.phones).isEmpty();
        assertThat(call()).isTrue();
        phone(BOB).refuses(486);
    }

    @Test
    void aNumberThatMustNotBeCalledIsNotDialled() {
        bob = listener("Bob", "+469001234567");

        assertThat(call()).isTrue();

        awaitColumn("result", "FAILED");
        assertThat(agent.phones).isEmpty();
        assertThat(script.script.told).containsExactly("over FAILED");
    }

    @Test
    void aNodeThatStopsHangsUpTellsAndTakesNoMore() {
        call();
        untilAsked();

        callControl.stop();
        voiceControl.stop();

        assertThat(agent.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0));
        assertThat(column("result")).isEqualTo("FAILED");
        assertThat(script.script.told).containsExactly("opening", "over FAILED");
        assertThatThrownBy(this::call).isInstanceOf(IllegalStateException.class).hasMessageContaining("Try again");
        voiceControl.start();
        callControl.start();
    }

    @Test
    void aNodeEndsWhatItsFormerProcessLeftBehindAndNothingOfOthers() {
        UUID own = leftBehind("this node", "1 minute", "1 minute", false);
        UUID others = leftBehind("another node", "1 hour", "1 minute", false);
        UUID nobodys = leftBehind("a node that is no more", "12 minutes", "11 minutes", true);
        callControl.stop();
        voiceControl.stop();
        voiceControl.start();
        callControl.start();
        NOT_YET.add(own);

        voiceControl.endLeftBehind();
        assertThat(LOST).containsExactly(nobodys);
        assertThat(agent.hungUpFromElsewhere)
                .extracting(DialogIdentity::callId)
                .contains("phone of " + nobodys, "server of " + nobodys);
        agent.hungUpFromElsewhere.clear();
        NOT_YET.clear();
        voiceControl.endLeftBehind();

        assertThat(LOST).containsExactlyInAnyOrder(own, nobodys);
        assertThat(agent.hungUpFromElsewhere)
                .extracting(DialogIdentity::callId)
                .containsExactlyInAnyOrder("phone of " + own, "server of " + own);
        assertThat(jdbc.sql("select id from voice_call where result = 'FAILED' and not handed_over")
                        .query(UUID.class)
                        .list())
                .containsExactlyInAnyOrder(own, nobodys);
        jdbc.sql("delete from voice_call where id = ?").param(others).update();
    }

    private UUID leftBehind(String node, String since, String heldBefore, boolean keyed) {
        UUID id = UUID.randomUUID();
        String dialog = """
                {"callId": "%s of %s", "localUri": "sip:a", "localTag": "b", "remoteUri": "sip:c",
                 "remoteTag": "d", "remoteTarget": "sip:e", "routeSet": [], "localSequence": 3}
                """;
        jdbc.sql("""
                        insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, keyed, started_at,
                            held_at, phone_dialog, server_dialog)
                        values (?, ?, 1, ?, ?, ?, 'SPEAKING', ?, now() - ?::interval, now() - ?::interval, ?, ?)
                        """)
                .params(
                        id,
                        listener("Bob", BOB).messageId(),
                        caseId,
                        bob.personId(),
                        node,
                        keyed,
                        since,
                        heldBefore,
                        sealed(id, dialog.formatted("phone", id)),
                        sealed(id, dialog.formatted("server", id)))
                .update();
        return id;
    }

    // The connection that a key asks for
    // ------------------------------------------------------------------------------------------------

    @Test
    void aKeyGoesOnAsAConnectionOfTheSameCall() {
        call();
        untilAsked();
        press(1, '1');
        awaitRequest(2);
        Map<String, String> asked = asked();
        // Whichever of their phones the directory names: it is this one that they are on.
        asked.put("callee", "tel:+46701740699");

        callControl.connect(asked);
        played(2);

        phone("annc@").answers(sdp(7100));
        awaitSent("re-INVITE " + BOB + " audio:7100");
        phone(BOB).agrees(sdp(4000));
        phone(ANNA).rings().answers(sdp(5000));
        awaitSent("re-INVITE " + BOB);
        phone(BOB).agrees(sdp(4000));
        awaitSent("re-INVITE " + ANNA + " audio:4000");
        phone(ANNA).agrees(sdp(5000));
        awaitOutcome(asked.get("connectionId"), "CONNECTED");
        awaitColumn("result || ' ' || handed_over", "CONNECTED true");
        assertThat(script.script.told).containsExactly("opening", "pressed 1", "over CONNECTED");
        assertThat(agent.sent.stream().filter(line -> line.startsWith("INVITE " + BOB)))
                .hasSize(1);
        assertThat(voiceControl.holdings()).isEqualTo(new CallHoldings(0, 0));
        assertThat(inDialogs("connection", "callee_dialog", "callId"))
                .containsExactly(phone(BOB).callId());

        phone(BOB).hangsUp();
        awaitSent("BYE " + ANNA);
    }

    @Test
    void aConnectionThroughAnotherPhoneLeavesTheCallAlone() {
        call();
        untilAsked();
        Map<String, String> asked = asked();
        asked.put("callee", "tel:+46701740699");

        callControl.connect(asked);

        phone("+46701740699").refuses(486);
        awaitOutcome(asked.get("connectionId"), "CALLEE_NO_ANSWER");
        phone(BOB).hangsUp();
        awaitColumn("result", "HUNG_UP");
    }

    @Test
    void whoAskedByAKeyAndHungUpIsNotCalledForThatAndTheCallerIsInformed() {
        call();
        untilAsked();
        press(1, '1');
        awaitTold("pressed 1");
        phone(BOB).hangsUp();
        awaitColumn("result || ' ' || handed_over", "HUNG_UP false");
        Map<String, String> asked = asked();

        callControl.connect(asked);

        awaitOutcome(asked.get("connectionId"), "FAILED");
        assertThat(column("handed_over")).isEqualTo("true");
        assertThat(agent.phones).hasSize(2);
        callControl.connect(asked);
        assertThat(agent.phones).hasSize(2);

        // But for what they ask by other means they are.
        Map<String, String> another = asked();
        callControl.connect(another);
        await().untilAsserted(() -> assertThat(agent.phones).hasSize(3));
        phone(BOB).refuses(486);
        awaitOutcome(another.get("connectionId"), "CALLEE_NO_ANSWER");
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '5'})
    void aKeyThatAskedForNoConnectionKeepsNobodyFromOne(char key) {
        call();
        untilAsked();
        press(1, key);
        awaitRequest(2);
        phone(BOB).hangsUp();
        awaitColumn("result", "HUNG_UP");
        Map<String, String> asked = asked();

        callControl.connect(asked);

        await().untilAsserted(() -> assertThat(agent.phones).hasSize(3));
        phone(BOB).refuses(486);
        awaitOutcome(asked.get("connectionId"), "CALLEE_NO_ANSWER");
    }

    @Test
    void whoseCallIsOnAnotherNodeIsLeftToThatNode() {
        UUID others = leftBehind("another node", "1 minute", "1 minute", true);
        Map<String, String> asked = asked();

        assertThatThrownBy(() -> callControl.connect(asked))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Try again");
        assertThat(jdbc.sql("select count(*) from connection").query(Long.class).single())
                .isZero();

        jdbc.sql("update voice_call set ended_at = now(), phone_dialog = null, server_dialog = null where id = ?")
                .param(others)
                .update();
        callControl.connect(asked);
        awaitOutcome(asked.get("connectionId"), "FAILED");
    }

    // Held calls
    // ------------------------------------------------------------------------------------------------

    @Test
    void aHeldCallIsSpokenToOnce() {
        Listener anna = listener("Anna", ANNA);
        PlayedCall call = new PlayedCall(sdp(5000));
        heldCalls.calls().put(caseId, new HeldCall(call, 486, false));

        assertThat(voiceControl.answer(anna, this::script)).isTrue();
        phone("ivr@").answers(sdp(7000));
        awaitRequest(1);
        assertThat(agent.phones).hasSize(1);
        assertThat(call.sent).containsExactly("200 audio:7000");
        call.hangsUp();

        awaitColumn("result", "HUNG_UP");
        assertThat(voiceControl.answer(anna, this::script)).isFalse();
        PlayedCall again = new PlayedCall(sdp(5000));
        heldCalls.calls().put(caseId, new HeldCall(again, 486, false));
        assertThat(voiceControl.answer(anna, this::script)).isFalse();
        assertThat(again.sent).containsExactly("486");
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void whoIsBeingToldHowACaseStandsIsHungUpOnWhenThatCaseIsCancelled() {
        UUID open = caseId;
        caseId = joined(open);
        PlayedCall call = new PlayedCall(sdp(5000));
        heldCalls.calls().put(caseId, new HeldCall(call, 486, false));
        assertThat(voiceControl.answer(listener("Anna", ANNA), this::script)).isTrue();
        phone("ivr@").answers(sdp(7000));
        awaitRequest(1);

        jdbc.sql("update failed_call_case set outcome = 'CANCELLED', ended_at = now() where id = ?")
                .param(open)
                .update();

        await().untilAsserted(() -> assertThat(call.sent).contains("BYE"));
    }

    private UUID joined(UUID open) {
        UUID joined = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at, outcome, ended_at, joined_to)
                        values (?, '', '', 'VOICE', 'BUSY', now(), now(), 'ENDED', now(), 'JOINED', now(), ?)
                        """).params(joined, open).update();
        return joined;
    }

    @Test
    void aHeldCallThatCannotBeSpokenToIsRefusedAsUsual() {
        Listener nobody = new Listener(UUID.randomUUID(), caseId, person("Anna"), bob.phone(), Locale.ENGLISH);
        PlayedCall call = new PlayedCall(sdp(5000));
        heldCalls.calls().put(caseId, new HeldCall(call, 603, true));

        assertThatThrownBy(() -> voiceControl.answer(nobody, this::script));

        assertThat(call.sent).containsExactly("603");
    }
}
