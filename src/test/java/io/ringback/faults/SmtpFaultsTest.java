package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.ScriptedSmtpServer.Behaviour;
import io.ringback.faults.ScriptedSmtpServer.Taken;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A mail server that refuses, defers, hangs and drops: nothing is lost, and the journal says what may arrive twice. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class SmtpFaultsTest {

    private final Installation installation = Installation.shared();
    private PlayedCase played;

    @BeforeEach
    void aMatter() {
        installation.node();
        played = new PlayedCase(installation, installation::node);
    }

    @Test
    void aRefusedQuestionBecomesAnIncidentAndIsSentAgainWhenAnOperatorRetriesInCockpit() throws Exception {
        installation.smtp.script(played.annasMail(), Behaviour.REFUSE_RECIPIENT);
        UUID caseId = played.callFails();
        String[] job = new String[1];
        await("incident").atMost(Installation.PATIENCE).until(() -> {
            List<String> failed = installation
                    .jdbc()
                    .sql("""
                            select i.configuration_ from act_ru_incident i
                              join act_ru_execution e on e.id_ = i.proc_inst_id_
                             where i.incident_type_ = 'failedJob' and e.business_key_ = ?
                            """)
                    .param(caseId.toString())
                    .query(String.class)
                    .list();
            job[0] = failed.isEmpty() ? null : failed.get(0);
            return !failed.isEmpty();
        });
        assertThat(installation.smtp.takenFor(played.annasMail())).isEmpty();
        assertThat(played.journal(caseId, "QUESTION", "FAILED")).isEqualTo(1);
        assertThat(Path.of("target/faults/node-1.log"))
                .as("the server quotes the address")
                .content()
                .contains("SMTP 550 5.1.1")
                .doesNotContain(played.annasMail());
        assertThat(installation
                        .jdbc()
                        .sql("select incident_msg_ from act_ru_incident where configuration_ = ?")
                        .param(job[0])
                        .query(String.class)
                        .single())
                .as("the cause, first")
                .startsWith("EMAIL: ")
                .contains("550");

        Cockpit.login(installation.node(), "admin", Installation.ADMIN_PASSWORD).retry(job[0]);
        played.questionToken();
        await().atMost(Installation.PATIENCE).until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
        assertThat(installation.smtp.takenFor(played.annasMail())).hasSize(1);
    }

    @Test
    void aDeferredMailIsSentOnceTheServerTakesIt() {
        installation.smtp.script(played.annasMail(), Behaviour.DEFER_DATA, Behaviour.DEFER_DATA);
        UUID caseId = sent();
        assertThat(played.journal(caseId, "QUESTION", "ANSWER_LOST")).isZero();
        assertThat(installation.smtp.takenFor(played.annasMail())).hasSize(1);
    }

    @Test
    void aServerThatHangsForSomeDoesNotKeepOthersWaiting() {
        List<PlayedCase> hanging = IntStream.range(0, 4)
                .mapToObj(number -> new PlayedCase(installation, installation::node))
                .toList();
        hanging.forEach(held -> installation.smtp.script(
                held.annasMail(), Behaviour.HANG_AFTER_DATA, Behaviour.HANG_AFTER_DATA, Behaviour.HANG_AFTER_DATA));
        hanging.forEach(PlayedCase::callFails);

        sent();

        assertThat(hanging).allSatisfy(held -> assertThat(installation.smtp.takenFor(held.annasMail()))
                .isEmpty());
        hanging.forEach(PlayedCase::questionToken);
        assertThat(hanging).allSatisfy(held -> assertThat(installation.smtp.takenFor(held.annasMail()))
                .hasSize(1));
    }

    @Test
    void aServerThatNeverGreetsIsTriedAgain() {
        installation.smtp.hangAtGreeting(1);
        UUID caseId = sent();
        assertThat(played.journal(caseId, "QUESTION", "ANSWER_LOST"))
                .as("it was not given the text, so nothing arrives twice")
                .isZero();
        assertThat(installation.smtp.takenFor(played.annasMail())).hasSize(1);
    }

    @Test
    void aMailCutShortIsSentAgain() {
        installation.smtp.script(played.annasMail(), Behaviour.DROP_MID_MESSAGE);
        sent();
        assertThat(installation.smtp.takenFor(played.annasMail())).hasSize(1);
    }

    @Test
    void aMailWhoseAnswerIsLostIsSentAgainUnderTheSameMessageIdAndTheJournalSaysSo() {
        installation.smtp.script(played.annasMail(), Behaviour.DROP_AFTER_DOT, Behaviour.HANG_BEFORE_ANSWER);
        UUID caseId = sent();
        assertThat(played.journal(caseId, "QUESTION", "ANSWER_LOST")).isEqualTo(2);
        assertThat(installation.smtp.takenFor(played.annasMail()))
                .hasSize(3)
                .extracting(Taken::messageId)
                .containsOnly(
                        installation.smtp.takenFor(played.annasMail()).get(0).messageId());
    }

    /** The call fails, and the question is recorded as sent. */
    private UUID sent() {
        UUID caseId = played.callFails();
        await("question of case " + caseId)
                .atMost(Installation.PATIENCE)
                .until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
        return caseId;
    }
}
