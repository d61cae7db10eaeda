package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.DialogueScene.MSCML;
import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Connections.Ending;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever answers is asked to press 1, event by event: a machine that answers is no answer, and nobody else is rung for it. */
class AskedToAcceptTest {

    private static final String NOTHING = "reason=\"timeout\" digits=\"\"";

    private Scene scene = asking(true, true);

    private static Scene asking(boolean callee, boolean caller) {
        return new Scene(new Questions(
                Optional.of(turn("accept-callee")).filter(turn -> callee),
                Optional.of(turn("accept-caller")).filter(turn -> caller),
                Optional.empty()));
    }

    /** The caller has said something for the callee. */
    private static Scene whispering() {
        return new Scene(new Questions(
                Optional.of(turn("accept-callee")), Optional.of(turn("accept-caller")), Optional.of(turn("said"))));
    }

    private static Turn turn(String prompt) {
        return new Turn(List.of("file:prompts/" + prompt + ".wav"), Locale.ENGLISH, Then.ASK);
    }

    private void bobIsAsked() {
        scene.bob().rings().answers(sdp(4000));
        scene.asking().answers(sdp(7200));
        scene.bob().agrees(sdp(4000));
    }

    private void annaIsAsked() {
        bobIsAsked();
        responds(1, pressing("1"));
        scene.announcement().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));
        scene.anna().rings().answers(sdp(5000));
        scene.asking().answers(sdp(7200));
        scene.anna().agrees(sdp(5000));
    }

    private static String pressing(String key) {
        return "reason=\"match\" digits=\"" + key + "\"";
    }

    /** The server that asks says what came of its request number {@code id}. */
    private void responds(int id, String attributes) {
        scene.asking()
                .presses(
                        MSCML,
                        "<?xml version=\"1.0\"?><MediaServerControl version=\"1.0\"><response request=\"playcollect\" id=\""
                                + id + "\" code=\"200\" text=\"OK\" " + attributes + "/></MediaServerControl>");
    }

    private List<String> questionsPlayed() {
        return scene.agent.sent.stream()
                .filter(line -> line.startsWith("INFO ivr " + MSCML))
                .map(line -> line.replaceAll("(?s).*<(play(?:collect)?)\\b.*prompts/([a-z-]+)\\.wav.*", "$1 $2"))
                .toList();
    }

    @Test
    void bothPressOneAndTalk() {
        annaIsAsked();
        assertThat(scene.state()).isEqualTo(State.ASKING_CALLER);
        assertThat(scene.calls).containsKeys(Role.CALLEE, Role.CALLER, Role.ANNOUNCEMENT, Role.IVR);
        assertThat(scene.agent.sent).doesNotContain("BYE calling-caller");
        responds(1, pressing("1"));
        scene.bob().agrees(sdp(4000));
        scene.anna().agrees(sdp(5000));

        assertThat(questionsPlayed()).containsExactly("playcollect accept-callee", "playcollect accept-caller");
        assertThat(scene.agent.sent)
                .containsSubsequence(
                        "INVITE bob audio:9",
                        "INVITE ivr",
                        "re-INVITE bob audio:7200",
                        "BYE ivr",
                        "INVITE calling-caller",
                        "re-INVITE bob audio:7000",
                        "INVITE anna audio:9",
                        "INVITE ivr",
                        "re-INVITE anna audio:7200",
                        "BYE ivr",
                        "re-INVITE bob",
                        "re-INVITE anna audio:4000",
                        "BYE calling-caller");
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
        assertThat(scene.progress)
                .containsExactly(
                        "CALLEE_RINGING",
                        "CALLEE_ANSWERED",
                        "ANNOUNCEMENT",
                        "CALLER_RINGING",
                        "CALLER_ANSWERED",
                        "CONNECTED");
        scene.bob().hangsUp();
        assertEnded(Ending.CONNECTED);
    }

    @Test
    void nobodyElseIsRungBeforeTheCalleeHasPressedOne() {
        bobIsAsked();

        assertThat(scene.state()).isEqualTo(State.ASKING_CALLEE);
        assertThat(scene.progress).containsExactly("CALLEE_RINGING");
        assertThat(scene.agent.sent).doesNotContain("INVITE anna audio:9", "INVITE calling-caller");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # first                           | second
            reason="timeout" digits=""        | reason="timeout" digits=""
            reason="match" digits="2"         | reason="timeout" digits=""
            reason="timeout" digits=""        | reason="match" digits="9"
            reason="returnkey" digits=""      | reason="escapekey" digits=""
            """)
    void aCalleesPhoneWhereNobodyPressesOneHasNotAnswered(String first, String second) {
        bobIsAsked();
        responds(1, first);
        assertThat(questionsPlayed()).hasSize(2);
        responds(2, second);

        assertThat(questionsPlayed()).hasSize(2);
        assertThat(scene.agent.sent).contains("BYE bob", "BYE ivr").doesNotContain("INVITE anna audio:9");
        assertEnded(Ending.CALLEE_NO_ANSWER);
        assertThat(scene.progress)
                .doesNotContain("CALLEE_ANSWERED")
                .last()
                .isEqualTo("ENDED the callee's phone was answered, but nobody pressed 1");
    }

    @Test
    void whoPressesOneWhenTheyAreAskedAgainHasAccepted() {
        bobIsAsked();
        responds(1, pressing("5"));
        responds(2, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.ANNOUNCING);
    }

    @Test
    void whoPressesTwoHearsWhatTheCallerHasSaidAndMayAcceptMeanwhileOrAfterwards() {
        scene = whispering();
        bobIsAsked();
        assertThat(played("said")).as("unasked").isZero();

        responds(1, pressing("2"));
        assertThat(played("said")).isEqualTo(1);
        assertThat(scene.state()).isEqualTo(State.ASKING_CALLEE);
        responds(2, pressing("2"));
        assertThat(played("said")).isEqualTo(2);
        responds(3, NOTHING);
        assertThat(played("accept-callee")).as("asked again").isEqualTo(2);
        responds(4, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.ANNOUNCING);
        assertThat(scene.progress).contains("CALLEE_ANSWERED");
    }

    @Test
    void whoHearsItOverAndOverIsNotKeptForEver() {
        scene = whispering();
        bobIsAsked();
        for (int id = 1; id <= 5; id++) {
            responds(id, pressing("2"));
        }

        assertThat(played("said")).isEqualTo(3);
        assertEnded(Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void whatTheServerHasForgottenIsNotHeardAndTheQuestionIsAskedAgain() {
        scene = whispering();
        bobIsAsked();
        responds(1, pressing("2"));
        scene.asking()
                .presses(
                        MSCML,
                        "<?xml version=\"1.0\"?><MediaServerControl version=\"1.0\"><response request=\"playcollect\" id=\"2\""
                                + " code=\"404\" text=\"There is no such prompt\"/></MediaServerControl>");
        assertThat(played("accept-callee")).isEqualTo(2);
        responds(3, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.ANNOUNCING);
    }

    @Test
    void theCallerIsNotOfferedToHearThemselves() {
        scene = whispering();
        annaIsAsked();
        responds(1, pressing("2"));

        assertThat(played("said")).isZero();
        assertThat(played("accept-caller")).isEqualTo(2);
    }

    private long played(String prompt) {
        return questionsPlayed().stream()
                .filter(question -> question.equals("playcollect " + prompt))
                .count();
    }

    @Test
    void anAnswerToWhatIsNotAskedAnyMoreAcceptsNothing() {
        bobIsAsked();
        responds(1, NOTHING);
        responds(1, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.ASKING_CALLEE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallersPhoneWhereNobodyPressesOneHasNotAnsweredAndTheCalleeHearsSo(boolean hangsUp) {
        annaIsAsked();
        scene.agent.sent.clear();
        if (hangsUp) {
            scene.anna().hangsUp();
        } else {
            responds(1, NOTHING);
            responds(2, NOTHING);
        }

        assertThat(scene.outcome).containsExactly(Ending.CALLER_NO_ANSWER);
        assertThat(scene.agent.sent).contains("BYE ivr", "BYE calling-caller", "INVITE caller-unreachable");
        assertThat(scene.anna().isOver()).isTrue();
        scene.apology().answers(sdp(7100));
        scene.bob().agrees(sdp(4000));
        scene.apology().hangsUp();
        assertEnded(Ending.CALLER_NO_ANSWER);
        assertThat(scene.progress).doesNotContain("CALLER_ANSWERED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCalleeWhoHangsUpEndsItWhoeverIsAsked(boolean caller) {
        if (caller) {
            annaIsAsked();
        } else {
            bobIsAsked();
        }
        scene.bob().hangsUp();

        assertEnded(Ending.CALLEE_NO_ANSWER);
        assertThat(scene.agent.sent).contains("BYE ivr");
    }

    @Test
    void aKeyThatComesAfterTheEndChangesNothing() {
        bobIsAsked();
        PlayedPhones.Phone bob = scene.bob().doesNotConfirmTheEnd();
        scene.stopNode();
        responds(1, pressing("1"));
        bob.presses("application/dtmf-relay", "Signal=1\r\nDuration=200\r\n");

        assertThat(scene.state()).isEqualTo(State.ENDING);
        assertThat(scene.agent.sent).doesNotContain("INVITE anna audio:9", "INVITE calling-caller");
        bob.hangsUp();
        assertEnded(Ending.FAILED);
    }

    @Test
    void aKeyBesideTheMediaIsPassedToTheServer() {
        bobIsAsked();
        scene.bob().presses("application/dtmf-relay", "Signal=1\r\nDuration=200\r\n");

        assertThat(scene.agent.sent).last().asString().startsWith("INFO ivr application/dtmf-relay: Signal=1");
        assertThat(scene.state()).isEqualTo(State.ASKING_CALLEE);
    }

    @Test
    void aPhoneThatPutsTheQuestionOnHoldIsAskedAllTheSame() {
        bobIsAsked();
        scene.bob().wants(sdp(4000, "a=sendonly"));
        scene.asking().agrees(sdp(7200, "a=recvonly"));
        responds(1, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.ANNOUNCING);
    }

    @Test
    void anAnnouncementThatEndsWhileTheCallerIsAskedIsDoneWithout() {
        annaIsAsked();
        scene.announcement().hangsUp();
        assertThat(scene.state()).isEqualTo(State.ASKING_CALLER);
        responds(1, pressing("1"));

        assertThat(scene.state()).isEqualTo(State.JOINING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "hangs up", "no common codec", "silent", "no MSCML", "fails", "nonsense"})
    void whereNobodyCanBeAskedNobodyIsConnected(String server) {
        scene.bob().rings().answers(sdp(4000));
        if (server.equals("refuses")) {
            scene.asking().refuses(404);
        } else {
            scene.asking().answers(sdp(7200));
            if (server.equals("no common codec")) {
                scene.bob().declines(488);
                scene.bob().declines(488);
                scene.asking().declines(488);
            } else {
                scene.bob().agrees(sdp(4000));
            }
        }
        switch (server) {
            case "hangs up" -> scene.asking().hangsUp();
            case "silent" -> scene.pass(Scene.LIMITS.asking());
            case "no MSCML" -> scene.asking().refusesInfo(MSCML, 415);
            case "fails" ->
                scene.asking()
                        .presses(
                                MSCML,
                                "<?xml version=\"1.0\"?><MediaServerControl version=\"1.0\"><response request=\"playcollect\""
                                        + " id=\"1\" code=\"500\" text=\"No\"/></MediaServerControl>");
            case "nonsense" -> scene.asking().presses(MSCML, "<!DOCTYPE x><x/>");
            default -> {}
        }

        assertThat(scene.agent.sent).doesNotContain("INVITE anna audio:9");
        assertEnded(Ending.FAILED);
        assertThat(scene.progress).last().isEqualTo("ENDED nobody could be asked to press 1");
    }

    @Test
    void onlyWhoIsToAcceptIsAsked() {
        scene = asking(false, true);
        scene.untilAnnaIsCalled();
        scene.anna().answers(sdp(5000));

        assertThat(scene.state()).isEqualTo(State.ASKING_CALLER);
        scene.stopNode();
        assertThat(scene.agent.phones.stream().filter(phone -> phone.call.to().startsWith("sip:ivr")))
                .hasSize(1);
    }

    @Test
    void theCalleeIsSentNothingOfTheCaller() {
        annaIsAsked();
        responds(1, pressing("1"));
        scene.bob().agrees(sdp(4000));
        scene.anna().agrees(sdp(5000, "a=ssrc:1 cname:anna@home", "i=Anna's phone"));

        assertThat(scene.state()).isEqualTo(State.TALKING);
        assertThat(scene.agent.toldTo("bob")).doesNotContainIgnoringCase("anna");
        assertThat(scene.agent.toldTo("ivr")).doesNotContain("sip:anna@", "sip:bob@");
        scene.pass(Duration.ofHours(5));
    }

    private void assertEnded(Ending outcome) {
        assertThat(scene.outcome).containsExactly(outcome);
        assertThat(scene.state()).isEqualTo(State.ENDED);
        assertThat(scene.ends).isEqualTo(1);
        assertThat(scene.calls).isEmpty();
        assertThat(scene.time.waiting()).isZero();
        assertThat(scene.agent.holdings().legs()).isZero();
    }
}
