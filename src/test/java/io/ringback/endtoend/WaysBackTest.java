package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.benchmark.SmtpSink.Kind;
import io.ringback.peers.Baresip;
import io.ringback.peers.Wire;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** Other reactions than "Connect us now", with the diagrams of {@code bpmn/samples} where they are not in the shipped one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class WaysBackTest extends CallsThroughKamailio {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    private String deployment;

    private void inForce(String sample) throws Exception {
        deployment = repository
                .createDeployment()
                .addString("unreachable-callee.bpmn", Files.readString(Path.of("bpmn/samples", sample)))
                .deploy()
                .getId();
    }

    @AfterEach
    void takenBack() {
        if (deployment != null) {
            repository.deleteDeployment(deployment, true);
        }
    }

    private Baresip annaWhoMissedBob() throws Exception {
        Baresip anna = anna();
        anna.dial(kamailio.uri(bobsNumber));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        return anna;
    }

    @Test
    void bobNamesATimeAndThenBothAreRung() throws Exception {
        inForce("call-later.bpmn");
        Baresip anna = annaWhoMissedBob();
        Baresip bob = bob();

        press(mail(bobsMailbox), "Connect us then", "choice=later&in=10&device=DEVICE");
        Job atThatTime = await().atMost(PATIENCE)
                .until(
                        () -> management
                                .createJobQuery()
                                .activityId("TimerTimeHasCome")
                                .timers()
                                .list(),
                        timers -> timers.size() == 1)
                .get(0);
        assertThat(bob.eventsWaiting("CALL_INCOMING")).as("calls before that").isZero();
        management.executeJob(atThatTime.getId());

        isConnected(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        assertThat(outcome()).isEqualTo("CONNECTED");
    }

    @Test
    void annaMissesTheReturnedCallAndCallsBackByHerOwnButton() throws Exception {
        inForce("returned-call.bpmn");
        Baresip anna = annaWhoMissedBob();
        Baresip bob = bob();
        pressConnect();
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
        hearsThatAnnaIsCalled(bob);
        anna.reject();
        bob.awaitOver();
        anna.awaitOver();

        bob.close();

        // One that has heard nothing yet.
        Baresip bobAgain = bob();
        Wire wire = peers.with(Wire.tap(anna));
        pressConnect(annasMailbox);
        anna.awaitRinging();
        anna.accept();
        bobAgain.awaitRinging();
        bobAgain.accept();
        bobAgain.pressOnceAsked(ANNAS_TONE, "1");

        hearEachOther(anna, bobAgain);
        anna.hangUp();
        bobAgain.awaitOver();
        assertThat(outcomeOfCallsTo(annasNumber)).isEqualTo("CONNECTED");
        assertThat(wire.packetsTo(anna)).isNotEmpty().allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(bobsNumber.substring(3)));
    }

    @Test
    void bobAnswersInWordsAndAnnaAnswersBackAndNoTelephoneRings() throws Exception {
        Baresip anna = annaWhoMissedBob();
        Baresip bob = bob();

        press(mail(bobsMailbox), "Send it to Anna", "choice=write&line=Yes%2C+Friday+works");
        URI answer = link(annasMailbox, Kind.INFORMATION);
        press(answer, "Yes, Friday works", "line=Good%2C+at+noon");

        assertThat(mail(bobsMailbox, Kind.INFORMATION).link())
                .as("The last word is Anna's")
                .isNull();
        assertThat(outcome()).isEqualTo("INFORMED");
        assertThat(List.of(anna.eventsWaiting("CALL_INCOMING"), bob.eventsWaiting("CALL_INCOMING")))
                .containsOnly(0);
    }
}
