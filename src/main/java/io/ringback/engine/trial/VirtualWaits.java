package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.WhenSeen;
import io.ringback.engine.trial.VirtualCase.SoFar;
import io.ringback.engine.trial.Waits.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;

/** Lets everything happen that can happen while a virtual case waits, and refuses waits that would not hear of something. */
final class VirtualWaits {

    /** What listeners, messages and {@code claimPair} set is as of now, and forgotten when the case waits. */
    private static final Set<String> FORGOTTEN = forgotten();

    /** What people do, whatever a case waits for. */
    private static final Set<CaseMessage> BY_PEOPLE =
            EnumSet.of(CaseMessage.CALLER_ANSWERED, CaseMessage.CALLER_WITHDREW, CaseMessage.CONTACT_MEANS_USED);

    /** What comes only if something was sent before. */
    private static final Set<CaseMessage> REACTIONS = EnumSet.of(
            CaseMessage.CALLER_ANSWERED,
            CaseMessage.CONTACT_MEANS_USED,
            CaseMessage.CONNECTION_OUTCOME,
            CaseMessage.TIME_ANSWERED,
            CaseMessage.DELIVERED);

    /** The answer of a caller who heard the question and pressed no key: neither a yes nor a no. */
    static final String SAID_NOTHING = "SAID_NOTHING";

    /** The fact that a sign of life comes with. */
    static final String WHEN_SEEN = "whenSeen";

    /** The fact that a time comes with: how long it is until then. */
    static final String UNTIL_THEN = "untilThen";

    /** The fact that comes with it too: whether it is so soon that the caller need not be asked. */
    static final String SOON = "soon";

    /** The fact that the caller's answer to a time comes with. */
    static final String SUITS = "suits";

    /** How long that may be, for a case that is thought of. */
    static final String IN_A_WHILE = "PT10M";

    /** What it can be: no diagram hears of a sign that leads to nothing. */
    static final List<WhenSeen> SEEN = List.of(WhenSeen.OFFER_CALL, WhenSeen.TELL_CALLER);

    private final Evaluation evaluation;
    private final FileFindings findings;
    private final Waits waits;
    private final Map<FlowNode, WaitOnce> known = new HashMap<>();

    /** What {@link Waits} says of an element, looked for in the file once. */
    private record WaitOnce(List<Event> events, Set<CaseMessage> own, boolean onTheWay) {
        boolean forMessages() {
            return !own.isEmpty();
        }
    }

    VirtualWaits(Graph diagram, Evaluation evaluation, FileFindings findings) {
        this.evaluation = evaluation;
        this.findings = findings;
        this.waits = new Waits(diagram);
    }

    private static Set<String> forgotten() {
        Set<String> names = new TreeSet<>(Set.of(
                Diagram.Variable.JOINED,
                Diagram.Variable.IN_TIME,
                "answer",
                "saidNothing",
                "choice",
                "connection",
                WHEN_SEEN,
                UNTIL_THEN,
                SOON,
                SUITS,
                "calledAgainAt",
                "calledAgainConference"));
        Arrays.stream(FactsGiven.values())
                .forEach(facts -> names.addAll(
                        facts.combinations(List.of(FactsGiven.NONE)).names()));
        return names;
    }

    /** The case without what is forgotten when it waits. */
    static VirtualCase forgetting(VirtualCase one) {
        return one.without(FORGOTTEN);
    }

    /** @param then takes each event, with the case as it goes on there */
    void at(FlowNode node, VirtualCase one, BiConsumer<FlowNode, VirtualCase> then) {
        if (one.sofar().aside()) {
            findings.refuse(
                    node.getId(),
                    "A second token of the case comes here and waits.",
                    "Let only one token run: make the event interrupting.");
            return;
        }
        WaitOnce wait = known.computeIfAbsent(
                node, unseen -> new WaitOnce(waits.at(unseen), waits.messages(unseen), waits.isOnTheWay(unseen)));
        List<Event> events = wait.events();
        boolean forMessages = wait.forMessages();
        if (one.sofar().opened()) {
            refuseWhatIsNotAwaited(node, one.sofar(), events, forMessages);
            refuseWhatNobodySent(node, one, wait.own());
        }
        SoFar waited = one.sofar().waited(forMessages);
        VirtualCase elsewhere = forgetting(one).with(waited);
        // What was found on the way to a wait that is none for a message is kept for the ways behind it.
        VirtualCase further =
                wait.onTheWay() ? one.with(Map.of("callerOnTheLine", false)).with(waited) : elsewhere;
        events.forEach(event -> happen(
                event,
                event.event().equals(node) ? further : elsewhere,
                one,
                after -> then.accept(event.event(), after)));
    }

    private void refuseWhatNobodySent(FlowNode node, VirtualCase one, Set<CaseMessage> own) {
        boolean noneCanCome = own.stream().anyMatch(REACTIONS::contains)
                && own.stream()
                        .filter(REACTIONS::contains)
                        .noneMatch(one.sofar().course()::canBring);
        if (noneCanCome && one.isKnown()) {
            findings.refuse(
                    node.getId(),
                    "A case can wait here for "
                            + own.stream()
                                    .filter(REACTIONS::contains)
                                    .map(message -> "\"" + message.inDiagram() + "\"")
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ", but nothing was sent that could bring it.",
                    "Let the step come before that sends it, or that opens the contact means again.");
        }
    }

