package io.ringback.engine;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Directory;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.Durations;
import io.ringback.engine.trial.TableFacts;
import io.ringback.failedcall.FailedCall;
import io.ringback.inbox.HeldUpEvents;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.springframework.stereotype.Component;

/**
 * Keeps a case and its process one thing, whoever moves the process: the case opens as the process begins, does what the
 * token's place says, and has ended when the process has. {@link TokenListeners} has the engine call it; who uses the engine
 * cannot leave that out.
 */
@Component
class TokenFollower {

    /** As long as an operator has to mend a delivery. */
    private static final Duration UNTIL_MENDED = Duration.ofDays(7);

    private static final String KEPT = "kept.";
    private static final int LONGEST_REASON = 200;

    /** @param around whether what a case waits for is caught around it, as while an operator mends a delivery */
    private record Place(Optional<CaseState> state, boolean stops, boolean onTheWay, boolean around) {}

    private final CaseInHand inHand;
    private final Cases cases;
    private final Directory directory;
    private final Grants granted;
    private final HeldUpEvents events;
    private final Journal journal;
    private final Clock clock;

    /** By the element, of a version of a diagram. */
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    TokenFollower(
            CaseInHand inHand,
            Cases cases,
            Directory directory,
            Grants granted,
            HeldUpEvents events,
            Journal journal,
            Clock clock) {
        this.inHand = inHand;
        this.cases = cases;
        this.directory = directory;
        this.granted = granted;
        this.events = events;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * The process begins: its case opens with it.
     *
     * @param diagramVersion of its diagram
     * @throws IllegalStateException if nobody's call has failed; the process does not begin then
     */
    void began(DelegateExecution execution, int diagramVersion) {
        FailedCall call = caseOf(execution.getProcessBusinessKey()).isEmpty() ? null : inHand.call(execution);
        if (call == null) {
            throw new IllegalStateException("A case begins with a failed call: tell Ringback of one (POST"
                    + " /api/failed-calls) instead of starting its process.");
        }
        Pair pair = directory.lookUp(call.medium(), call.caller(), call.callee());
        inHand.take(execution, pair);
        inHand.take(cases.open(
                CaseInHand.idOf(execution),
                execution.getProcessInstanceId(),
                diagramVersion,
                call,
                pair.caller().map(Person::id).orElse(null),
                pair.callee().map(Person::id).orElse(null)));
    }

    /** The token comes to an element of the diagram. */
    void passes(DelegateExecution execution) {
        journal.passed(CaseInHand.idOf(execution), execution.getCurrentActivityId());
    }

    /** The token comes to an element at which it may stop. */
    void cameTo(DelegateExecution execution) {
        Place place = placeOf(execution);
        if (!place.stops()) {
            return;
        }
        if (place.onTheWay()) {
            keepFacts(execution);
        }
        if (!inHand.isLocked(execution)) {
            // A timer or an operator brought it here; what was said meanwhile may have waited for that.
            cases.lock(CaseInHand.idOf(execution)).ifPresent(inHand::take);
            events.handleSoon(CaseInHand.idOf(execution));
        }
        RunningCase running = inHand.running(execution);
        place.state()
                .filter(state -> running.isOpen() && state != running.state())
                .ifPresent(state -> {
                    inHand.take(cases.follow(running, state));
                    reopenLinks(execution, state);
                });
        if (place.around() && running.isOpen()) {
            place.state()
                    .flatMap(TokenFollower::answeredBy)
                    .ifPresent(keep ->
                            granted.extend(running.id(), keep, clock.instant().plus(UNTIL_MENDED)));
        }
    }

    /** What the links do that a case waits for in this state. */
    private static Optional<Purpose> answeredBy(CaseState state) {
        return switch (state) {
            case ASKING_CALLER -> Optional.of(Purpose.ANSWER);
            case WAITING_FOR_CALLEE -> Optional.of(Purpose.CONTACT);
            default -> Optional.empty();
        };
    }

    /** The token goes on from such an element. */
    void wentOnFrom(DelegateExecution execution) {
        if (placeOf(execution).onTheWay()) {
            restoreFacts(execution);
        }
    }

    /**
     * The process has ended, however that happened. A case that has not said how it ended was cancelled.
     *
     * @param user of the engine who ended it from outside the diagram, asked only then; gives null if nobody had logged in
     * @param reason of whoever ended it from outside the diagram; null if there is none
     */
    void ended(DelegateExecution execution, Supplier<String> user, String reason) {
        Optional<UUID> caseId = caseOf(execution.getProcessBusinessKey());
        if (caseId.isEmpty() || inHand.hasEnded(caseId.get())) {
            return;
        }
        cases.lock(caseId.get())
                .filter(running ->
                        running.isOpen() && execution.getProcessInstanceId().equals(running.processInstanceId()))
                .ifPresent(running -> cancel(running, user.get(), reason));
    }

    private void cancel(RunningCase running, String user, String reason) {
        String by = user == null ? "its process was ended in the engine" : "by " + user + " in Cockpit";
        journal.write(running.id(), Step.CANCELLED, null, running.state().name(), readable(by, reason));
        cases.end(running.id(), Outcome.CANCELLED, by);
        inHand.ended(running.id());
    }

    /** What somebody typed may hold anything; an address does not belong into the journal. */
    private static String readable(String by, String reason) {
        String given = reason == null ? "" : reason.strip().replaceAll("\\S*@\\S*|\\+?\\d[\\d /-]{4,}\\d", "...");
        String both = given.isEmpty() ? by : by + ": " + given;
        return both.substring(0, Math.min(both.length(), LONGEST_REASON));
    }

    private static Optional<UUID> caseOf(String businessKey) {
        try {
            return Optional.ofNullable(businessKey).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Place placeOf(DelegateExecution execution) {
        return places.computeIfAbsent(
                execution.getProcessDefinitionId() + "/" + execution.getCurrentActivityId(),
                element -> place(execution));
    }

    private static Place place(DelegateExecution execution) {
        if (!(execution.getBpmnModelElementInstance() instanceof FlowNode node) || Whereabouts.isBehindGateway(node)) {
            return new Place(Optional.empty(), false, false, false);
        }
        return new Place(Whereabouts.stateAt(node), true, Whereabouts.isOnTheWay(node), node instanceof SubProcess);
    }

    /** Whoever moved the token there wants what is caught there to come. */
    private void reopenLinks(DelegateExecution execution, CaseState state) {
        answeredBy(state)
                .ifPresent(purpose -> reopen(
                        execution,
                        purpose,
                        purpose == Purpose.ANSWER
                                ? Diagram.Variable.WAIT_FOR_ANSWER
                                : Diagram.Variable.WAIT_FOR_CONTACT));
    }

    private void reopen(DelegateExecution execution, Purpose purpose, String wait) {
        Duration time = UNTIL_MENDED;
        if (execution.getVariable(wait) instanceof String text) {
            try {
                time = Durations.parse(text);
            } catch (DateTimeParseException e) {
                // Somebody wrote something else into it; the timer beside it says so.
            }
        }
        granted.reopen(CaseInHand.idOf(execution), purpose, clock.instant().plus(time));
    }

    /** What was said and found on the way here is not stored otherwise, and the ways behind this wait may ask for it. */
    private static void keepFacts(DelegateExecution execution) {
        VariableMap all = execution.getVariablesTyped(false);
        all.keySet().forEach(name -> {
            TypedValue value = all.getValueTyped(name);
            if (value.isTransient() && value.getValue() != null) {
                execution.setVariableLocal(KEPT + name, value.getValue());
            }
        });
    }

    private static void restoreFacts(DelegateExecution execution) {
        VariableMap all = execution.getVariablesLocalTyped(false);
        all.keySet().stream().filter(name -> name.startsWith(KEPT)).forEach(name -> {
            Object value = all.getValueTyped(name).getValue();
            String fact = name.substring(KEPT.length());
            execution.removeVariableLocal(name);
            Facts.set(execution, fact, fact.equals(TableFacts.CALLER_ON_THE_LINE) ? Boolean.FALSE : value);
        });
    }
}
