package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static io.ringback.telephony.callcontrol.PlayedScript.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Connections.Ending;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine of a voice call, played event by event: the table in {@link Dialogue}. */
@Execution(ExecutionMode.CONCURRENT)
class DialogueTest {

    private static final String MSCML = DialogueScene.MSCML;
    private static final String KEYS_ONLY =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 101\r\n"
                    + "a=rtpmap:101 telephone-event/8000\r\n";

    private final PlayedScript script = new PlayedScript()
            .on('1', turn("connecting", Then.CONNECT))
            .on('3', turn("thanks", Then.HANG_UP))
            .on('5', turn("no-such-key", Then.ASK))
            .on('7', turn("", Then.HANG_UP))
            .on('8', turn("", Then.CONNECT));

    private DialogueScene asked() {
        return DialogueScene.calling(script).untilAsked();
    }

    private static void assertOver(DialogueScene scene, Script.End end) {
        assertThat(scene.script.told).last().isEqualTo("over " + end);
        assertThat(scene.rows).containsOnlyOnce("ended");
        assertThat(scene.ends).isEqualTo(1);
        assertThat(scene.time.waiting()).isZero();
        assertThat(scene.agent.holdings().legs()).isZero();
    }

    @Test
    void aCallThatCannotBePlacedIsOverAtOnce() {
        assertOver(DialogueScene.cannotCall(script), Script.End.FAILED);
    }

