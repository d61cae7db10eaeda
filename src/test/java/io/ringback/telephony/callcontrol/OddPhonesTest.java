package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Connections.Ending;
import io.ringback.peers.Peers;
import io.ringback.peers.Sipp;
import io.ringback.telephony.callcontrol.Connection.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/design.md section 6 on the wire: SIPp plays phones and announcement servers that do what phones do at worst. */
@Execution(ExecutionMode.CONCURRENT)
class OddPhonesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    final Peers peers = new Peers();

    private final RealLine line = new RealLine(Optional.empty());
    private Sipp bob;
    private Sipp anna;
    private Optional<Sipp> server = Optional.empty();

    private static Scenario phone() {
        return new Scenario();
    }

    /** Answers, is joined, and is hung up. */
    private static Scenario joined() {
        return answering().invited().answers(Scenario.SPEECH).acknowledged().hungUp();
    }

    private static Scenario answering() {
        return phone().invited().rings().answers(Scenario.SPEECH).acknowledged();
    }

    private void connect(Scenario bobs, Scenario annas) {
        connect(bobs, annas, Optional.empty());
    }

    private void connect(Scenario bobs, Scenario annas, Optional<Scenario> announcements) {
        connect(bobs, annas, announcements, Announcement.VOICE);
    }

    private void connect(Scenario bobs, Scenario annas, Optional<Scenario> announcements, Announcement kind) {
        peers.with(line);
        bob = peers.with(bobs.once().listening());
        anna = peers.with(annas.once().listening());
        server = announcements.map(script -> peers.with(script.once().listening()));
        line.connect(
                "sip:bob@127.0.0.1:" + bob.port(),
                "sip:anna@127.0.0.1:" + anna.port(),
                server.map(at -> "sip:annc@127.0.0.1:" + at.port()),
                kind,
                Scene.LIMITS);
    }

    private void awaitEnd(Ending ending) {
        line.awaitEnd(ending);
        bob.awaitSuccess(PATIENCE);
    }

    private void awaitEndOfBoth(Ending ending) {
        awaitEnd(ending);
        anna.awaitSuccess(PATIENCE);
    }

    @Test
    void eitherHangsUp() {
        connect(
                joined(),
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp());

        awaitEndOfBoth(Ending.CONNECTED);
        assertThat(bob.messages())
                .contains("From: \"Ringback\" <sip:ringback@127.0.0.1>")
                .doesNotContain("sip:anna");
    }

    @ParameterizedTest
    @ValueSource(ints = {486, 480, 603, 503})
    void aCalleeDoesNotAnswer(int status) {
        connect(phone().invited().rings().refuses(status), phone().invited());

        awaitEnd(Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void theCallerIsBusy() {
        connect(answering().hungUp(), phone().invited().rings().refuses(486));

        awaitEndOfBoth(Ending.CALLER_NO_ANSWER);
    }

    @Test
    void theCalleeHangsUpWhileTheCallerRings() {
        connect(
                answering().waits(1000).hangsUp(),
                phone().invited().rings().cancelled().givesUp());

        awaitEndOfBoth(Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void cancelWaitsForTheFirstSignOfLife() {
        connect(
                answering().waits(200).hangsUp(),
                phone().invited().waits(1500).rings().cancelled().givesUp());

        awaitEndOfBoth(Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void anAnswerCrossesTheCancel() {
        connect(
                answering().waits(1000).hangsUp(),
                phone().invited()
                        .rings()
                        .cancelled()
                        .answersAllTheSame(Scenario.SPEECH)
                        .acknowledged()
                        .hungUp());

        awaitEndOfBoth(Ending.CALLEE_NO_ANSWER);
    }

    @Test
    void aReInviteMeetsGlare() {
        connect(
                answering()
                        .invited()
                        .refuses(491)
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .hungUp(),
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp());

        awaitEndOfBoth(Ending.CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenario.DEAD, Scenario.KEYS_ONLY})
    void anAnswerKillsTheStream(String answer) {
        connect(
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .hungUp(),
                answering()
                        .invited()
                        .answers(answer)
                        .acknowledged()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp());

        awaitEndOfBoth(Ending.CONNECTED);
    }

    @Test
    void nothingIsInCommon() {
        connect(
                answering()
                        .invited()
                        .refuses(488)
                        .invited()
                        .refuses(488)
                        .invited()
                        .refuses(488)
                        .hungUp(),
                answering().invited().answers(Scenario.SPEECH).acknowledged().hungUp());

        awaitEndOfBoth(Ending.FAILED);
    }

    @Test
    void theAnnouncementEndsByItself() {
        connect(
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .hungUp(),
                phone().invited()
                        .rings()
                        .waits(1500)
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp(),
                Optional.of(answering().waits(300).hangsUp()));

        awaitEndOfBoth(Ending.CONNECTED);
        assertThat(line.progress).contains("ANNOUNCEMENT");
    }

    @ParameterizedTest
    @CsvSource({"VOICE, prompts/calling-caller.wav", "SIGNAL, prompts/signal.wav"})
    void aForeignAnnouncementServerIsAskedForTheSoundAndReleasedOnceTheTwoTalk(Announcement kind, String sound) {
        Scenario announced = answering()
                .invited()
                .answers(Scenario.SPEECH)
                .acknowledged()
                .invited()
                .answers(Scenario.SPEECH)
                .acknowledged()
                .hungUp();
        connect(
                announced,
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp(),
                Optional.of(answering().hungUp()),
                kind);

        awaitEndOfBoth(Ending.CONNECTED);
        server.orElseThrow().awaitSuccess(PATIENCE);
        assertThat(server.orElseThrow().messages())
                .contains("INVITE sip:annc@127.0.0.1:" + server.orElseThrow().port() + ";play=file:" + sound + ";");
    }

    @Test
    void aTextIsShownOnTheCalleesPhone() {
        connect(
                answering()
                        .told()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .hungUp(),
                phone().invited()
                        .rings()
                        .waits(1000)
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp(),
                Optional.empty(),
                Announcement.TEXT);

        awaitEndOfBoth(Ending.CONNECTED);
        assertThat(bob.messages()).contains("Content-Type: text/plain").contains("We are calling Anna.");
    }

    @Test
    void bothHangUpAtOnce() {
        connect(
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp(),
                answering()
                        .invited()
                        .answers(Scenario.SPEECH)
                        .acknowledged()
                        .waits(500)
                        .hangsUp());

        line.awaitState(State.ENDED);
        line.awaitEnd(Ending.CONNECTED);
    }
}
