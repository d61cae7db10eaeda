package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.DatabaseProxy.When;
import io.ringback.faults.ScriptedSmtpServer.Behaviour;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No message is lost and none is sent twice, whichever commit of a case is the last to be reached, be it that the
 * database goes away or the node.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class CommitFaultsTest {

    private static final boolean EACH_IN_BOTH_WAYS = "both".equals(System.getProperty("ringback.faults.commits"));

    private final Installation installation = Installation.shared();

    /** Each commit both before and after with {@code -Dringback.faults.commits=both}; otherwise in turn. */
    @Test
    void aCaseSurvivesTheLossOfItsConnectionBeforeAndAfterItsCommits() {
        int commits = commitsOfACase();
        assertThat(commits).isPositive();
        for (int number = 1; number <= commits; number++) {
            for (When when : EACH_IN_BOTH_WAYS ? When.values() : new When[] {When.values()[number % 2]}) {
                installation.proxy.breakAtCommit(number, when);
                aWholeCase();
                assertThat(installation.proxy.hasSprung())
                        .as("commit %d was reached, and %s it the connection was lost", number, when)
                        .isTrue();
            }
        }
    }

    /** In a case that nothing disturbs. */
    private int commitsOfACase() {
        installation.node();
        aWholeCase();
        installation.proxy.forget();
        aWholeCase();
        return installation.proxy.commits().size();
    }

    private UUID aWholeCase() {
        PlayedCase played = new PlayedCase(installation, installation::node);
        UUID caseId = played.callFails();
        played.sayYes();
        played.useContactMeans();
        played.awaitOutcome(caseId, "INFORMED");
        agendaIsEmpty();
        played.assertNobodyWasWrittenToTwice(caseId);
        return caseId;
    }

    private void agendaIsEmpty() {
        await("nothing is left to do")
                .atMost(Duration.ofSeconds(30))
                .until(() -> installation
                                .jdbc()
                                .sql(
                                        "select (select count(*) from scheduled_tasks where task_name like 'deliver%' or task_name = 'handle-event')"
                                                + " + (select count(*) from outbound_message where state = 'WAITING')")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void aNodeKilledFourTimesInOneCaseLosesNothing() {
        RunningRingback node = installation.node();
        PlayedCase played = new PlayedCase(installation, installation::node);

        // The event is stored, the answer to the switch and the question have not left.
        installation.proxy.atCommitOf("insert into inbound_event", When.AFTER, node::kill);
        UUID caseId = played.callFails();
        played.questionToken();
        await().until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
        assertThat(installation.smtp.takenFor(played.annasMail())).hasSize(1);

        // In the middle of the SMTP dialogue; and once more after the mail server's 250, before it is recorded.
        installation.smtp.whileSending(() -> {
            node.kill();
            installation.proxy.atCommitOf("update outbound_message set state = 'sent'", When.BEFORE, node::kill);
        });
        installation.smtp.script(played.bobsMail(), Behaviour.INTERRUPT_MID_MESSAGE);
        played.sayYes();
        await("second death").atMost(Installation.PATIENCE).until(() -> {
            installation.node();
            return played.journal(caseId, "NOTIFICATION", "SENT") == 1;
        });
        assertThat(played.journal(caseId, "NOTIFICATION", "ANSWER_LOST")).isEqualTo(2);
        assertThat(installation.smtp.takenFor(played.bobsMail())).hasSize(2);

        // Between the use of the contact means and the information.
        installation.proxy.atCommitOf("update session_identifier set used_at", When.AFTER, node::kill);
        played.useContactMeans();
        installation.node();
        played.awaitOutcome(caseId, "INFORMED");
        played.assertNobodyWasWrittenToTwice(caseId);
    }

    @ParameterizedTest
    @EnumSource
    void stopByMailIsHonouredAndWhatWaitsIsDeclinedWhetherTheNodeDiesBeforeOrAfterItIsStored(When when) {
        RunningRingback node = installation.node();
        PlayedCase played = new PlayedCase(installation, installation::node);
        UUID caseId = played.callFails();
        await().until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);

        installation.proxy.atCommitOf("insert into inbound_event", when, node::kill);
        installation.deliver(played.reply(played.annasMail(), "STOP"));
        await().until(() -> installation.proxy.hasSprung() && !node.isAlive());
        installation.node();

        played.awaitOutcome(caseId, "DECLINED");
        assertThat(played.events(caseId, "STOP")).isEqualTo(1);
        assertThat(installation
                        .jdbc()
                        .sql(
                                "select never from person where id = (select caller_id from failed_call_case where id = ?)")
                        .param(caseId)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        await().until(() -> installation.unread() == 0);
    }
}