    @Test
    void asksThePhoneAndHangsUpAfterTheLastWord() {
        DialogueScene scene = DialogueScene.calling(script);

        scene.bob().rings().answers(sdp(4000));
        scene.server().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));

        assertThat(scene.agent.sent.subList(0, 6))
                .containsExactly(
                        "INVITE bob audio:9",
                        "ACK bob",
                        "INVITE ivr",
                        "re-INVITE bob audio:7000",
                        "ACK bob",
                        "ACK ivr audio:4000");
        assertThat(scene.heard()).containsExactly("playcollect signal");
        assertThat(scene.calls).containsOnlyKeys(Role.CALLEE, Role.IVR);

        scene.press(1, '3');
        assertThat(scene.heard()).containsExactly("playcollect signal", "play thanks");
        assertThat(scene.agent.sent).doesNotContain("BYE bob");
        scene.played(2);

        assertThat(scene.agent.sent).endsWith("BYE bob", "BYE ivr");
        assertThat(scene.script.told).containsExactly("opening", "pressed 3", "over FINISHED");
        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aKeyIsWaitedForSixSecondsAndMayBePressedAtOnce() {
        DialogueScene scene = DialogueScene.calling(script);

        scene.bob().answers(sdp(4000));
        scene.server().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));

        assertThat(scene.agent.sent)
                .last()
                .asString()
                .contains(
                        "barge=\"yes\"",
                        "cleardigits=\"yes\"",
                        "stoponerror=\"yes\"",
                        "maxdigits=\"1\"",
                        "firstdigittimer=\"6");
    }

    /** So that a script knows that all was heard; a key that comes in between still counts. */
    @Test
    void whatIsOnlyToBeHeardIsFollowedAtOnce() {
        script.onOpening(turn("signal", Then.HEAR)).onSilence(turn("", Then.ASK));
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().answers(sdp(4000));
        scene.server().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));
        assertThat(scene.agent.sent)
                .last()
                .asString()
                .contains("firstdigittimer=\"immediate")
                .contains("cleardigits=\"yes\"");

        scene.played(1);
        assertThat(script.told).endsWith("silent");
        assertThat(scene.agent.sent)
                .last()
                .asString()
                .contains("firstdigittimer=\"6")
                .contains("cleardigits=\"no\"");

        scene.press(2, '3').played(3);
        assertThat(script.told).endsWith("silent", "pressed 3", "over FINISHED");
    }

    @Test
    void theRowNotesWhatItTakesToHangUpWithEachAnswerButNotWithEachTurn() {
        DialogueScene scene = asked().press(1, '5').press(2, '5').press(3, '3').played(4);

        assertThat(scene.rows).containsExactly("JOINING", "THINKING", "ended");
        assertOver(scene, Script.End.FINISHED);
    }

    @ParameterizedTest
    @CsvSource({"486, BUSY", "302, BUSY", "401, FAILED", "407, FAILED"})
    void aPhoneThatDoesNotAnswerEndsItByWhatItsStatusMeans(int status, Script.End end) {
        DialogueScene scene = DialogueScene.calling(script);

        scene.bob().rings().refuses(status);

        assertThat(scene.script.told).containsExactly("over " + end);
        assertOver(scene, end);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 488, 606})
    void aPhoneThatRefusesTheOfferIsRungOnceMoreWithoutOne(int status) {
        DialogueScene scene = DialogueScene.calling(script);

        scene.bob().refuses(status);
        scene.bob().answers(sdp(4000));
        scene.server().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));

        assertThat(scene.agent.sent).startsWith("INVITE bob audio:9", "INVITE bob", "ACK bob audio:9", "INVITE ivr");
        assertThat(scene.heard()).containsExactly("playcollect signal");
    }

    @Test
    void aPhoneThatRefusesBothOffersCannotBeSpokenTo() {
        DialogueScene scene = DialogueScene.calling(script);

        scene.bob().refuses(488);
        scene.bob().refuses(488);

        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void aPhoneWhoseAnswerKillsTheSpeechMakesTheOfferItself() {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().answers(sdp(4000));
        scene.server().answers(sdp(7000));

        scene.bob().agrees(sdp(0));
        scene.bob().agrees(sdp(4000));
        scene.server().agrees(sdp(7000));

        assertThat(scene.agent.sent)
                .containsSubsequence("re-INVITE bob", "re-INVITE ivr audio:4000", "ACK bob audio:7000");
        assertThat(scene.heard()).containsExactly("playcollect signal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"488", "dead", "keys only", "none"})
    void aPhoneThatCannotHearTheServerIsHungUp(String how) {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().answers(sdp(4000));
        scene.server().answers(sdp(7000));

        for (int i = 0; i < 2; i++) {
            switch (how) {
                case "488" -> scene.bob().declines(488);
                case "dead" -> scene.bob().agrees(sdp(0));
                case "keys only" -> scene.bob().agrees(KEYS_ONLY);
                default -> scene.bob().agrees(null);
            }
        }

        assertThat(scene.agent.sent).contains("BYE bob", "BYE ivr");
        assertThat(scene.script.told).containsExactly("over FAILED");
        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 480, 486, 488, 503})
    void aServerWithoutTheServiceIsAFailure(int status) {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().answers(sdp(4000));

        scene.server().refuses(status);

        assertThat(scene.script.told).containsExactly("over FAILED");
        assertThat(scene.agent.sent).endsWith("BYE bob");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void aServerThatHangsUpIsAFailure() {
        DialogueScene scene = asked();

        scene.server().hangsUp();

        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 415, 481, 501})
    void aServerThatTakesNoInfoIsAFailure(int status) {
        DialogueScene scene = asked();

        scene.server().refusesInfo(MSCML, status);

        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=\"400\" text=\"No\"", "code=\"500\" text=\"No\"", "code=\"404\" text=\"No file\""})
    void aServerThatCannotPlayIsAFailure(String answer) {
        DialogueScene scene = asked().responds(1, answer);

        assertThat(scene.script.told).containsExactly("opening", "over FAILED");
        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "digits=1",
                "<MediaServerControl",
                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>"
            })
    void whatIsNoMscmlIsAFailureAndNoKey(String body) {
        DialogueScene scene = asked();

        scene.server().presses(MSCML, body);

        assertThat(scene.script.told).containsExactly("opening", "over FAILED");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void whatElseTheServerSendsIsIgnored() {
        DialogueScene scene = asked();

        scene.server().presses("text/plain", "digits=\"1\"").presses("application/dtmf-relay", "Signal=1");

        assertThat(scene.script.told).containsExactly("opening");
        scene.press(1, '3');
        assertThat(scene.script.told).containsExactly("opening", "pressed 3");
    }

    @Test
    void aLateResponseToAnEarlierTurnIsIgnored() {
        DialogueScene scene = asked().press(1, '5');

        scene.press(1, '3');

        assertThat(scene.script.told).containsExactly("opening", "pressed 5");
        scene.press(2, '3');
        assertThat(scene.script.told).containsExactly("opening", "pressed 5", "pressed 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=\"200\" text=\"OK\" reason=\"timeout\"",
                "code=\"200\" text=\"OK\" reason=\"timeout\" digits=\"\"",
                "code=\"200\" text=\"OK\" reason=\"match\" digits=\"A\""
            })
    void withoutAKeyOfATelephoneNothingHappens(String answer) {
        DialogueScene scene = asked().responds(1, answer);

        assertThat(scene.script.told).containsExactly("opening", "silent");
        assertThat(scene.heard()).containsExactly("play bye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "#", "0"})
    void anyKeyOfATelephoneIsTheScripts(String key) {
        DialogueScene scene = DialogueScene.calling(script.on(key.charAt(0), turn("thanks", Then.HANG_UP)))
                .untilAsked();

        scene.press(1, key.charAt(0));

        assertThat(scene.script.told).containsExactly("opening", "pressed " + key);
    }

    @Test
    void aScriptThatFailsEndsIt() {
        DialogueScene scene = asked().press(1, '2');

        assertThat(scene.script.told).containsExactly("opening", "pressed 2", "over FAILED");
        assertThat(scene.agent.sent).contains("BYE bob", "BYE ivr");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void aTurnThatSaysNothingIsOverAtOnce() {
        DialogueScene scene = asked().press(1, '7');

        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aPhoneThatHangsUpEndsItAndKeysAfterThatChangeNothing() {
        DialogueScene scene = asked();
        scene.server().doesNotConfirmTheEnd();

        scene.bob().hangsUp();
        scene.press(1, '3');

        assertThat(scene.script.told).containsExactly("opening", "over HUNG_UP");
        scene.server().hangsUp();
        scene.press(1, '3');
        assertThat(scene.script.told).containsExactly("opening", "over HUNG_UP");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @Test
    void aPhoneThatHangsUpWhileTheServerIsCalledEndsIt() {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().answers(sdp(4000));

        scene.bob().hangsUp();

        assertThat(scene.agent.sent).endsWith("CANCEL ivr");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @Test
    void everyStateHasAnEnd() {
        DialogueScene joining = DialogueScene.calling(script);
        joining.bob().answers(sdp(4000));
        joining.pass(DialogueScene.LIMITS.joining());
        assertOver(joining, Script.End.FAILED);

        PlayedScript slow = new PlayedScript();
        DialogueScene thinking = DialogueScene.calling(slow);
        thinking.scriptHangs = true;
        thinking.untilAsked().pass(DialogueScene.LIMITS.thinking());
        assertOver(thinking, Script.End.FAILED);

        DialogueScene speaking = DialogueScene.calling(new PlayedScript()).untilAsked();
        speaking.pass(DialogueScene.LIMITS.prompts());
        assertThat(speaking.script.told).containsExactly("opening");
        speaking.pass(DialogueScene.LIMITS.firstKey());
        assertOver(speaking, Script.End.FAILED);

        DialogueScene ending = DialogueScene.calling(new PlayedScript()).untilAsked();
        ending.server().doesNotConfirmTheEnd();
        ending.bob().hangsUp();
        assertThat(ending.ends).isZero();
        ending.pass(DialogueScene.LIMITS.ending());
        assertThat(ending.ends).isEqualTo(1);
    }

    @Test
    void theWholeIsNotWithoutEndEither() {
        DialogueScene scene = asked();

        int id = 1;
        for (Duration passed = Duration.ZERO;
                passed.compareTo(DialogueScene.LIMITS.whole()) < 0;
                passed = passed.plusSeconds(50)) {
            scene.press(id++, '5').pass(Duration.ofSeconds(50));
        }

        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void aTimerOfAnEarlierTurnDoesNotEndALaterOne() {
        DialogueScene scene = asked();

        scene.pass(Duration.ofSeconds(60));
        scene.press(1, '5');
        scene.pass(Duration.ofSeconds(60));

        assertThat(scene.script.told).containsExactly("opening", "pressed 5");
    }

    @Test
    void keysByInfoArePassedOnAndNothingElse() {
        DialogueScene scene = asked();

        scene.bob()
                .presses("application/dtmf-relay", "Signal=5\r\nDuration=160")
                .presses("application/dtmf; charset=utf-8", "5")
                .presses("text/plain", "hello")
                .presses(MSCML, "<MediaServerControl/>");

        assertThat(scene.agent.sent)
                .containsExactly(
                        "INFO ivr application/dtmf-relay: Signal=5\r\nDuration=160\r\n",
                        "INFO ivr application/dtmf: 5");
        // Nor is it the end if the server does not care for them.
        scene.server().refusesInfo("application/dtmf-relay", 415);
        assertThat(scene.script.told).containsExactly("opening");
    }

    @Test
    void whatThePhoneWantsOfItsSessionTheServerDecides() {
        DialogueScene scene = asked();

        scene.bob().wants(sdp(4000, "a=sendonly"));
        scene.server().agrees(sdp(7000, "a=recvonly"));
        scene.server().wants(sdp(7000));
        scene.bob().wants(sdp(4600));
        scene.server().declines(488);
        scene.bob().wants(null);
        scene.server().agrees(sdp(7000));
        scene.bob().acknowledges(sdp(4000)).wants("no SDP");

        assertThat(scene.agent.sent)
                .containsExactly(
                        "re-INVITE ivr audio:4000",
                        "ACK ivr",
                        "200 bob audio:7000",
                        "200 ivr audio:4000",
                        "re-INVITE ivr audio:4600",
                        "488 bob",
                        "re-INVITE ivr",
                        "200 bob audio:7000",
                        "ACK ivr audio:4000",
                        "488 bob");
        scene.press(1, '3').played(2);
        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aNodeThatStopsHangsUp() {
        DialogueScene ringing = DialogueScene.calling(new PlayedScript());
        ringing.stopNode();
        assertThat(ringing.agent.sent).endsWith("CANCEL bob");
        assertOver(ringing, Script.End.FAILED);

        DialogueScene scene = asked();
        scene.stopNode();
        assertThat(scene.agent.sent).contains("BYE bob", "BYE ivr");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void anAnswerThatCrossesTheStopIsHungUp() {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().doesNotConfirmTheEnd();

        scene.stopNode();
        scene.bob().answers(sdp(4000));

        assertThat(scene.agent.sent).endsWith("CANCEL bob", "ACK bob", "BYE bob");
        scene.bob().hangsUp();
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void anErrorOfOursLeavesNoPhoneOffTheHook() {
        DialogueScene scene = asked();

        // Nothing was asked of Bob, so this cannot be.
        scene.bob().agrees(sdp(4000));

        assertThat(scene.agent.sent).contains("BYE bob", "BYE ivr");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void thePhoneSeesRingback() {
        DialogueScene scene = asked();

        assertThat(scene.bob().call.from()).isEqualTo("sip:+46812345@switch.example");
        assertThat(scene.agent.toldTo("bob")).contains("a=rtcp:9 IN IP4 192.0.2.1");
    }

    // The hand-over
    // ------------------------------------------------------------------------------------------------

    @Test
    void thePhoneIsKeptForTheConnectionAndGoesOnWithIt() {
        DialogueScene scene = asked().press(1, '1').played(2);
        assertThat(scene.agent.sent).doesNotContain("BYE bob");
        scene.agent.sent.clear();

        scene.connect();

        assertThat(scene.agent.sent).containsExactly("INVITE calling-caller", "BYE ivr");
        assertThat(scene.rows).endsWith("connection ANNOUNCING", "ended");
        assertThat(scene.script.told).containsExactly("opening", "pressed 1", "over CONNECTED");
        scene.announcement().answers(sdp(7100));
        scene.bob().agrees(sdp(4000));
        scene.agent.phone("anna").rings().answers(sdp(5000));
        scene.bob().agrees(sdp(4000));
        scene.agent.phone("anna").agrees(sdp(5000));
        assertThat(scene.connected).containsExactly(Ending.CONNECTED);
        scene.bob().hangsUp();
        assertThat(scene.agent.sent).endsWith("BYE anna");
        assertOver(scene, Script.End.CONNECTED);
    }

    @Test
    void aConnectionThatComesEarlyWaitsUntilTheLastWordIsSaid() {
        DialogueScene scene = asked().press(1, '1');

        scene.connect();
        assertThat(scene.agent.sent).doesNotContain("INVITE calling-caller");
        scene.played(2);

        assertThat(scene.agent.sent).endsWith("INVITE calling-caller", "BYE ivr");
    }

    @Test
    void aConnectionThatIsNobodysKeyTakesThePhoneAtOnce() {
        DialogueScene scene = asked();

        scene.connect();

        assertThat(scene.agent.sent).containsExactly("INVITE calling-caller", "BYE ivr");
        assertThat(scene.script.told).containsExactly("opening", "over CONNECTED");
    }

    @Test
    void aConnectionThatComesWhileThePhoneRingsTakesItWhenItAnswers() {
        DialogueScene scene = DialogueScene.calling(script);
        scene.bob().rings();

        scene.connect();
        scene.untilAsked();

        assertThat(scene.rows).contains("connection ANNOUNCING");
        assertThat(scene.heard()).isEmpty();
        assertThat(scene.script.told).containsExactly("over CONNECTED");
    }

    @Test
    void aPhoneThatNobodyAnswersEndsTheConnectionToo() {
        DialogueScene scene = DialogueScene.calling(script);
        scene.connect();

        scene.bob().refuses(486);

        assertThat(scene.connected).containsExactly(Ending.CALLEE_NO_ANSWER);
        assertThat(scene.rows).contains("missed");
        assertOver(scene, Script.End.BUSY);
    }

    @Test
    void whenNoConnectionComesTheScriptKnowsWhatToSay() {
        DialogueScene scene = asked().press(1, '1').played(2);

        scene.pass(DialogueScene.LIMITS.keeping());

        assertThat(scene.script.told).containsExactly("opening", "pressed 1", "silent");
        assertThat(scene.heard()).containsExactly("play connecting", "play bye");
        scene.played(3);
        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aPhoneThatHangsUpBeforeTheConnectionTakesItEndsTheConnection() {
        DialogueScene scene = asked().press(1, '1');
        scene.connect();

        scene.bob().hangsUp();

        assertThat(scene.connected).containsExactly(Ending.CALLEE_NO_ANSWER);
        assertThat(scene.agent.sent).doesNotContain("INVITE calling-caller");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @Test
    void aPhoneThatHasHungUpBeforeTheConnectionComesEndsTheConnection() {
        DialogueScene scene = asked().press(1, '1');
        scene.bob().hangsUp();

        scene.connect();

        assertThat(scene.connected).containsExactly(Ending.CALLEE_NO_ANSWER);
        assertThat(scene.rows).endsWith("missed", "connection ENDING", "connection ENDED");
    }

    @Test
    void aPhoneThatHangsUpRightAfterTheHandOverEndsTheConnection() {
        DialogueScene scene = asked().press(1, '1').played(2);

        scene.connect();
        scene.bob().hangsUp();

        assertThat(scene.connected).containsExactly(Ending.CALLEE_NO_ANSWER);
        assertOver(scene, Script.End.CONNECTED);
    }

    @Test
    void aConnectionThatComesAfterTheFarewellFails() {
        DialogueScene scene = asked().press(1, '3').played(2);

        scene.connect();

        assertThat(scene.connected).containsExactly(Ending.FAILED);
        assertThat(scene.script.told).last().isEqualTo("over FINISHED");
    }

    @Test
    void oneConnectionHasThePhoneAndNoOther() {
        DialogueScene scene = asked().press(1, '1');

        scene.connect();
        scene.connect();

        assertThat(scene.connected).containsExactly(Ending.FAILED);
        scene.played(2);
        assertThat(scene.agent.sent).contains("INVITE calling-caller");
    }

    @Test
    void aServerThatIsGoneDoesNotKeepThePhoneFromTheConnection() {
        DialogueScene scene = asked().press(1, '1');

        scene.server().hangsUp();
        assertThat(scene.agent.sent).doesNotContain("BYE bob");
        scene.connect();

        assertThat(scene.agent.sent).endsWith("INVITE calling-caller");
        assertThat(scene.script.told).last().isEqualTo("over CONNECTED");
        assertThat(scene.rows).last().isEqualTo("ended");
    }

    @Test
    void withoutServerAndConnectionThereIsNothingToSay() {
        DialogueScene scene = asked().press(1, '8');

        scene.server().hangsUp();
        scene.pass(DialogueScene.LIMITS.keeping());

        assertThat(scene.script.told).containsExactly("opening", "pressed 8", "silent", "over FAILED");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void aConnectionThatWasStoppedMeanwhileDoesNotTakeThePhone() {
        DialogueScene scene = asked().press(1, '1');

        scene.connect().hangUp();
        scene.played(2);

        assertThat(scene.agent.sent).contains("BYE bob").doesNotContain("INVITE calling-caller");
        assertOver(scene, Script.End.FAILED);
    }

    // Held calls
    // ------------------------------------------------------------------------------------------------

    @Test
    void aHeldCallIsAnsweredWithTheServersAnswer() {
        DialogueScene scene =
                DialogueScene.held(script, sdp(5000, "i=Anna's phone", "a=x-user:sip:anna@switch.example"), false);

        assertThat(scene.agent.sent).containsExactly("INVITE ivr audio:5000");
        assertThat(scene.agent.toldTo("ivr")).doesNotContainIgnoringCase("anna");
        assertThat(scene.anna().sent).isEmpty();
        scene.server().answers(sdp(7000));

        assertThat(scene.anna().sent).containsExactly("200 audio:7000");
        assertThat(scene.heard()).containsExactly("playcollect signal");
        scene.anna().acknowledges(null);
        assertThat(scene.calls).containsOnlyKeys(Role.CALLER, Role.IVR);
        scene.press(1, '3').played(2);
        assertThat(scene.anna().sent).containsExactly("200 audio:7000", "BYE");
        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aHeldCallWithoutAnOfferIsAnsweredWithTheServers() {
        DialogueScene scene = DialogueScene.held(script, null, false);
        assertThat(scene.agent.sent).containsExactly("INVITE ivr");

        scene.server().answers(sdp(7000));
        assertThat(scene.anna().sent).containsExactly("200 audio:7000");
        assertThat(scene.script.told).isEmpty();
        scene.anna().acknowledges(sdp(5000));

        assertThat(scene.agent.sent).contains("ACK ivr audio:5000");
        assertThat(scene.script.told).containsExactly("opening");
    }

    @Test
    void anAcknowledgementWithoutAnAnswerIsAFailure() {
        DialogueScene scene = DialogueScene.held(script, null, false);
        scene.server().answers(sdp(7000));

        scene.anna().acknowledges(null);

        assertThat(scene.anna().sent).containsExactly("200 audio:7000", "BYE");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void earlyMediaIsRefusedInTheEndAsTheCallWouldHaveBeen() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), true);
        scene.server().answers(sdp(7000));
        scene.press(1, '3');
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.anna().sent).containsExactly("183 audio:7000", "183 audio:7000");

        scene.played(2);

        assertThat(scene.anna().sent).containsExactly("183 audio:7000", "183 audio:7000", "486");
        assertOver(scene, Script.End.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeldCallThatGivesUpBeforeItIsAnsweredEndsIt(boolean earlyMedia) {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), earlyMedia);

        scene.anna().givesUp();

        assertThat(scene.agent.sent).endsWith("CANCEL ivr");
        assertThat(scene.script.told).containsExactly("over HUNG_UP");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @Test
    void aCallerWhoGivesUpDuringEarlyMediaEndsIt() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), true);
        scene.server().answers(sdp(7000));

        scene.anna().givesUp();

        assertThat(scene.agent.sent).endsWith("BYE ivr");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @Test
    void aCallerWhoHangsUpAfterTheAnswerEndsIt() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), false);
        scene.server().answers(sdp(7000));

        scene.anna().hangsUp();

        assertThat(scene.agent.sent).endsWith("BYE ivr");
        assertOver(scene, Script.End.HUNG_UP);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeldCallIsRefusedAsUsualIfThereIsNoServer(boolean earlyMedia) {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), earlyMedia);

        scene.server().refuses(404);

        assertThat(scene.anna().sent).containsExactly("486");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void earlyMediaNeedsAnOffer() {
        DialogueScene scene = DialogueScene.held(script, null, true);

        assertThat(scene.anna().sent).containsExactly("486");
        assertThat(scene.agent.sent).isEmpty();
        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not SDP", ""})
    void anOfferThatCannotBeReadIsRefusedAsUsual(String offer) {
        DialogueScene scene = DialogueScene.held(script, offer, false);

        assertThat(scene.anna().sent).containsExactly("486");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void anAnswerThatLeavesNothingToBeHeardIsAFailure() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), false);

        scene.server().answers(sdp(0));

        assertThat(scene.anna().sent).containsExactly("486");
        assertOver(scene, Script.End.FAILED);
    }

    @Test
    void whatWasSaidToACallerWhoseAnswerHasNoAckWasNotHeard() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), false);
        scene.server().answers(sdp(7000));

        scene.played(1);

        assertThat(scene.script.told).containsExactly("opening", "over FAILED");
        assertOver(scene, Script.End.FAILED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSilentCallerIsKeptForTwentySecondsAndThenHearsALastWord(boolean earlyMedia) {
        DialogueScene scene = silentFor(Duration.ofSeconds(19), earlyMedia);
        assertThat(scene.agent.sent).noneMatch(line -> line.contains("<stop"));

        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.agent.sent.get(scene.agent.sent.size() - 1)).contains("<stop");
        scene.responds(1, "code=\"200\" text=\"OK\" reason=\"stopped\"");
        assertThat(scene.script.told).containsExactly("opening", "enough");
        scene.played(2);
        assertOver(scene, Script.End.FINISHED);
    }

    @Test
    void aKeyThatCrossesTheEndOfTheSilenceCounts() {
        DialogueScene scene = silentFor(Duration.ofSeconds(20), false);

        scene.press(1, '3').played(2);

        assertThat(scene.script.told).containsExactly("opening", "pressed 3", "over FINISHED");
    }

    @Test
    void aKeyEndsTheSilence() {
        DialogueScene scene = silentFor(Duration.ofSeconds(19), false);
        script.on('7', PlayedScript.turn("again", Turn.Then.ASK));
        scene.press(1, '7');

        scene.pass(Duration.ofSeconds(19));
        assertThat(scene.agent.sent).noneMatch(line -> line.contains("<stop"));
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.agent.sent.get(scene.agent.sent.size() - 1)).contains("<stop");
    }

    @Test
    void whoIsRecordedIsNotTakenToBeSilent() {
        DialogueScene scene = silentFor(Duration.ofSeconds(10), false);
        script.on('3', Turn.recording(List.of("file:prompts/speak.wav"), Locale.ENGLISH, "file:recorded/1.wav"));
        scene.press(1, '3');
        assertThat(scene.agent.sent.get(scene.agent.sent.size() - 1))
                .contains(
                        "<playrecord",
                        "recurl=\"file:recorded/1.wav\"",
                        "duration=\"20000ms\"",
                        "recstopmask=\"0123456789#\"",
                        "escapekey=\"*\"",
                        "prompts/speak.wav");

        scene.pass(Duration.ofSeconds(40));
        assertThat(scene.agent.sent).noneMatch(line -> line.contains("<stop"));
        scene.responds(2, "code=\"200\" text=\"OK\" reason=\"max_duration\"");

        assertThat(scene.script.told).containsExactly("opening", "pressed 3", "silent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reason="digit" digits="#" | pressed #
            reason="escapekey"        | pressed *
            reason="init_silence"     | silent
            reason="end_silence"      | silent
            """)
    void howARecordingEndsIsToldAsAKeyOrNone(String response, String told) {
        DialogueScene scene = silentFor(Duration.ofSeconds(1), false);
        script.on('3', Turn.recording(List.of(), Locale.ENGLISH, "file:recorded/1.wav"))
                .on('#', turn("thanks", Then.HANG_UP))
                .on('*', turn("thanks", Then.HANG_UP));
        scene.press(1, '3').responds(2, "code=\"200\" text=\"OK\" " + response);

        assertThat(scene.script.told).endsWith("pressed 3", told);
    }

    @Test
    void aServerThatDoesNotRecordEndsTheCall() {
        DialogueScene scene = silentFor(Duration.ofSeconds(1), false);
        script.on('3', Turn.recording(List.of(), Locale.ENGLISH, "file:recorded/1.wav"));
        scene.press(1, '3').responds(2, "code=\"501\" text=\"Nothing is recorded here\"");

        assertThat(scene.script.told).endsWith("pressed 3", "over FAILED");
    }

    @Test
    void whoWasCalledMayBeSilentForLonger() {
        DialogueScene scene = DialogueScene.calling(script).untilAsked();

        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.agent.sent).noneMatch(line -> line.contains("<stop"));
    }

    /** Anna hears the opening and presses nothing. */
    private DialogueScene silentFor(Duration silence, boolean earlyMedia) {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), earlyMedia);
        scene.server().answers(sdp(7000));
        if (!earlyMedia) {
            scene.anna().acknowledges(null);
        }
        scene.pass(silence);
        return scene;
    }

    @Test
    void keysOfAHeldCallByInfoArePassedOnToo() {
        DialogueScene scene = DialogueScene.held(script, sdp(5000), false);
        scene.server().answers(sdp(7000));

        scene.anna().presses("application/dtmf-relay", "Signal=2");
        assertThat(scene.agent.sent).endsWith("INFO ivr application/dtmf-relay: Signal=2\r\nDuration=160\r\n");
        scene.anna().wants(sdp(5000));
        scene.server().agrees(sdp(7000));

        assertThat(scene.anna().sent).containsExactly("200 audio:7000", "200 audio:7000");
    }

    @Test
    void whatThePhoneWantsIsRefusedForNowWhenAConnectionTakesIt() {
        DialogueScene scene = asked();

        scene.bob().wants(sdp(4000, "a=sendonly"));
        scene.connect();

        assertThat(scene.agent.sent).startsWith("re-INVITE ivr audio:4000", "491 bob");
    }
}
