package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.delivery.Adapters;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.reach.DiallingProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Connections as they run; the phones are the test's. */
class CallControlTest extends CallControlInPlace {

    @Autowired
    private ProducerTemplate routes;

    @Autowired
    private Adapters adapters;

    @Autowired
    private DiallingProperties dialling;

    private List<String> journal() {
        return jdbc.sql("select coalesce(result, step) || coalesce(' ' || detail, '') from journal where case_id = ?"
                        + " order by id")
                .param(caseId)
                .query(String.class)
                .list();
    }

    @Test
    void connectsTheTwoAndTellsTheCase() {
        assertThat(adapters.isSwitchAvailable()).isTrue();
        Map<String, String> asked = asked();

        routes.sendBody("direct:connect-call", asked);
        PlayedPhones.Phone bob = phone(BOB);
        assertThat(bob.call.to()).isEqualTo("sip:" + BOB + "@switch.example;user=phone");
        assertThat(bob.call.from()).isEqualTo("sip:+46812345678@switch.example;user=phone");
        bob.rings().answers(sdp(4000));
        PlayedPhones.Phone announcement = phone("annc@media.example");
        assertThat(announcement.call.to()).contains(";play=file:prompts/calling-caller.wav;locale=sv;");
        assertThat(announcement.call.headers()).containsEntry("Route", "<sip:media.example;lr>");
        announcement.answers(sdp(7000));
        awaitSent("re-INVITE " + BOB + " audio:7000");
        bob.agrees(sdp(4000));
        phone(ANNA).rings().answers(sdp(5000));
        awaitSent("re-INVITE " + BOB);
        bob.agrees(sdp(4000));
        awaitSent("re-INVITE " + ANNA + " audio:4000");
        phone(ANNA).agrees(sdp(5000));
        awaitOutcome(asked.get("connectionId"), "CONNECTED");
        assertThat(inDialogs("connection", "callee_dialog", "remoteTag")).containsExactly("theirs");
        bob.hangsUp();

        await().untilAsserted(() -> assertThat(journal())
                .containsSubsequence(
                        "CALLEE_RINGING",
                        "CALLEE_ANSWERED",
                        "ANNOUNCEMENT",
                        "CALLER_RINGING",
                        "CALLER_ANSWERED",
                        "CONNECTED",
                        "ENDED after 0 s of talk; the callee hung up"));
    }

    @Test
    void whoIsToPressAKeyIsAskedByNameAndHungUpWhenTheyDoNot() {
        Map<String, String> asked = asked();
        asked.put("calleeAccepts", "KEY");

        routes.sendBody("direct:connect-call", asked);

        PlayedPhones.Phone bob = phone(BOB).answers(sdp(4000));
        PlayedPhones.Phone server = phone("ivr@").answers(sdp(7000));
        awaitSent("re-INVITE " + BOB + " audio:7000");
        bob.agrees(sdp(4000));
        await().untilAsserted(() -> assertThat(agent.sent).anyMatch(line -> line.startsWith("INFO ivr")));
        await().untilAsserted(() ->
                assertThat(inDialogs("connection", "asking_dialog", "callId")).hasSize(1));
        for (int round = 1; round <= 2; round++) {
            server.presses(
                    DialogueScene.MSCML,
                    "<?xml version=\"1.0\"?><MediaServerControl version=\"1.0\"><response request=\"playcollect\" id=\""
                            + round
                            + "\" code=\"200\" text=\"OK\" reason=\"timeout\" digits=\"\"/></MediaServerControl>");
        }
        awaitOutcome(asked.get("connectionId"), "CALLEE_NO_ANSWER");
        assertThat(agent.sent).contains("BYE " + BOB).noneMatch(line -> line.startsWith("INVITE " + ANNA));
        assertThat(agent.toldTo(BOB)).doesNotContain(ANNA.substring(3), "Anna");
    }

