package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.engine.trial.Diagram;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.web.security.Operator;
import java.io.File;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each act of Cockpit's API on a case in every state leaves case, pair, links, outbox and token in agreement. */
class CockpitActsTest extends CasePlaces {

    private static final List<String> WAITS =
            List.of("WaitForAnswer", "WaitForContact", "WaitForConnection", "WaitForDelivery");

    @Autowired
    private IdentityService identities;

    @Autowired
    private RepositoryService repository;

    @AfterEach
    void logOut() {
        identities.clearAuthentication();
    }

    private void olgaLogsIn() {
        identities.setAuthentication("olga", List.of(Operator.ADMINISTRATORS));
    }

    // Ending the process
    // ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Place.class)
    void aCancelledProcessTakesItsCaseAlong(Place place) throws Exception {
        UUID caseId = caseAt(place);
        olgaLogsIn();
        runtime.deleteProcessInstance(processOf(caseId), "called anna@example.test on +46 70 174 06 05 myself");
        assertThat(outcome(caseId)).isEqualTo("CANCELLED: by olga in Cockpit");
        assertOneThing(caseId);
        assertThat(jdbc.sql("select detail from journal where case_id = ? and step = 'CANCELLED'")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .isEqualTo("by olga in Cockpit: called ... on ... myself");
        logOut();
        refusal = null;
        assertThat(callFails(Cause.BUSY)).as("the pair is free").satisfies(next -> assertThat(outcome(next))
                .isEqualTo("ASKING_CALLER"));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void listenersThatARequestSkipsAreNotThese(Place place) throws Exception {
        UUID caseId = caseAt(place);
        runtime.deleteProcessInstance(processOf(caseId), "gone", true, true, true);
        assertThat(outcome(caseId)).startsWith("CANCELLED");
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aDeploymentDeletedWithItsProcessesEndsTheirCases(Place place) throws Exception {
        String deployment = deployedAnew().getId();
        UUID caseId = caseAt(place);
        repository.deleteDeployment(deployment, true, true, true);
        assertThat(jdbc.sql("select outcome from failed_call_case where id = ?")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .isEqualTo("CANCELLED");
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void takingTheLastTokenAwayEndsTheCase(Place place) throws Exception {
        UUID caseId = caseAt(place);
        runtime.createProcessInstanceModification(processOf(caseId))
                .cancelAllForActivity(place.element)
                .execute(true, true);
        assertThat(outcome(caseId)).startsWith("CANCELLED");
        assertOneThing(caseId);
    }

    @Test
    void whoCancelsManyAtOnceIsKnownToo() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        olgaLogsIn();
        Batch batch = runtime.deleteProcessInstancesAsync(List.of(processOf(caseId)), "a test of the line");
        logOut();
        for (String definition : List.of(batch.getSeedJobDefinitionId(), batch.getBatchJobDefinitionId())) {
            management
                    .createJobQuery()
                    .jobDefinitionId(definition)
                    .list()
                    .forEach(job -> management.executeJob(job.getId()));
        }
        assertThat(outcome(caseId)).isEqualTo("CANCELLED: by olga in Cockpit");
        assertOneThing(caseId);
        management.deleteBatch(batch.getId(), true);
    }

    @Test
    void theLinksOfACancelledCaseAreClosed() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        SessionIdentifier contact = received(NOTIFICATION, 1, Purpose.CONTACT);
        runtime.deleteProcessInstance(processOf(caseId), "not needed");
        assertThat(conversation.notice(contact)).isEmpty();
        assertThat(conversation.choose(contact, Choice.INFORM, Optional.empty()).receipt())
                .isEqualTo(Receipt.CLOSED);
    }

    // Moving its token
    // --------------------------------------------------------------------------------------------------

    static Stream<Arguments> moves() {
        return Stream.of(Place.values()).flatMap(place -> WAITS.stream()
                .filter(wait -> !wait.equals(place.element))
                .map(wait -> Arguments.of(place, wait)));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void theCaseFollowsItsToken(Place place, String wait) throws Exception {
        UUID caseId = caseAt(place);
        // So that every timer has its time, whichever way the case came.
        List.of("waitForAnswer", "waitForContact", "waitForConnection", "waitForDelivery")
                .forEach(variable -> runtime.setVariable(processOf(caseId), variable, "PT1H"));
        move(caseId, place.element).startBeforeActivity(wait).execute(true, false);
        assertThat(outcome(caseId))
                .isEqualTo(
                        switch (wait) {
                            case "WaitForAnswer" -> "ASKING_CALLER";
                            case "WaitForContact" -> "WAITING_FOR_CALLEE";
                            case "WaitForConnection" -> "CONNECTING";
                            default -> "INFORMING_CALLER";
                        });
        assertOneThing(caseId);
    }

    @Test
    void anAnswerToAQuestionThatWasLeftIsTooLateAndNeverThankedFor() throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        move(caseId, "WaitForAnswer")
                .startBeforeActivity("ChooseNotificationMedium")
                .execute();
        messageSent(NOTIFICATION, 1);
        assertThat(conversation.question(question)).isEmpty();
        assertThat(conversation.answer(question, Answer.NO).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @Test
    void aTokenMovedBackLetsTheCalleeChooseAgain() throws Exception {
        UUID caseId = caseAt(Place.CONNECTING);
        move(caseId, "WaitForConnection").startBeforeActivity("WaitForContact").execute();
        choose(Choice.NOT_NOW);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: callee declined");
    }

    @Test
    void aSecondTokenAtAnEndTakesTheFirstAlong() throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        runtime.createProcessInstanceModification(processOf(caseId))
                .startBeforeActivity("EndInformed")
                .execute();
        assertThat(outcome(caseId)).isEqualTo("INFORMED");
        assertOneThing(caseId);
    }

    @Test
    void whatLeftTooLateNeverLeaves() throws Exception {
        refusal = new IllegalStateException("mail server down");
        UUID caseId = callFails(Cause.BUSY);
        runtime.setVariable(processOf(caseId), "waitForContact", "PT1H");
        move(caseId, "WaitForAnswer").startBeforeActivity("WaitForContact").execute();
        assertOneThing(caseId);
    }

    private ProcessInstanceModificationBuilder move(UUID caseId, String from) {
        return runtime.createProcessInstanceModification(processOf(caseId)).cancelAllForActivity(from);
    }

    // The rest
    // ----------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Place.class)
    void aSuspendedCaseIsKeptAsItIsAndGoesOn(Place place) throws Exception {
        UUID caseId = caseAt(place);
        String before = outcome(caseId);
        runtime.suspendProcessInstanceById(processOf(caseId));
        assertThat(outcome(caseId)).isEqualTo(before);
        assertOneThing(caseId);
        runtime.activateProcessInstanceById(processOf(caseId));
        assertOneThing(caseId);
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aVariableThatSomebodyWritesChangesNoState(Place place) throws Exception {
        UUID caseId = caseAt(place);
        String before = outcome(caseId);
        for (String variable : List.of("consent", "answer", "waitForContact", "notificationMedium", "kept.answer")) {
            runtime.setVariable(processOf(caseId), variable, "nonsense");
        }
        assertThat(outcome(caseId)).isEqualTo(before);
        assertOneThing(caseId);
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
        assertOneThing(caseId);
    }

    @Test
    void aVariableNamedLikeAFactKeepsNoAnswerOut() throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        for (String variable : List.of("answer", "quietHours", "emailLeft", "choice")) {
            runtime.setVariable(processOf(caseId), variable, "nonsense");
        }
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        choose(Choice.NOT_NOW);
        awaitOutcome(caseId, "DECLINED: callee declined");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"QUESTION_TO_MEND", "NOTIFICATION_TO_MEND", "INFORMATION_TO_MEND"})
    void aRetriedDeliveryGoesOn(Place place) throws Exception {
        UUID caseId = caseAt(place);
        refusal = null;
        parts = 1;
        management.setJobRetries(operatorsJob(caseId).getId(), 1);
        management.executeJob(operatorsJob(caseId).getId());
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aMigratedCaseIsStillOneThing(Place place) throws Exception {
        UUID caseId = caseAt(place);
        String from = runtime.createProcessInstanceQuery()
                .processInstanceId(processOf(caseId))
                .singleResult()
                .getProcessDefinitionId();
        String to = deployedAnew().getDeployedProcessDefinitions().get(0).getId();
        MigrationPlan plan =
                runtime.createMigrationPlan(from, to).mapEqualActivities().build();
        runtime.newMigration(plan).processInstanceIds(processOf(caseId)).execute();
        assertOneThing(caseId);
        runtime.deleteProcessInstance(processOf(caseId), "enough");
        assertOneThing(caseId);
    }

    @Test
    void aProcessIsNotStartedWithoutAFailedCall() {
        assertThatThrownBy(() -> runtime.createProcessInstanceByKey(Diagram.PROCESS)
                        .businessKey(UUID.randomUUID().toString())
                        .startBeforeActivity("WaitForAnswer")
                        .setVariable("waitForAnswer", "PT1H")
                        .execute(true, true))
                .hasMessageContaining("A case begins with a failed call");
    }

    // What still works
    // --------------------------------------------------------------------------------------------------

    @Test
    void theLinkInANotificationThatCountsAsLostStillWorks() throws Exception {
        UUID caseId = caseAt(Place.NOTIFICATION_TO_MEND);
        SessionIdentifier contact = sessions.derive(
                jdbc.sql("select id from outbound_message where kind = 'NOTIFICATION'")
                        .query(UUID.class)
                        .single(),
                Purpose.CONTACT);
        refusal = null;
        assertThat(conversation.notice(contact)).isPresent();
        assertThat(conversation.choose(contact, Choice.INFORM, Optional.empty()).receipt())
                .isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void theLinkInAQuestionThatCountsAsLostStillWorks() throws Exception {
        UUID caseId = caseAt(Place.QUESTION_TO_MEND);
        SessionIdentifier question = sessions.derive(
                jdbc.sql("select id from outbound_message where kind = 'QUESTION'")
                        .query(UUID.class)
                        .single(),
                Purpose.ANSWER);
        refusal = null;
        assertThat(conversation.answer(question, Answer.NO).receipt()).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "DECLINED: caller said no");
    }

    @ParameterizedTest
    @CsvSource({"QUESTION_TO_MEND, QUESTION, ANSWER", "NOTIFICATION_TO_MEND, NOTIFICATION, CONTACT"})
    void theLinkThatCountsAsLostLivesAsLongAsAnOperatorHasToMendIt(Place place, MessageKind kind, Purpose purpose)
            throws Exception {
        UUID caseId = caseAt(place);
        assertThat(expiryOf(caseId, kind, purpose)).isAfter(Instant.now().plus(Duration.ofDays(6)));
    }

    @ParameterizedTest
    @CsvSource({"QUESTION_TO_MEND, QUESTION, ANSWER", "NOTIFICATION_TO_MEND, NOTIFICATION, CONTACT"})
    void aLinkThatExpiredWhileAnOperatorMendedWorksAgainAfterwards(Place place, MessageKind kind, Purpose purpose)
            throws Exception {
        UUID caseId = caseAt(place);
        SessionIdentifier lost = sessions.derive(
                jdbc.sql("select id from outbound_message where kind = ?")
                        .param(kind.name())
                        .query(UUID.class)
                        .single(),
                purpose);
        jdbc.sql("update session_identifier set expires_at = now() - interval '1 hour'")
                .update();
        refusal = null;
        management.setJobRetries(operatorsJob(caseId).getId(), 1);
        management.executeJob(operatorsJob(caseId).getId());
        messageSent(kind, 1);
        if (kind == QUESTION) {
            assertThat(conversation.question(lost)).isPresent();
            assertThat(conversation.answer(lost, Answer.NO).receipt()).isEqualTo(Receipt.ACCEPTED);
            awaitOutcome(caseId, "DECLINED: caller said no");
        } else {
            assertThat(conversation.notice(lost)).isPresent();
            assertThat(conversation
                            .choose(lost, Choice.NOT_NOW, Optional.empty())
                            .receipt())
                    .isEqualTo(Receipt.ACCEPTED);
            awaitOutcome(caseId, "DECLINED: callee declined");
        }
    }

    private Instant expiryOf(UUID caseId, MessageKind kind, Purpose purpose) {
        return jdbc.sql("select s.expires_at from session_identifier s join outbound_message m on m.id = s.message_id"
                        + " where m.case_id = ? and m.kind = ? and s.purpose = ?")
                .params(caseId, kind.name(), purpose.name())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    @Test
    void aCallerCanWithdrawThoughNobodyCouldEverBeNotified() throws Exception {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        camel.getRouteController().stopRoute("email");
        try {
            SessionIdentifier withdrawal =
                    conversation.answer(question, Answer.YES).withdrawal().orElseThrow();
            await().until(() -> outcome(caseId).equals("WAITING_FOR_CALLEE"));
            assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
            assertThat(outcome(caseId)).isEqualTo("DECLINED: caller withdrew");
            assertOneThing(caseId);
        } finally {
            camel.getRouteController().startRoute("email");
        }
    }

    private DeploymentWithDefinitions deployedAnew() {
        return repository
                .createDeployment()
                .addModelInstance(
                        "unreachable-callee.bpmn", Bpmn.readModelFromFile(new File("bpmn/unreachable-callee.bpmn")))
                .deployWithResult();
    }
}
