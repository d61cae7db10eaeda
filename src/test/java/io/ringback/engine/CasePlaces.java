package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.beans.factory.annotation.Autowired;

/** Brings a case to each place where its token can wait, and finds case, pair, links, outbox and token in agreement, or not. */
abstract class CasePlaces extends ProcessTestBase {

    @Autowired
    Standings standings;

    /** Where the token waits. */
    enum Place {
        ASKING("WaitForAnswer"),
        NOTIFIED("WaitForContact"),
        CONNECTING("WaitForConnection"),
        INFORMING("WaitForDelivery"),
        QUESTION_TO_MEND("SendQuestionAgain"),
        NOTIFICATION_TO_MEND("SendNotificationAgain"),
        INFORMATION_TO_MEND("SendInformationAgain");

        final String element;

        Place(String element) {
            this.element = element;
        }
    }

    UUID caseAt(Place place) throws Exception {
        return switch (place) {
            case ASKING -> {
                UUID caseId = callFails(Cause.BUSY);
                messageSent(QUESTION, 1);
                yield caseId;
            }
            case NOTIFIED -> {
                UUID caseId = callFails(Cause.BUSY);
                conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
                messageSent(NOTIFICATION, 1);
                yield caseId;
            }
            case CONNECTING -> {
                camel.getRouteController().startRoute("switch");
                UUID caseId = caseAt(Place.NOTIFIED);
                choose(Choice.CONNECT);
                messageSent(CONNECTION, 1);
                yield caseId;
            }
            case INFORMING -> {
                UUID caseId = caseAt(Place.NOTIFIED);
                parts = 1;
                choose(Choice.INFORM);
                messageSent(INFORMATION, 1);
                yield caseId;
            }
            case QUESTION_TO_MEND -> {
                refusal = noSuchUser();
                yield failed(callFails(Cause.BUSY));
            }
            case NOTIFICATION_TO_MEND -> {
                UUID caseId = callFails(Cause.BUSY);
                var question = received(QUESTION, 1, Purpose.ANSWER);
                refusal = noSuchUser();
                conversation.answer(question, Answer.YES);
                yield failed(caseId);
            }
            case INFORMATION_TO_MEND -> {
                UUID caseId = caseAt(Place.NOTIFIED);
                refusal = noSuchUser();
                choose(Choice.INFORM);
                yield failed(caseId);
            }
        };
    }

    void choose(Choice choice) {
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), choice, Optional.of(voiceOf(bob)));
    }

    /** Waits until the case asks for an operator. */
    UUID failed(UUID caseId) {
        await().until(() -> management
                        .createJobQuery()
                        .processInstanceId(processOf(caseId))
                        .messages()
                        .count()
                == 1);
        Job job = operatorsJob(caseId);
        assertThatThrownBy(() -> management.executeJob(job.getId()))
                .hasMessageContaining("Increment Number of Retries");
        return caseId;
    }

    Job operatorsJob(UUID caseId) {
        return management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .messages()
                .singleResult();
    }

    /** Whatever was done to the case, it is one thing: open with its process, pair and links, or ended with none of them. */
    void assertOneThing(UUID caseId) {
        boolean open = jdbc.sql("select outcome is null from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single();
        assertThat(instances(caseId)).as("processes").isEqualTo(open ? 1 : 0);
        assertThat(count("select count(*) from open_pair where case_id = ?", caseId))
                .as("pairs")
                .isEqualTo(open ? 1 : 0);
        assertThat(standings.elsewhere()).as("out of step").isEmpty();
        assertThat(standings.processesWithoutCase()).isEmpty();
        List<String> waiting = jdbc.sql(
                        "select m.kind from outbound_message m where m.case_id = ? and m.state = 'WAITING'")
                .param(caseId)
                .query(String.class)
                .list();
        if (open) {
            String state = outcome(caseId);
            assertThat(waiting).as("not left yet, while %s", state).allSatisfy(kind -> assertThat(
                            io.ringback.delivery.MessageKind.valueOf(kind)
                                    .awaitedIn()
                                    .map(Enum::name))
                    .contains(state));
        } else {
            assertThat(waiting).isEmpty();
            assertThat(count("""
                            select count(*) from session_identifier s join outbound_message m on m.id = s.message_id
                             where m.case_id = ? and s.purpose not in ('UNSUBSCRIBE', 'LINE') and s.used_at is null
                               and s.expires_at > now()
                            """, caseId)).as("links that act").isZero();
            assertThat(management
                            .createJobQuery()
                            .processInstanceId(processOf(caseId))
                            .count())
                    .isZero();
        }
    }

    long instances(UUID caseId) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(processOf(caseId))
                .count();
    }

    private long count(String sql, UUID caseId) {
        return jdbc.sql(sql).param(caseId).query(Long.class).single();
    }
}
