package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Correspondence;
import io.ringback.conversation.OnTheSpot;
import io.ringback.conversation.OnTheSpot.CallingPhone;
import io.ringback.conversation.Turns;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.TableFacts;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.Phones;
import io.ringback.reach.Workloads.Role;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The facts that the decision tables look at, as listed for analysts in docs/for-analysts.md. A decision task names one of
 * these beans as its start listener. Facts are transient: they are as of now, and never stored.
 */
@Configuration(proxyBeanMethods = false)
class Facts {

    private final CaseInHand inHand;
    private final Directory directory;
    private final Cases cases;
    private final Adapters adapters;
    private final Phones phones;
    private final Correspondence correspondence;
    private final OnTheSpot onTheSpot;
    private final PeopleFacts people;
    private final FactsOnDemand onDemand;
    private final Turns turns;

    Facts(
            CaseInHand inHand,
            Directory directory,
            Cases cases,
            Adapters adapters,
            Phones phones,
            Correspondence correspondence,
            OnTheSpot onTheSpot,
            PeopleFacts people,
            FactsOnDemand onDemand,
            Turns turns) {
        this.people = people;
        this.onDemand = onDemand;
        this.turns = turns;
        this.onTheSpot = onTheSpot;
        this.phones = phones;
        this.correspondence = correspondence;
        this.inHand = inHand;
        this.directory = directory;
        this.cases = cases;
        this.adapters = adapters;
    }

    @Bean
    ExecutionListener factsForConsent() {
        return execution -> {
            setAll(
                    execution,
                    TableFacts.consent(
                            inHand.pair(execution), inHand.running(execution).cause()));
            onDemand.offer(execution, people.ofBoth(inHand.people(execution)));
        };
    }

    @Bean
    ExecutionListener factsForOnTheSpot() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            // Only in the transaction that the call came in with is anybody on the line.
            Optional<CallingPhone> phone =
                    Optional.ofNullable(inHand.call(execution)).flatMap(call -> onTheSpot.phone(call, running));
            setAll(
                    execution,
                    TableFacts.onTheSpot(
                            phone.isPresent(),
                            phone.filter(CallingPhone::textOnly).isPresent(),
                            running.cause(),
                            running.conference().isPresent()));
            onDemand.offer(execution, people.ofBoth(inHand.people(execution)));
        };
    }

    @Bean
    ExecutionListener factsForQuestion() {
        return execution -> forMessage(execution, MessageKind.QUESTION, Diagram.Variable.QUESTION_MEDIUM);
    }

    @Bean
    ExecutionListener factsForNotification() {
        return execution -> forMessage(execution, MessageKind.NOTIFICATION, Diagram.Variable.NOTIFICATION_MEDIUM);
    }

    @Bean
    ExecutionListener factsForInformation() {
        return execution -> {
            inHand.take(correspondence.turnToCaller(inHand.running(execution)));
            forMessage(execution, MessageKind.INFORMATION, Diagram.Variable.INFORMATION_MEDIUM);
        };
    }

    /** For a notification besides those that are under way already. */
    @Bean
    ExecutionListener factsForAnotherNotification() {
        return execution -> forMessage(
                execution,
                MessageKind.NOTIFICATION,
                Diagram.Variable.NOTIFICATION_MEDIUM,
                inHand.reach(execution, MessageKind.NOTIFICATION).another());
    }

    private void forMessage(DelegateExecution execution, MessageKind purpose, String chosen) {
        forMessage(execution, purpose, chosen, inHand.reach(execution, purpose));
    }

    private void forMessage(DelegateExecution execution, MessageKind purpose, String chosen, Reach reach) {
        RunningCase running = inHand.running(execution);
        setAll(
                execution,
                TableFacts.message(
                        purpose, running.failedMedium(), running.cause(), execution.getVariable(chosen), reach));
        onDemand.offer(
                execution,
                people.ofOne(
                        inHand.people(execution), purpose == MessageKind.NOTIFICATION ? Role.CALLEE : Role.CALLER));
    }

    @Bean
    ExecutionListener factsForConnection() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            setAll(execution, TableFacts.connection(running.failedMedium(), running.cause()));
            onDemand.offer(execution, people.ofOne(inHand.people(execution), Role.CALLEE));
        };
    }

    @Bean
    ExecutionListener factsForContact() {
        return execution -> {
            setAll(execution, contact(inHand.running(execution)));
            onDemand.offer(execution, people.ofBoth(inHand.people(execution)));
        };
    }

    @Bean
    ExecutionListener factsForReturnedCall() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            setAll(execution, TableFacts.returned(running.turns(), turns.canSwap(running)));
            onDemand.offer(execution, people.ofBoth(inHand.people(execution)));
        };
    }

    @Bean
    ExecutionListener factsForCallerDials() {
        return execution -> {
            RunningCase running = inHand.running(execution);
            setAll(
                    execution,
                    TableFacts.callerDials(
                            running.turns(), adapters.isSwitchAvailable() && turns.callerCanDial(running)));
            onDemand.offer(execution, people.ofBoth(inHand.people(execution)));
        };
    }

    /** What the table connect-or-inform may ask for besides. */
    OfferedFacts contactOnDemand(UUID caseId, Supplier<RunningCase> running) {
        return people.ofBoth(new Two(
                caseId,
                () -> find(running.get().callerId()),
                () -> find(running.get().calleeId()),
                () -> running.get().callerIdentity(),
                () -> cases.whyCalled(caseId)));
    }

    private Optional<Person> find(UUID personId) {
        return Optional.ofNullable(personId).flatMap(directory::find);
    }

    /** What the table connect-or-inform looks at, except what the callee chose. */
    Map<String, Object> contact(RunningCase running) {
        return TableFacts.contact(
                adapters.isSwitchAvailable(),
                has(running.callerId(), caller -> turns.toJoin(running, caller).isPresent()),
                running.deputyId().isEmpty()
                        && has(running.calleeId(), callee -> !phones.of(callee).isEmpty()),
                running.connectionAttempts());
    }

    private boolean has(UUID personId, Predicate<Person> phone) {
        return adapters.isSwitchAvailable()
                && directory.find(personId).filter(phone).isPresent();
    }

    private static void setAll(DelegateExecution execution, Map<String, Object> facts) {
        facts.forEach((name, fact) -> set(execution, name, fact));
    }

    /** Sets a fact. The engine refuses to set it as one if somebody has stored a variable of that name: then that tells the fact. */
    static void set(DelegateExecution execution, String name, Object fact) {
        TypedValue before = execution.getVariableTyped(name, false);
        boolean stored = before != null && !before.isTransient();
        execution.setVariable(name, stored ? fact : transiently(fact));
    }

    /** A variable that gateways and tables can see until the transaction ends. */
    static Object transiently(Object fact) {
        return Variables.untypedValue(fact, true);
    }
}