    private void refuseWhatIsNotAwaited(FlowNode node, SoFar sofar, List<Event> events, boolean forMessages) {
        List<CaseMessage> caught =
                events.stream().flatMap(event -> event.message().stream()).toList();
        List<CaseMessage> needed = new ArrayList<>(List.of(CaseMessage.REACHED_MEANWHILE));
        if (Boolean.FALSE.equals(sofar.joined())) {
            needed.add(CaseMessage.CALLED_AGAIN);
        }
        if (forMessages) {
            sofar.unheard().forEach(step -> needed.addAll(step.awaits()));
        }
        if (node instanceof ServiceTask) {
            // While an operator mends one message, somebody may react to an earlier one.
            sofar.course().open().forEach(step -> step.awaits().stream()
                    .filter(BY_PEOPLE::contains)
                    .forEach(needed::add));
        }
        needed.stream()
                .distinct()
                .filter(message -> !caught.contains(message))
                .forEach(message -> findings.refuse(
                        node.getId(),
                        "The message \"" + message.inDiagram()
                                + "\" can come while a case waits here, and nothing catches it.",
                        "Catch it: behind the event-based gateway, or with an event subprocess."));
        caught.stream()
                .filter(message -> caught.indexOf(message) != caught.lastIndexOf(message))
                .forEach(message -> findings.refuse(
                        node.getId(),
                        "The message \"" + message.inDiagram() + "\" is caught twice while a case waits here.",
                        "Let one event catch it."));
    }

    /** @param before the case as it came to the wait, when the engine works out how long a timer runs */
    private void happen(Event event, VirtualCase one, VirtualCase before, Consumer<VirtualCase> then) {
        boolean readable = Expressions.durations(event.event())
                .allMatch(text -> evaluation.isDuration(event.event().getId(), text, before));
        if (!readable) {
            return;
        }
        Course course = one.sofar().course();
        SoFar now = one.sofar()
                .withCourse(event.message()
                        .map(course::heard)
                        .orElseGet(() -> Waits.isTimer(event.event()) ? passed(event, course) : course.mended()));
        VirtualCase next = one.with(event.second() ? now.withAside() : now);
        if (event.message().isEmpty()) {
            then.accept(next);
            return;
        }
        switch (event.message().get()) {
            case CALLER_ANSWERED -> {
                VirtualCase spoken = told(next, "saidNothing", false);
                for (Answer answer : Answer.values()) {
                    then.accept(answered(spoken, answer.name()));
                }
                VirtualCase silent = answered(told(next, "saidNothing", true), Answer.NO.name());
                then.accept(silent.with(silent.sofar().withAnswer(SAID_NOTHING)));
                then.accept(answered(spoken.with(next.sofar().withUnknown()), "?"));
            }
            // Only a notification brings the means.
            case CONTACT_MEANS_USED ->
                (next.sofar().notified() ? FactsGiven.choices() : List.<Map<String, Object>>of())
                        .forEach(choice ->
                                then.accept(next.with(choice).with(next.sofar().withChoice(choice.get("choice")))));
            case CONNECTION_OUTCOME -> {
                for (Connections.Ending ending : Connections.Ending.values()) {
                    boolean connected = ending == Connections.Ending.CONNECTED;
                    then.accept(told(next, "connection", ending.name())
                            .with(next.sofar().withCourse(next.sofar().course().connecting(connected))));
                }
                then.accept(told(next, "connection", "?")
                        .with(next.sofar().withChoice("?").withUnknown()));
            }
            // Who is seen has been notified, and has agreed to what is told of it.
            case CALLEE_SEEN -> {
                for (WhenSeen seen : SEEN) {
                    VirtualCase told = told(next, WHEN_SEEN, seen.name());
                    then.accept(
                            seen == WhenSeen.TELL_CALLER
                                    // From then on it is too late for the callee to say so.
                                    ? told.with(next.sofar()
                                            .withCourse(next.sofar().course().heard(CaseMessage.CONTACT_MEANS_USED))
                                            .withChoice(seen.name()))
                                    : told);
                }
                then.accept(told(next, WHEN_SEEN, "?").with(next.sofar().withUnknown()));
            }
            // Only who was offered to be connected may say when.
            case TIME_NAMED -> {
                if (next.sofar().notified()) {
                    VirtualCase named =
                            told(next, UNTIL_THEN, IN_A_WHILE).with(next.sofar().withChoice(Choice.CONNECT.name()));
                    then.accept(told(named, SOON, true));
                    if (Waits.hears(event.event(), CaseMessage.TIME_ANSWERED)) {
                        then.accept(told(named, SOON, false));
                    }
                }
            }
            case TIME_ANSWERED ->
                Stream.of(true, false)
                        .forEach(suits -> then.accept(told(told(next, SUITS, suits), UNTIL_THEN, IN_A_WHILE)));
            case CALLED_AGAIN -> {
                Map<String, Object> call = new LinkedHashMap<>();
                call.put("calledAgainAt", "2026-01-01T00:00:00Z");
                call.put("calledAgainConference", null);
                then.accept(next.with(call));
            }
            default -> then.accept(next);
        }
    }

    /** When the time has come that the callee named, it is too late for them to say otherwise. */
    private static Course passed(Event timer, Course course) {
        return Expressions.durations(timer.event()).anyMatch(text -> text.contains(UNTIL_THEN))
                ? course.heard(CaseMessage.CONTACT_MEANS_USED)
                : course;
    }

    private static VirtualCase answered(VirtualCase one, String answer) {
        return told(one, "answer", answer).with(one.sofar().withAnswer(answer));
    }

    private static VirtualCase told(VirtualCase one, String name, Object fact) {
        return one.with(Map.of(name, fact));
    }
}
