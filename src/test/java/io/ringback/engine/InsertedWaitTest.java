package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.OFFER;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.delivery.MessageKind.STANDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.ShippedFiles;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An analyst has the case wait ten minutes somewhere: on each line of the diagram, one after another, and it ends as without. */
class InsertedWaitTest extends CasePlaces {

    private static final String WAIT = "AnalystsWait";
    private static final File DIAGRAM = new File("bpmn/unreachable-callee.bpmn");

    /** What the people and machines around a case do in it. */
    private enum Story {
        INFORMED,
        CONNECTED,
        CALLEE_MISSES_THE_CONNECTION,
        CALLER_MISSES_THE_CONNECTION,
        SWITCH_SAYS_NOTHING,
        SWITCH_TAKES_NOTHING,
        CALLER_SAYS_NO,
        CALLER_SAYS_NOTHING,
        CALLEE_SAYS_NOTHING,
        CALLEE_DECLINES,
        CALLER_WITHDRAWS,
        NOBODY_IS_ASKED,
        NOT_ALLOWED,
        CALLED_AGAIN,
        REACHED_MEANWHILE,
        ASKED_ON_THE_SPOT,
        NOT_HEARD_ON_THE_SPOT,
        NOTHING_HEARD_ON_THE_SPOT,
        QUESTION_MENDED,
        QUESTION_NOT_MENDED,
        QUESTION_ANSWERED_ALL_THE_SAME,
        NOTIFICATION_MENDED,
        NOTIFICATION_NOT_MENDED,
        NOTIFICATION_USED_ALL_THE_SAME,
        NOTIFICATION_WITHDRAWN,
        INFORMATION_MENDED,
        INFORMATION_NOT_MENDED,
        CALLER_WANTS_NOTHING,
        CALLEE_WANTS_NOTHING,
        INFORMATION_NOT_WANTED,
        INFORMATION_HANGS,
        CALLED_AGAIN_ON_THE_LINE
    }

    /** How a story ended, what left in it, and which elements its token came by. */
    private record Played(String outcome, List<MessageKind> left, Set<String> elements) {}

    private static final Map<Story, Played> WITHOUT = new HashMap<>();

    @Autowired
    private RepositoryService repository;

    @Autowired
    private Connections connections;

    @Autowired
    private MessageReports deliveries;

    private static final boolean ALL_LINES = "all".equals(System.getProperty("ringback.inserted-waits"));

    private final Set<String> waited = new HashSet<>();
    private boolean inPlaceOfATimer;

