package io.ringback.engine;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Cases.Claim;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.CallLater;
import io.ringback.conversation.Correspondence;
import io.ringback.conversation.OnTheSpot;
import io.ringback.conversation.TimeQuestions;
import io.ringback.conversation.Turns;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Pair;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.Durations;
import io.ringback.engine.trial.ElementProperties;
import io.ringback.failedcall.FailedCall;
import io.ringback.reach.DevicesLeft.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the diagram, each a bean under the name that the diagram uses, each one use case. */
@Configuration(proxyBeanMethods = false)
class Steps {

    private static final String CALLED_AGAIN_AT = "calledAgainAt";
    private static final String CALLED_AGAIN_CONFERENCE = "calledAgainConference";

    private final CaseInHand inHand;
    private final Cases cases;
    private final Correspondence correspondence;
    private final Remains remains;

    Steps(CaseInHand inHand, Cases cases, Correspondence correspondence, Remains remains) {
        this.inHand = inHand;
        this.cases = cases;
        this.correspondence = correspondence;
        this.remains = remains;
    }

    @Bean
    JavaDelegate lookUpPeople() {
        return inHand::pair;
    }

    @Bean
    JavaDelegate claimPair(WhoIsTold whoIsTold) {
        return execution -> {
            UUID caseId = CaseInHand.idOf(execution);
            Pair pair = inHand.pair(execution);
            // Nobody has an open case with somebody who is not in the directory, whatever the consent policy says of
            // them.
            Optional<UUID> open = pair.caller()
                    .flatMap(caller -> pair.callee().flatMap(callee -> claim(execution, caller.id(), callee.id())));
            open.ifPresentOrElse(other -> cases.join(caseId, other), () -> whoIsTold
                    .deputy(execution)
                    .ifPresent(deputy -> inHand.changed(cases.tellDeputy(inHand.running(execution), deputy))));
            execution.setVariable(Diagram.Variable.JOINED, Facts.transiently(open.isPresent()));
        };
    }

    /** Most cases want to know next how the caller can be asked. */
    private Optional<UUID> claim(DelegateExecution execution, UUID caller, UUID callee) {
        Claim<Row> claim = cases.claimPair(
                CaseInHand.idOf(execution), caller, callee, inHand.reachAsked(execution, MessageKind.QUESTION));
        inHand.takeReach(execution, MessageKind.QUESTION, claim.besides());
        return claim.before();
    }

    private RunningCase openCaseOfTheTwo(RunningCase joining) {
        return cases.openCase(joining.callerId(), joining.calleeId())
                .flatMap(cases::lock)
                .orElseThrow(Cases.ClaimRaced::new);
    }

    @Bean
    JavaDelegate tellOpenCase(CaseProcess process) {
        return execution -> {
            RunningCase joining = inHand.running(execution);
            RunningCase open = openCaseOfTheTwo(joining);
            Map<String, String> call = new HashMap<>();
            call.put(CALLED_AGAIN_AT, joining.lastTriedAt().toString());
            call.put(
                    CALLED_AGAIN_CONFERENCE,
                    joining.conference().map(Address::uri).orElse(null));
            cases.whyCalledAgain(joining, open);
            process.tell(open, CaseMessage.CALLED_AGAIN, call);
        };
    }

    @Bean
    JavaDelegate tellHowItStands(OnTheSpot onTheSpot) {
        return execution -> {
            RunningCase joining = inHand.running(execution);
            RunningCase open = openCaseOfTheTwo(joining);
            onTheSpot.tellHowItStands(
                    Optional.ofNullable(inHand.call(execution)).map(FailedCall::id), joining, open);
        };
    }

    @Bean
    JavaDelegate countRepeat() {
        return execution -> correspondence.countRepeat(
                CaseInHand.idOf(execution),
                Instant.parse((String) execution.getVariable(CALLED_AGAIN_AT)),
                Optional.ofNullable((String) execution.getVariable(CALLED_AGAIN_CONFERENCE))
                        .map(Address::new));
    }

    @Bean
    JavaDelegate askCaller() {
        return execution -> {
            Duration held = correspondence.ask(
                    inHand.running(execution),
                    inHand.device(execution, MessageKind.QUESTION, Diagram.Variable.QUESTION_MEDIUM),
                    duration(execution, Diagram.Variable.WAIT_FOR_ANSWER));
            inHand.stands(execution, CaseState.ASKING_CALLER);
            lengthen(execution, Diagram.Variable.WAIT_FOR_ANSWER, held);
        };
    }

    @Bean
    JavaDelegate askOnTheSpot(OnTheSpot onTheSpot) {
        return execution -> {
            onTheSpot.ask(Optional.ofNullable(inHand.call(execution)).map(FailedCall::id), inHand.running(execution));
            inHand.stands(execution, CaseState.ASKING_CALLER);
        };
    }