    @Test
    void whatCountsAsAnAnswerIsOneOfTwoWords() {
        Map<String, String> asked = asked();
        asked.put("callerAccepts", "PERHAPS");

        assertThatThrownBy(() -> callControl.connect(asked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The field callerAccepts of direct:connect-call is KEY or ANSWER.");
        assertThat(agent.phones).isEmpty();
    }

    @Test
    void theSameRequestIsDialledOnceHoweverOftenAndWheneverItComes() {
        Map<String, String> asked = asked();
        List<CompletableFuture<?>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(CompletableFuture.runAsync(() -> callControl.connect(asked)));
        }
        requests.forEach(CompletableFuture::join);
        phone(BOB).refuses(486);
        awaitOutcome(asked.get("connectionId"), "CALLEE_NO_ANSWER");

        callControl.connect(asked);

        assertThat(agent.phones).hasSize(1);
    }

    @Test
    void aNumberThatMustNotBeCalledIsNotDialled() {
        Map<String, String> asked = asked();
        asked.put("caller", "tel:+469001234567");

        routes.sendBody("direct:connect-call", asked);

        awaitOutcome(asked.get("connectionId"), "FAILED");
        assertThat(agent.phones).isEmpty();
        assertThat(journal()).anySatisfy(line -> assertThat(line)
                .startsWith("ENDED The caller's phone: ")
                .doesNotContain("900123"));
    }

    @Test
    void capsAreKeptAndRefusalsDoNotCount() {
        List<Map<String, String>> all = List.of(asked(), asked(), asked(), asked(), asked());
        all.forEach(callControl::connect);
        await().until(() -> agent.phones.size() == 3);

        awaitOutcome(all.get(3).get("connectionId"), "FAILED");
        awaitOutcome(all.get(4).get("connectionId"), "FAILED");
        assertThat(jdbc.sql("select count(*) from connection where callee_id is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
        List.copyOf(agent.phones).forEach(phone -> phone.refuses(486));
    }

    @Test
    void aRequestThatLacksSomethingSaysWhat() {
        Map<String, String> asked = asked();
        asked.remove("calleeId");

        assertThatThrownBy(() -> callControl.connect(asked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The field calleeId of direct:connect-call is missing.");
    }

    @Test
    void aNodeEndsWhatItsFormerProcessLeftBehindAndNothingOfOthers() {
        UUID own = leftBehind("this node", "1 minute", "1 minute");
        UUID others = leftBehind("another node", "3 hours", "1 minute");
        UUID nobodys = leftBehind("a node that is no more", "12 minutes", "11 minutes");

        callControl.stop();
        callControl.start();
        callControl.endLeftBehind();

        awaitOutcome(own.toString(), "FAILED");
        awaitOutcome(nobodys.toString(), "FAILED");
        assertThat(agent.hungUpFromElsewhere)
                .extracting(DialogIdentity::callId)
                .containsExactlyInAnyOrder("call of " + own, "call of " + nobodys);
        assertThat(jdbc.sql("select id from connection where ended_at is null")
                        .query(UUID.class)
                        .list())
                .containsExactly(others);
        jdbc.sql("delete from connection where id = ?").param(others).update();
    }

    @Test
    void callsThatNobodyEndedTakeNoPlaceOnceTheirNodeIsKnownToBeGone() {
        IntStream.range(0, dialling.caps().simultaneous())
                .forEach(number -> leftBehind("a node that is no more", "12 minutes", "11 minutes"));
        Map<String, String> early = asked();
        callControl.connect(early);
        awaitOutcome(early.get("connectionId"), "FAILED");
        assertThat(agent.phones).isEmpty();
        assertThat(journal()).anySatisfy(line -> assertThat(line).contains("ringback.dialling.caps.simultaneous"));

        callControl.endLeftBehind();

        callControl.connect(asked());
        phone(BOB).refuses(486);
    }

    @Test
    void aNodeSaysWhichConnectionsItHoldsSoThatNoOtherEndsThem() {
        Map<String, String> asked = asked();
        callControl.connect(asked);
        phone(BOB).rings();
        jdbc.sql("update connection set held_at = now() - interval '1 hour'").update();

        callControl.sweep();

        assertThat(jdbc.sql(
                                "select count(*) from connection where ended_at is null and held_at > now() - interval '1 minute'")
                        .query(Long.class)
                        .single())
                .isOne();
        phone(BOB).refuses(486);
    }

    @Test
    void whatItTakesToHangUpIsNotedBeforeAPhoneHearsThatItsAnswerWasHeard() {
        Map<PlayedPhones.Phone, List<String>> noted = new ConcurrentHashMap<>();
        agent.beforeAcknowledging = phone -> noted.putIfAbsent(
                phone,
                Stream.of("callee_dialog", "caller_dialog")
                        .flatMap(column -> inDialogs("connection", column, "callId").stream())
                        .toList());
        callControl.connect(asked());

        PlayedPhones.Phone bob = phone(BOB).answers(sdp(4000));
        await().until(() -> noted.containsKey(bob));
        phone("annc@media.example").refuses(500);
        PlayedPhones.Phone anna = phone(ANNA).answers(sdp(5000));
        await().until(() -> noted.containsKey(anna));

        assertThat(noted.get(bob)).containsExactly(bob.callId());
        assertThat(noted.get(anna)).containsExactly(bob.callId(), anna.callId());
        bob.hangsUp();
    }

    private UUID leftBehind(String node, String since, String heldBefore) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into connection (id, case_id, node, state, started_at, held_at, callee_dialog)
                        values (?, ?, ?, 'CALLING_CALLER', now() - ?::interval, now() - ?::interval, ?)
                        """)
                .params(id, caseId, node, since, heldBefore, sealed(id, """
                        {"callId": "call of %s", "localUri": "sip:a", "localTag": "b", "remoteUri": "sip:c",
                         "remoteTag": "d", "remoteTarget": "sip:e", "routeSet": [], "localSequence": 3}
                        """.formatted(id)))
                .update();
        return id;
    }

    @Test
    void aCalleeWhoRingsForACancelledCaseIsHungUpOn() {
        Map<String, String> asked = asked();
        callControl.connect(asked);
        phone(BOB).rings();
        jdbc.sql("update failed_call_case set outcome = 'CANCELLED', ended_at = now() where id = ?")
                .param(caseId)
                .update();

        awaitOutcome(asked.get("connectionId"), "FAILED");
        await().untilAsserted(() -> assertThat(journal()).last().asString().startsWith("ENDED the case was cancelled"));
    }

    @Test
    void aNodeThatStopsHangsUpTellsAndTakesNoMore() {
        Map<String, String> asked = asked();
        callControl.connect(asked);
        phone(BOB).answers(sdp(4000));

        callControl.stop();

        assertThat(agent.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0));
        awaitOutcome(asked.get("connectionId"), "FAILED");
        Map<String, String> another = asked();
        assertThatThrownBy(() -> callControl.connect(another)).hasMessageContaining("Try again");
        assertThat(jdbc.sql("select count(*) from connection").query(Long.class).single())
                .isEqualTo(1);
        callControl.start();
    }
}