    /** Every line with {@code -Dringback.inserted-waits=all}; otherwise every fifth, and before the callee is notified. */
    static Stream<String> lines() {
        List<String> all = Bpmn.readModelFromFile(DIAGRAM).getModelElementsByType(SequenceFlow.class).stream()
                .map(SequenceFlow::getId)
                .toList();
        return IntStream.range(0, all.size())
                .filter(line -> ALL_LINES || line % 5 == 0 || all.get(line).endsWith("_NotifyCallee"))
                .mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aCaseEndsAsWithoutTheWait(String line) throws Exception {
        BpmnModelInstance diagram = Bpmn.readModelFromFile(DIAGRAM);
        SequenceFlow flow = diagram.getModelElementById(line);
        Set<String> ends = Set.of(flow.getSource().getId(), flow.getTarget().getId());
        inPlaceOfATimer = flow.getSource() instanceof EventBasedGateway;
        insertWait(diagram, flow);
        List<Refusal> refused = ShippedFiles.copy()
                .with(ShippedFiles.DIAGRAM, Bpmn.convertToString(diagram))
                .tried()
                .refused();
        if (!refused.isEmpty()) {
            assertThat(refused).allSatisfy(refusal -> assertThat(refusal.mend()).isNotBlank());
            return;
        }
        List<Story> stories = storiesBy(ends);
        String deployment = repository
                .createDeployment()
                .addModelInstance("unreachable-callee.bpmn", diagram)
                .deploy()
                .getId();
        try {
            // The token may come by both ends of a line, and yet not along it: then in another story.
            for (int next = 0; next < stories.size() && waited.isEmpty(); next++) {
                Story story = stories.get(next);
                Played played = play(story);
                assertThat(played.outcome())
                        .as("%s", story)
                        .isEqualTo(WITHOUT.get(story).outcome());
                assertThat(played.left())
                        .as("%s", story)
                        .containsExactlyElementsOf(WITHOUT.get(story).left());
                clear();
                people();
            }
            assertThat(waited)
                    .as("the token waited there in one of %s", stories)
                    .isNotEmpty();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    private static void insertWait(BpmnModelInstance diagram, SequenceFlow flow) {
        FlowNode target = flow.getTarget();
        IntermediateCatchEvent wait = diagram.newInstance(IntermediateCatchEvent.class);
        wait.setId(WAIT);
        flow.getParentElement().addChildElement(wait);
        TimerEventDefinition timer = diagram.newInstance(TimerEventDefinition.class);
        wait.getEventDefinitions().add(timer);
        TimeDuration duration = diagram.newInstance(TimeDuration.class);
        duration.setTextContent("PT10M");
        timer.setTimeDuration(duration);
        SequenceFlow on = diagram.newInstance(SequenceFlow.class);
        on.setId("FromAnalystsWait");
        flow.getParentElement().addChildElement(on);
        on.setSource(wait);
        on.setTarget(target);
        target.getIncoming().remove(flow);
        target.getIncoming().add(on);
        flow.setTarget(wait);
        wait.getIncoming().add(flow);
        wait.getOutgoing().add(on);
    }

    /** The stories in which the token comes by both, each played without the wait once. */
    private List<Story> storiesBy(Set<String> ends) throws Exception {
        for (Story story : Story.values()) {
            if (!WITHOUT.containsKey(story)) {
                WITHOUT.put(story, play(story));
                clear();
                people();
            }
        }
        waited.clear();
        return Stream.of(Story.values())
                .filter(story -> WITHOUT.get(story).elements().containsAll(ends))
                .toList();
    }

    // What happens
    // ------------------------------------------------------------------------------------------------------

    private Played play(Story story) throws Exception {
        waited.clear();
        UUID caseId = told(story);
        until(() -> jdbc.sql("select outcome is not null from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single());
        until(() -> instances(caseId) == 0);
        assertOneThing(caseId);
        return new Played(
                outcome(caseId),
                jdbc
                        .sql("select kind from outbound_message where state in ('SENT', 'FAILED', 'SET_ASIDE')"
                                + " order by created_at, kind")
                        .query(String.class)
                        .list()
                        .stream()
                        .map(MessageKind::valueOf)
                        .toList(),
                Set.copyOf(jdbc.sql("select element from token_way")
                        .query(String.class)
                        .list()));
    }

    private UUID told(Story story) throws Exception {
        refusal = null;
        refused = message -> true;
        switch (story) {
            case CONNECTED,
                    CALLEE_MISSES_THE_CONNECTION,
                    CALLER_MISSES_THE_CONNECTION,
                    SWITCH_SAYS_NOTHING,
                    SWITCH_TAKES_NOTHING -> camel.getRouteController().startRoute("switch");
            case NOBODY_IS_ASKED -> preferring(anna, new Preferences(true, false, false));
            case NOT_ALLOWED -> preferring(bob, new Preferences(false, false, true));
            case ASKED_ON_THE_SPOT, NOT_HEARD_ON_THE_SPOT, NOTHING_HEARD_ON_THE_SPOT -> {
                camel.getRouteController().startRoute("voice");
                HELD.add("held");
            }
            case QUESTION_MENDED, QUESTION_NOT_MENDED, QUESTION_ANSWERED_ALL_THE_SAME, CALLER_WANTS_NOTHING ->
                refuse(QUESTION);
            case NOTIFICATION_MENDED, NOTIFICATION_NOT_MENDED, NOTIFICATION_USED_ALL_THE_SAME, NOTIFICATION_WITHDRAWN ->
                refuse(NOTIFICATION);
            case INFORMATION_MENDED, INFORMATION_NOT_MENDED -> refuse(INFORMATION);
            case INFORMATION_HANGS -> parts = 1;
            default -> {}
        }
        UUID caseId = callFails(HELD.isEmpty() ? UUID.randomUUID().toString() : "held", Cause.BUSY);
        until(() -> true);
        switch (story) {
            case INFORMED -> {
                says(Answer.YES);
                chooses(Choice.INFORM);
            }
            case CONNECTED, CALLEE_MISSES_THE_CONNECTION, CALLER_MISSES_THE_CONNECTION, SWITCH_SAYS_NOTHING -> {
                says(Answer.YES);
                chooses(Choice.CONNECT);
                left(CONNECTION);
                at(caseId, "WaitForConnection");
                switch (story) {
                    case CONNECTED -> connections.ended("one", caseId, Ending.CONNECTED);
                    case CALLER_MISSES_THE_CONNECTION -> connections.ended("one", caseId, Ending.CALLER_NO_ANSWER);
                    case CALLEE_MISSES_THE_CONNECTION -> {
                        connections.ended("one", caseId, Ending.CALLEE_NO_ANSWER);
                        at(caseId, "WaitForContact");
                        chooses(Choice.INFORM);
                    }
                    default -> timeIsUp(caseId);
                }
            }
            case SWITCH_TAKES_NOTHING -> {
                says(Answer.YES);
                refusal = noSuchUser();
                refused = message -> message.kind() == CONNECTION;
                chooses(Choice.CONNECT);
            }
            case CALLER_SAYS_NO, QUESTION_ANSWERED_ALL_THE_SAME -> {
                if (story == Story.QUESTION_ANSWERED_ALL_THE_SAME) {
                    at(caseId, "SendQuestionAgain");
                }
                says(Answer.NO);
            }
            case CALLER_SAYS_NOTHING -> {
                at(caseId, "WaitForAnswer");
                timeIsUp(caseId);
            }
            case CALLEE_SAYS_NOTHING -> {
                says(Answer.YES);
                at(caseId, "WaitForContact");
                timeIsUp(caseId);
            }
            case CALLEE_DECLINES -> {
                says(Answer.YES);
                chooses(Choice.NOT_NOW);
            }
            case CALLER_WITHDRAWS, NOTIFICATION_WITHDRAWN -> {
                SessionIdentifier withdrawal = says(Answer.YES);
                at(caseId, story == Story.CALLER_WITHDRAWS ? "WaitForContact" : "SendNotificationAgain");
                conversation.withdraw(withdrawal);
            }
            case NOBODY_IS_ASKED -> chooses(Choice.INFORM);
            case CALLED_AGAIN -> {
                at(caseId, "WaitForAnswer");
                UUID second = callFails(Cause.NO_ANSWER);
                until(() -> outcome(second).equals("JOINED"));
                until(() -> attempts(caseId) == 2);
                says(Answer.NO);
            }
            case CALLED_AGAIN_ON_THE_LINE -> {
                at(caseId, "WaitForAnswer");
                camel.getRouteController().startRoute("voice");
                HELD.add("held");
                UUID second = callFails("held", Cause.NO_ANSWER);
                until(() -> outcome(second).equals("JOINED"));
                left(STANDING);
                says(Answer.NO);
            }
            case REACHED_MEANWHILE -> {
                at(caseId, "WaitForAnswer");
                callAnswered();
            }
            case ASKED_ON_THE_SPOT -> {
                at(caseId, "WaitForKey");
                conversation.answer("key", written(OFFER), Answer.NO);
            }
            case NOT_HEARD_ON_THE_SPOT -> {
                at(caseId, "WaitForKey");
                deliveries.failed("not heard", written(OFFER), "hung up");
                says(Answer.NO);
            }
            case NOTHING_HEARD_ON_THE_SPOT -> {
                at(caseId, "WaitForKey");
                timeIsUp(caseId);
                says(Answer.NO);
            }
            case QUESTION_MENDED -> {
                at(caseId, "SendQuestionAgain");
                mends(caseId);
                at(caseId, "WaitForAnswer");
                allHasLeft();
                timeIsUp(caseId);
            }
            case QUESTION_NOT_MENDED -> {
                at(caseId, "SendQuestionAgain");
                timeIsUp(caseId);
            }
            case NOTIFICATION_MENDED, NOTIFICATION_NOT_MENDED, NOTIFICATION_USED_ALL_THE_SAME -> {
                says(Answer.YES);
                at(caseId, "SendNotificationAgain");
                switch (story) {
                    case NOTIFICATION_MENDED -> {
                        mends(caseId);
                        at(caseId, "WaitForContact");
                        allHasLeft();
                        timeIsUp(caseId);
                    }
                    case NOTIFICATION_USED_ALL_THE_SAME -> chooses(Choice.INFORM);
                    default -> timeIsUp(caseId);
                }
            }
            case INFORMATION_MENDED, INFORMATION_NOT_MENDED -> {
                says(Answer.YES);
                chooses(Choice.INFORM);
                at(caseId, "SendInformationAgain");
                if (story == Story.INFORMATION_MENDED) {
                    mends(caseId);
                } else {
                    timeIsUp(caseId);
                }
            }
            case CALLER_WANTS_NOTHING -> {
                at(caseId, "SendQuestionAgain");
                directory.setNever(anna.id(), true);
                mends(caseId);
            }
            case CALLEE_WANTS_NOTHING -> {
                at(caseId, "WaitForAnswer");
                directory.setNever(bob.id(), true);
                says(Answer.YES);
            }
            case INFORMATION_NOT_WANTED -> {
                says(Answer.YES);
                at(caseId, "WaitForContact");
                directory.setNever(anna.id(), true);
                chooses(Choice.INFORM);
            }
            case INFORMATION_HANGS -> {
                says(Answer.YES);
                chooses(Choice.INFORM);
                at(caseId, "WaitForDelivery");
                timeIsUp(caseId);
                at(caseId, "SendInformationAgain");
                timeIsUp(caseId);
            }
            case NOT_ALLOWED -> {}
        }
        return caseId;
    }

    private void refuse(MessageKind kind) {
        refusal = noSuchUser();
        refused = message -> message.kind() == kind;
    }

    private SessionIdentifier says(Answer answer) {
        UUID question = written(QUESTION);
        return conversation
                .answer(sessions.derive(question, Purpose.ANSWER), answer)
                .withdrawal()
                .orElse(null);
    }

    private void chooses(Choice choice) {
        UUID notice = written(NOTIFICATION);
        SessionIdentifier contact = sessions.derive(notice, Purpose.CONTACT);
        until(() -> conversation.notice(contact).isPresent());
        conversation.choose(contact, choice, Optional.of(voiceOf(bob)));
    }

    private UUID written(MessageKind kind) {
        left(kind);
        return jdbc.sql("select id from outbound_message where kind = ? order by created_at desc limit 1")
                .param(kind.name())
                .query(UUID.class)
                .single();
    }

    private void left(MessageKind kind) {
        until(() -> jdbc.sql("select count(*) from outbound_message where kind = ? and state <> 'WAITING'")
                        .param(kind.name())
                        .query(Long.class)
                        .single()
                > 0);
    }

    private void allHasLeft() {
        until(() -> jdbc.sql("select count(*) from outbound_message where state = 'WAITING'")
                        .query(Long.class)
                        .single()
                == 0);
    }

    private int attempts(UUID caseId) {
        return jdbc.sql("select attempts from failed_call_case where id = ?")
                .param(caseId)
                .query(Integer.class)
                .single();
    }

    /** Waits until the token is there. */
    private void at(UUID caseId, String element) {
        until(() -> runtime.createExecutionQuery()
                        .processInstanceId(processOf(caseId))
                        .activityId(element)
                        .count()
                > 0);
    }

    private void mends(UUID caseId) {
        failed(caseId);
        refusal = null;
        management.setJobRetries(operatorsJob(caseId).getId(), 1);
        management.executeJob(operatorsJob(caseId).getId());
    }

    private void timeIsUp(UUID caseId) {
        if (inPlaceOfATimer) {
            theWaitIsOver();
        }
        Job timer = management.createJobQuery().processInstanceId(processOf(caseId)).timers().list().stream()
                .filter(job -> !isTheWait(job))
                .findFirst()
                .orElseThrow();
        management.executeJob(timer.getId());
    }

    private boolean isTheWait(Job job) {
        return WAIT.equals(management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId());
    }

    /** Waits, and the analyst's ten minutes pass whenever the token is there. */
    private void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            if (!inPlaceOfATimer) {
                theWaitIsOver();
            }
            return condition.getAsBoolean();
        });
    }

    private void theWaitIsOver() {
        for (Job job : management.createJobQuery().timers().list()) {
            if (isTheWait(job)) {
                waited.add(job.getId());
                management.executeJob(job.getId());
            }
        }
    }

    @Test
    void aYesBeforeAWaitIsThankedForAndCanBeTakenBackBeforeAnybodyIsNotified() throws Exception {
        BpmnModelInstance diagram = Bpmn.readModelFromFile(DIAGRAM);
        insertWait(diagram, diagram.getModelElementById("Flow_GatewayAnswer_ChooseNotificationMedium"));
        String deployment = repository
                .createDeployment()
                .addModelInstance("unreachable-callee.bpmn", diagram)
                .deploy()
                .getId();
        try {
            UUID caseId = caseAt(Place.ASKING);
            SessionIdentifier withdrawal = conversation
                    .answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES)
                    .withdrawal()
                    .orElseThrow();
            assertThat(conversation.withdrawable(withdrawal)).isPresent();
            conversation.withdraw(withdrawal);
            assertThat(outcome(caseId)).isEqualTo("DECLINED: caller withdrew");
            assertOneThing(caseId);
            assertThat(sent(NOTIFICATION)).isZero();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