    @Bean
    JavaDelegate notifyCallee() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            Optional<ContactWait> beside = inHand.contactWait(execution);
            Duration decided = duration(execution, Diagram.Variable.WAIT_FOR_CONTACT);
            Duration wait = beside.map(other -> other.decided(decided)).orElse(decided);
            Duration held = correspondence.notifyCallee(
                    running,
                    inHand.device(execution, MessageKind.NOTIFICATION, Diagram.Variable.NOTIFICATION_MEDIUM),
                    wait,
                    inHand.quietUntil(execution, MessageKind.NOTIFICATION));
            ContactWait alone = ContactWait.held(wait, held);
            ContactWait both = beside.map(alone::orLonger).orElse(alone);
            if (running.state() == CaseState.WAITING_FOR_CALLEE) {
                correspondence.keepContactMeans(running, both.fromNow());
            }
            inHand.notified(execution, both);
            inHand.stands(execution, CaseState.WAITING_FOR_CALLEE);
            keep(execution, decided, both);
        };
    }

    private static void keep(DelegateExecution execution, Duration decided, ContactWait wait) {
        execution.removeVariable(Diagram.Variable.WAIT_ONCE_SENT);
        if (!wait.onceSent().equals(wait.fromNow())) {
            execution.setVariable(
                    Diagram.Variable.WAIT_ONCE_SENT, wait.onceSent().toString());
        }
        if (!wait.fromNow().equals(decided)) {
            execution.setVariable(
                    Diagram.Variable.WAIT_FOR_CONTACT, wait.fromNow().toString());
        }
    }

    @Bean
    JavaDelegate informCaller() {
        return execution -> {
            Duration held = correspondence.inform(
                    inHand.running(execution),
                    inHand.device(execution, MessageKind.INFORMATION, Diagram.Variable.INFORMATION_MEDIUM),
                    execution.hasVariable(Diagram.Variable.WAIT_FOR_DELIVERY)
                            ? Optional.of(duration(execution, Diagram.Variable.WAIT_FOR_DELIVERY))
                            : Optional.empty(),
                    inHand.quietUntil(execution, MessageKind.INFORMATION));
            inHand.stands(execution, CaseState.INFORMING_CALLER);
            lengthen(execution, Diagram.Variable.WAIT_FOR_DELIVERY, held);
        };
    }

    /** The timer that follows counts from now, although the message leaves only when it is held no more. */
    private static void lengthen(DelegateExecution execution, String wait, Duration held) {
        if (!held.isZero() && execution.hasVariable(wait)) {
            execution.setVariable(wait, duration(execution, wait).plus(held).toString());
        }
    }

    @Bean
    JavaDelegate connectCall() {
        return execution -> {
            correspondence.connect(
                    inHand.running(execution),
                    Optional.ofNullable(ElementProperties.of(execution.getBpmnModelElementInstance())
                                    .get(Diagram.Property.ANNOUNCEMENT))
                            .map(Announcement::valueOf)
                            .orElse(Announcement.VOICE));
            inHand.stands(execution, CaseState.CONNECTING);
        };
    }

    @Bean
    JavaDelegate checkTime(CallLater callLater) {
        return execution -> execution.setVariable(
                Diagram.Variable.IN_TIME, Facts.transiently(callLater.isNow(inHand.running(execution))));
    }

    @Bean
    JavaDelegate askAboutTime(TimeQuestions timeQuestions) {
        return execution -> timeQuestions.ask(inHand.running(execution));
    }

    @Bean
    JavaDelegate reopenContactMeans(TimeQuestions timeQuestions) {
        return execution -> {
            timeQuestions.giveUp(inHand.running(execution));
            if (execution.hasVariable(Diagram.Variable.WAIT_ONCE_SENT)) {
                execution.setVariable(
                        Diagram.Variable.WAIT_FOR_CONTACT, execution.getVariable(Diagram.Variable.WAIT_ONCE_SENT));
            }
            correspondence.letCalleeTryAgain(
                    inHand.running(execution), duration(execution, Diagram.Variable.WAIT_FOR_CONTACT));
            inHand.stands(execution, CaseState.WAITING_FOR_CALLEE);
        };
    }

    @Bean
    JavaDelegate swapRoles(Turns turns) {
        return execution -> turned(execution, turns.swap(inHand.running(execution)));
    }

    @Bean
    JavaDelegate letCallerDial(Turns turns) {
        return execution -> turned(execution, turns.letCallerDial(inHand.running(execution)));
    }

    private void turned(DelegateExecution execution, RunningCase running) {
        inHand.turned(running);
        execution.removeVariable(Diagram.Variable.NOTIFICATION_MEDIUM);
        execution.removeVariable(Diagram.Variable.WAIT_FOR_CONTACT);
        execution.removeVariable(Diagram.Variable.WAIT_ONCE_SENT);
    }

    /** At every end event that names an outcome. */
    @Bean
    ExecutionListener endCase() {
        return execution -> {
            Map<String, String> properties = ElementProperties.of(execution.getBpmnModelElementInstance());
            Outcome outcome = Outcome.valueOf(properties.get(Diagram.Property.OUTCOME));
            String reason = outcome == Outcome.NOT_NOTIFIED
                    ? (String) execution.getVariable(Diagram.Variable.REASON)
                    : properties.get(Diagram.Property.REASON);
            UUID caseId = CaseInHand.idOf(execution);
            cases.end(caseId, outcome, reason);
            inHand.ended(caseId);
            if (execution.getParentId() != null) {
                // Perhaps not the only token: whatever else of the case is under way is over with it.
                remains.sweepAfterCommit(execution.getProcessInstanceId());
            }
        };
    }

    private static Duration duration(DelegateExecution execution, String variable) {
        return Durations.parse((String) execution.getVariable(variable));
    }
}
