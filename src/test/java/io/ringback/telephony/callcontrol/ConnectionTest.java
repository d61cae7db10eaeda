package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedPhones.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Connections.Ending;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine, played event by event: docs/design.md section 6, as far as it is call control's. */
class ConnectionTest {

    private static final String DEAD = sdp(0);
    private static final String KEYS_ONLY =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 101\r\n"
                    + "a=rtpmap:101 telephone-event/8000\r\n";
    private static final String SILENT = sdp(4000, "a=inactive");

    @Test
    void ringsTheCalleeThenTheCallerAndJoinsThem() {
        Scene scene = new Scene();

        scene.bob().rings().rings().answers(sdp(4000));
        scene.announcement().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));
        scene.anna().rings().answers(sdp(5000));
        scene.bob().agrees(sdp(4000, "m=video 4002 RTP/AVP 34"));
        scene.anna().agrees(sdp(5000, "m=video 5002 RTP/AVP 34"));

        assertThat(scene.agent.sent)
                .containsExactly(
                        "INVITE bob audio:9",
                        "ACK bob",
                        "INVITE calling-caller",
                        "re-INVITE bob audio:7000",
                        "ACK bob",
                        "ACK calling-caller audio:4000",
                        "INVITE anna audio:9",
                        "ACK anna",
                        "re-INVITE bob",
                        "re-INVITE anna audio:4000 video:4002",
                        "ACK anna",
                        "ACK bob audio:5000 video:5002",
                        "BYE calling-caller");
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
        assertThat(scene.states).containsExactly(State.ANNOUNCING, State.CALLING_CALLER, State.JOINING, State.TALKING);
        assertThat(scene.calls).containsKeys(Role.CALLEE, Role.CALLER);

        scene.pass(Duration.ofSeconds(63));
        scene.anna().hangsUp();

        assertThat(scene.progress)
                .containsExactly(
                        "CALLEE_RINGING",
                        "CALLEE_ANSWERED",
                        "ANNOUNCEMENT",
                        "CALLER_RINGING",
                        "CALLER_ANSWERED",
                        "CONNECTED",
                        "ENDED after 63 s of talk; the caller hung up");
        assertEnded(scene, Ending.CONNECTED);
        assertThat(scene.agent.sent).endsWith("BYE bob");
    }

    @ParameterizedTest
    @ValueSource(ints = {486, 600, 603, 480, 408, 487, 404, 500, 503, 302})
    void aCalleeWhoDoesNotAnswerEndsIt(int status) {
        Scene scene = new Scene();

        scene.bob().rings().refuses(status);

        assertEnded(scene, Ending.CALLEE_NO_ANSWER);
        assertThat(scene.progress).last().isEqualTo("ENDED the callee's phone answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void aSwitchThatDoesNotTrustUsIsAFailure(int status) {
        Scene scene = new Scene();

        scene.bob().refuses(status);

        assertEnded(scene, Ending.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 488, 606})
    void aPhoneThatRefusesTheOfferIsRungOnceWithoutOne(int status) {
        Scene scene = new Scene();

        scene.bob().refuses(status);
        scene.bob().answers(sdp(4000));

        assertThat(scene.agent.sent)
                .containsExactly("INVITE bob audio:9", "INVITE bob", "ACK bob audio:9", "INVITE calling-caller");
    }

    @Test
    void aPhoneThatRefusesBothIsAFailure() {
        Scene scene = new Scene();

        scene.bob().refuses(488);
        scene.bob().refuses(488);

        assertEnded(scene, Ending.FAILED);
        assertThat(scene.agent.phones).hasSize(2);
    }

    @Test
    void theCallersPhoneToo() {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.agent.sent.clear();

        scene.anna().refuses(488);
        scene.anna().answers(sdp(5000));

        assertThat(scene.agent.sent).containsExactly("INVITE anna", "ACK anna audio:9", "re-INVITE bob");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 486, 500, 503, 408})
    void anAnnouncementServerThatIsDownIsDoneWithout(int status) {
        Scene scene = new Scene();

        scene.bob().answers(sdp(4000));
        scene.announcement().refuses(status);

        assertThat(scene.agent.sent).endsWith("INVITE anna audio:9");
        assertThat(scene.progress).doesNotContain("ANNOUNCEMENT");
        scene.anna().answers(sdp(5000));
        scene.bob().agrees(sdp(4000));
        scene.anna().agrees(sdp(5000));
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @Test
    void anAnnouncementServerThatDoesNotAnswerIsWaitedForBriefly() {
        Scene scene = new Scene();
        scene.bob().answers(sdp(4000));

        scene.pass(Scene.LIMITS.announcing());

        assertThat(scene.agent.sent).containsSubsequence("CANCEL calling-caller", "INVITE anna audio:9");
    }

    @Test
    void anAnnouncementThatEndsWhileItIsBeingJoinedIsDoneWithout() {
        Scene scene = new Scene();
        scene.bob().answers(sdp(4000));
        scene.announcement().answers(sdp(7000)).hangsUp();

        assertThat(scene.agent.sent).endsWith("INVITE anna audio:9");
        // What Bob answers to the announcement's offer is acknowledged all the same.
        scene.bob().agrees(sdp(4000));
        assertThat(scene.agent.sent).endsWith("INVITE anna audio:9", "ACK bob");
        assertThat(scene.state()).isEqualTo(State.CALLING_CALLER);
    }

    @Test
    void aPhoneThatRefusesTheAnnouncementGoesWithout() {
        Scene scene = new Scene();
        scene.bob().answers(sdp(4000));
        scene.announcement().answers(sdp(7000));
        scene.bob().declines(488);

        assertThat(scene.agent.sent)
                .endsWith("ACK calling-caller audio:9", "BYE calling-caller", "INVITE anna audio:9");
    }

    @Test
    void anAnnouncementThatEndsBeforeTheCallerAnswersDoesNotMatter() {
        Scene scene = new Scene().untilAnnaIsCalled();

        scene.announcement().hangsUp();
        scene.anna().answers(sdp(5000));
        scene.bob().agrees(sdp(4000));
        scene.anna().agrees(sdp(5000));

        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @Test
    void theLongestAnnouncementEndsWhileTheCallerRings() {
        Scene scene = new Scene().untilAnnaIsCalled();

        scene.pass(Scene.LIMITS.announcement());

        assertThat(scene.agent.sent).endsWith("BYE calling-caller");
        assertThat(scene.state()).isEqualTo(State.CALLING_CALLER);
    }

    @Test
    void aCalleeWhoHangsUpDuringTheAnnouncementEndsIt() {
        Scene scene = new Scene();
        scene.bob().answers(sdp(4000));
        scene.announcement().answers(sdp(7000));

        scene.bob().hangsUp();

        assertThat(scene.agent.sent).endsWith("ACK calling-caller audio:9", "BYE calling-caller");
        assertEnded(scene, Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void aCalleeWhoHangsUpWhileTheCallerRingsStopsHerPhone() {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.anna().rings();

        scene.bob().hangsUp();

        assertThat(scene.agent.sent).contains("CANCEL anna", "BYE calling-caller");
        assertEnded(scene, Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void aCalleeWhoHangsUpWhileTheTwoAreBeingJoinedEndsIt() {
        Scene scene = new Scene().untilJoining();
        scene.bob().agrees(sdp(4000));

        scene.bob().hangsUp();

        assertThat(scene.agent.sent).contains("BYE anna", "BYE calling-caller");
        assertEnded(scene, Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void anAnswerThatCrossesTheCalleesGoodbyeIsAcknowledgedAndHungUp() {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.anna().doesNotConfirmTheEnd();

        scene.bob().hangsUp();
        scene.anna().answers(sdp(5000));

        assertThat(scene.agent.sent).containsSubsequence("CANCEL anna", "ACK anna", "BYE anna");
        assertThat(scene.states).doesNotContain(State.JOINING);
        scene.anna().hangsUp();
        assertEnded(scene, Ending.CALLEE_NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {486, 408, 480, 603, 404})
    void theCalleeHearsThatTheCallerCannotBeReached(int status) {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.agent.sent.clear();

        scene.anna().rings().refuses(status);
        assertThat(scene.outcome).containsExactly(Ending.CALLER_NO_ANSWER);
        scene.apology().answers(sdp(7100));
        scene.bob().agrees(sdp(4000));
        scene.apology().hangsUp();

        assertThat(scene.agent.sent)
                .containsExactly(
                        "BYE calling-caller",
                        "INVITE caller-unreachable",
                        "re-INVITE bob audio:7100",
                        "ACK bob",
                        "ACK caller-unreachable audio:4000",
                        "BYE bob");
        assertEnded(scene, Ending.CALLER_NO_ANSWER);
        assertThat(scene.progress).last().isEqualTo("ENDED the caller's phone answered " + status);
    }

    @Test
    void anApologyThatCannotBePlayedEndsIt() {
        Scene scene = new Scene().untilAnnaIsCalled();

        scene.anna().refuses(486);
        scene.apology().refuses(503);

        assertEnded(scene, Ending.CALLER_NO_ANSWER);
    }

    @Test
    void anApologyThatNeverEndsIsEnded() {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.anna().refuses(486);
        scene.apology().answers(sdp(7100));
        scene.bob().agrees(sdp(4000));

        scene.pass(Scene.LIMITS.announcement());

        assertEnded(scene, Ending.CALLER_NO_ANSWER);
    }

    @Test
    void aCalleeWhoHangsUpDuringTheApologyEndsIt() {
        Scene scene = new Scene().untilAnnaIsCalled();
        scene.anna().refuses(486);
        scene.apology().answers(sdp(7100));

        scene.bob().hangsUp();

        assertEnded(scene, Ending.CALLER_NO_ANSWER);
    }

    @Test
    void aCallerWhoAnswersAndHangsUpCannotBeReachedEither() {
        Scene scene = new Scene().untilJoining();
        scene.bob().agrees(sdp(4000));

        scene.anna().hangsUp();

        // Bob's offer is not left without its ACK, or he could not be asked for anything else.
        assertThat(scene.agent.sent).containsSubsequence("ACK bob audio:9", "INVITE caller-unreachable");
        assertThat(scene.outcome).containsExactly(Ending.CALLER_NO_ANSWER);
        assertThat(scene.state()).isEqualTo(State.APOLOGISING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "keys only", "silent", "none", "488"})
    void aJoinThatLeavesNothingToBeHeardIsTriedTheOtherWayRound(String how) {
        Scene scene = new Scene().untilJoining();
        scene.bob().agrees(sdp(4000));
        scene.agent.sent.clear();

        kill(scene.anna(), how);
        scene.anna().agrees(sdp(5000));
        scene.bob().agrees(sdp(4000));

        assertThat(scene.agent.sent.stream().filter(line -> !line.equals("ACK anna")))
                .containsExactly(
                        "ACK bob audio:9",
                        "re-INVITE anna",
                        "re-INVITE bob audio:5000",
                        "ACK bob",
                        "ACK anna audio:4000",
                        "BYE calling-caller");
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @Test
    void theLastWayIsPlainAudio() {
        Scene scene = new Scene().untilJoining();
        scene.bob().agrees(sdp(4000, "m=video 4002 RTP/AVP 34"));
        scene.anna().declines(488);
        scene.anna().agrees(sdp(5000));
        scene.bob().declines(488);
        scene.agent.sent.clear();

        scene.bob().agrees(sdp(4000, "m=video 4002 RTP/AVP 34"));
        assertThat(scene.agent.sent).containsExactly("re-INVITE anna audio:4000 video:0");
        assertThat(scene.agent.toldTo("anna")).contains("m=audio 4000 RTP/AVP 8 0 101");
        scene.anna().agrees(sdp(5000, "m=video 0 RTP/AVP 34"));

        assertThat(scene.agent.sent).contains("ACK bob audio:5000 video:0");
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "keys only", "silent", "none", "488"})
    void phonesThatCannotTalkToEachOtherInAnyWayAreHungUp(String how) {
        Scene scene = new Scene().untilJoining();

        scene.bob().agrees(sdp(4000));
        kill(scene.anna(), how);
        scene.anna().agrees(sdp(5000));
        kill(scene.bob(), how);
        scene.bob().agrees(sdp(4000));
        kill(scene.anna(), how);

        assertThat(scene.agent.sent).contains("BYE bob", "BYE anna", "BYE calling-caller");
        assertEnded(scene, Ending.FAILED);
    }

    private static void kill(PlayedPhones.Phone phone, String how) {
        switch (how) {
            case "dead" -> phone.agrees(DEAD);
            case "keys only" -> phone.agrees(KEYS_ONLY);
            case "silent" -> phone.agrees(SILENT);
            case "none" -> phone.agrees(null);
            default -> phone.declines(Integer.parseInt(how));
        }
    }

    @Test
    void aPhoneThatWillNotMakeAnOfferIsOfferedTheOthers() {
        Scene scene = new Scene().untilJoining();

        scene.bob().declines(488);
        scene.anna().agrees(sdp(5000));
        scene.bob().agrees(sdp(4000));

        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @Test
    void aPhoneThatOnlyListensSinceTheAnnouncementIsAskedToSpeak() {
        Scene scene = new Scene().untilJoining();

        scene.bob().agrees(sdp(4000, "a=recvonly"));
        scene.anna().agrees(sdp(5000));
        assertThat(scene.agent.sent).endsWith("re-INVITE bob audio:5000");
        scene.bob().agrees(sdp(4000, "a=sendrecv"));

        assertThat(scene.agent.sent).contains("ACK anna audio:4000");
        assertThat(scene.outcome).containsExactly(Ending.CONNECTED);
    }

    @Test
    void aJoinThatTakesTooLongIsAFailure() {
        Scene scene = new Scene().untilJoining();

        scene.pass(Scene.LIMITS.joining());

        assertEnded(scene, Ending.FAILED);
    }

    @Test
    void bothHangingUpAtOnceIsOneEnd() {
        Scene scene = new Scene().untilTalking();
        scene.anna().doesNotConfirmTheEnd();

        scene.bob().hangsUp();
        scene.anna().hangsUp();

        assertEnded(scene, Ending.CONNECTED);
    }

    @Test
    void theLongestTalkIsEnded() {
        Scene scene = new Scene().untilTalking();

        scene.pass(Scene.LIMITS.talk());

        assertThat(scene.agent.sent).containsExactly("BYE bob", "BYE anna");
        assertEnded(scene, Ending.CONNECTED);
    }

    @Test
    void aChangeThatOneWantsIsTheOthersToDecide() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(sdp(5000, "a=sendonly"));
        scene.bob().agrees(sdp(4000, "a=recvonly"));
        scene.bob().wants(sdp(4000, "m=video 4002 RTP/AVP 34"));
        scene.anna().declines(488);

        assertThat(scene.agent.sent)
                .containsExactly(
                        "re-INVITE bob audio:5000",
                        "ACK bob",
                        "200 anna audio:4000",
                        "re-INVITE anna audio:4000 video:4002",
                        "488 bob");
        assertThat(scene.state()).isEqualTo(State.TALKING);
    }

    @Test
    void aQuestionForAnOfferIsPassedOnToo() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(null);
        scene.bob().agrees(sdp(4000));
        scene.anna().acknowledges(sdp(5000));

        assertThat(scene.agent.sent).containsExactly("re-INVITE bob", "200 anna audio:4000", "ACK bob audio:5000");
    }

    @Test
    void changesThatBothWantInTheSameInstantAreGlare() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(sdp(5000));
        scene.bob().wants(sdp(4000));
        scene.bob().agrees(sdp(4000));
        scene.bob().wants(sdp(4000));

        assertThat(scene.agent.sent)
                .containsExactly(
                        "re-INVITE bob audio:5000",
                        "491 bob",
                        "ACK bob",
                        "200 anna audio:4000",
                        "re-INVITE anna audio:4000");
    }

    @Test
    void anAnswerWithoutSdpToAChangeIsARefusal() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(sdp(5000));
        scene.bob().agrees(null);

        assertThat(scene.agent.sent).containsExactly("re-INVITE bob audio:5000", "ACK bob", "488 anna");
    }

    @Test
    void hangingUpInTheMiddleOfAChangeEndsIt() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(null);
        scene.bob().agrees(sdp(4000));
        scene.anna().hangsUp();

        assertThat(scene.agent.sent)
                .containsExactly("re-INVITE bob", "200 anna audio:4000", "ACK bob audio:9", "BYE bob");
        assertEnded(scene, Ending.CONNECTED);
    }

    @Test
    void keysAndRequestsForPicturesArePassedOnWhileTheTwoTalk() {
        Scene scene = new Scene().untilTalking();

        scene.bob().presses("application/dtmf-relay", "Signal=5");
        scene.anna().presses("application/media_control+xml", "<media_control/>");
        scene.anna()
                .presses(
                        "application/media_control+xml",
                        "<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder><stream_id>anna"
                                + "</stream_id></vc_primitive></media_control>");
        scene.anna().presses("application/dtmf-relay", "Signal=7\r\nUser=anna\r\nDuration=250\r\n");
        scene.anna().presses("application/dtmf-relay", "User=anna");
        scene.anna().presses("application/dtmf", "#");
        scene.anna().presses("text/plain", "anna@home");

        assertThat(scene.agent.sent)
                .containsExactly(
                        "INFO anna application/dtmf-relay: Signal=5\r\nDuration=160\r\n",
                        "INFO bob application/media_control+xml: <?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                                + "<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder>"
                                + "</vc_primitive></media_control>\n",
                        "INFO bob application/dtmf-relay: Signal=7\r\nDuration=250\r\n",
                        "INFO bob application/dtmf: #");
    }

    @Test
    void aPhoneThatWantsAChangeBeforeThereIsSomebodyGetsWhatThereIs() {
        Scene scene = new Scene();
        scene.bob().answers(sdp(4000)).wants(sdp(4000, "a=sendonly"));
        assertThat(scene.agent.sent).endsWith("200 bob audio:9");
        assertThat(scene.agent.toldTo("bob")).endsWith("a=recvonly\r\na=rtcp:9 IN IP4 192.0.2.1\r\n");

        scene.announcement().answers(sdp(7000));
        scene.bob().agrees(sdp(4000));
        scene.bob().wants(sdp(4000, "m=video 4002 RTP/AVP 34"));
        scene.announcement().agrees(sdp(7000));
        assertThat(scene.agent.sent).endsWith("200 bob audio:7000 video:0");
        scene.bob().wants(sdp(4000, "a=inactive"));

        scene.anna().answers(sdp(5000)).wants(null);
        assertThat(scene.agent.sent).contains("491 bob").endsWith("200 anna audio:9");
        scene.anna().acknowledges(sdp(5000));
        assertThat(scene.state()).isEqualTo(State.JOINING);
    }

    @Test
    void holdAndResumeReachTheOtherAndBack() {
        Scene scene = new Scene().untilTalking();

        scene.anna().wants(sdp(5000, "a=sendonly"));
        scene.bob().agrees(sdp(4000, "a=recvonly"));
        assertThat(scene.agent.toldTo("bob")).endsWith("a=sendonly\r\na=rtcp:9 IN IP4 192.0.2.1\r\n");
        assertThat(scene.agent.toldTo("anna")).endsWith("a=recvonly\r\na=rtcp:9 IN IP4 192.0.2.1\r\n");
        scene.anna().wants(sdp(5000, "a=sendrecv"));
        scene.bob().agrees(sdp(4000, "a=sendrecv"));

        assertThat(scene.agent.toldTo("bob")).endsWith("a=sendrecv\r\na=rtcp:9 IN IP4 192.0.2.1\r\n");
        assertThat(scene.agent.toldTo("anna")).endsWith("a=sendrecv\r\na=rtcp:9 IN IP4 192.0.2.1\r\n");
    }

    @Test
    void faxIsTheOthersToDecide() {
        Scene scene = new Scene().untilTalking();
        String fax = sdp(4000).replaceFirst("(?s)m=audio.*", "m=image 4010 udptl t38\r\n");

        scene.bob().wants(fax);
        scene.anna().declines(488);
        scene.bob().wants("no SDP").wants(sdp(4000));

        assertThat(scene.agent.sent)
                .containsExactly("re-INVITE anna image:4010", "488 bob", "488 bob", "re-INVITE anna audio:4000");
    }

    @Test
    void aNodeThatStopsHangsUpAndSaysSo() {
        Scene scene = new Scene().untilJoining();

        scene.stopNode();

        assertThat(scene.agent.sent).contains("BYE bob", "BYE anna", "BYE calling-caller");
        assertEnded(scene, Ending.FAILED);
        assertThat(scene.progress).last().isEqualTo("ENDED the node was stopped");
    }

    @Test
    void aNodeThatStopsWhileTheTwoTalkHasConnectedThem() {
        Scene scene = new Scene().untilTalking();

        scene.stopNode();

        assertEnded(scene, Ending.CONNECTED);
    }

    @Test
    void aPhoneThatNeverConfirmsTheEndIsNotWaitedForForEver() {
        Scene scene = new Scene().untilTalking();
        scene.anna().doesNotConfirmTheEnd();

        scene.bob().hangsUp();
        assertThat(scene.state()).isEqualTo(State.ENDING);
        scene.pass(Scene.LIMITS.ending());

        assertThat(scene.state()).isEqualTo(State.ENDED);
        assertThat(scene.ends).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheEndIsIgnored() {
        Scene scene = new Scene().untilTalking();
        scene.bob().hangsUp();
        int sent = scene.agent.sent.size();

        scene.anna().wants(sdp(5000)).agrees(sdp(5000)).hangsUp();
        scene.stopNode();

        assertThat(scene.agent.sent).hasSize(sent);
        assertEnded(scene, Ending.CONNECTED);
    }

    @Test
    void anErrorOfOursLeavesNoPhoneOffTheHook() {
        Scene scene = new Scene().untilAnnaIsCalled();

        // Nothing was asked of Bob, so this cannot be.
        scene.bob().agrees(sdp(4000));

        assertEnded(scene, Ending.FAILED);
        assertThat(scene.progress).last().isEqualTo("ENDED an error in call control");
    }

    @Test
    void anErrorWithoutATraceIsLoggedToo() {
        RuntimeException error = new IllegalStateException();
        error.setStackTrace(new StackTraceElement[0]);

        assertThat(new Thrown(error)).hasToString("class java.lang.IllegalStateException at an unknown place");
    }

    @Test
    void withoutAnAnnouncementServerTheCallerIsCalledAtOnce() {
        Scene scene = new Scene(new Announcements(
                Optional.empty(), Optional.empty(), Optional.of("We are calling Anna."), Optional.of("Not reached.")));

        scene.bob().answers(sdp(4000));
        scene.anna().refuses(486);

        assertThat(scene.agent.sent)
                .containsExactly(
                        "INVITE bob audio:9",
                        "ACK bob",
                        "MESSAGE bob: We are calling Anna.",
                        "INVITE anna audio:9",
                        "MESSAGE bob: Not reached.",
                        "BYE bob");
        assertEnded(scene, Ending.CALLER_NO_ANSWER);
    }

    @Test
    void bothPhonesSeeRingbackAndTheCalleeNothingOfTheCaller() {
        Scene scene = new Scene().untilJoining();
        scene.bob().agrees(sdp(4000));
        scene.anna()
                .agrees(sdp(5000, "a=ssrc:1 cname:anna@home", "a=x-user:sip:anna@switch.example", "i=Anna's phone"));

        assertThat(scene.bob().call.from()).isEqualTo("sip:+46812345@switch.example");
        assertThat(scene.anna().call.from()).isEqualTo("sip:+46812345@switch.example");
        assertThat(scene.agent.toldTo("bob")).contains("m=audio 5000").doesNotContainIgnoringCase("anna");
    }

    private static void assertEnded(Scene scene, Ending outcome) {
        assertThat(scene.outcome).containsExactly(outcome);
        assertThat(scene.state()).isEqualTo(State.ENDED);
        assertThat(scene.ends).isEqualTo(1);
        assertThat(scene.calls).isEmpty();
        assertThat(scene.time.waiting()).isZero();
        assertThat(scene.agent.holdings().legs()).isZero();
    }
}
