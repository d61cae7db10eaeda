package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.WayOfCase.Happening;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.Waits.Event;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** What can happen to a thought-of case where it waits. */
final class WhatHappens {

    /** How long somebody takes to do something, if they do. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Evaluation evaluation;
    private final Waits waits;
    private Map<MessageKind, Medium> last = Map.of();

    /**
     * One thing.
     *
     * @param event what catches it
     * @param chance what it is, without the diagram's words
     * @param after how much later it is
     * @param facts what comes with it
     * @param failed what has not arrived, if that is it
     */
    record Possible(
            Happening happening,
            FlowNode event,
            Chance chance,
            TemporalAmount after,
            Map<String, Object> facts,
            Map<MessageKind, Medium> failed) {

        LocalDateTime until(LocalDateTime now) {
            return now.plus(after);
        }
    }

    WhatHappens(Graph diagram, Evaluation evaluation) {
        this.evaluation = evaluation;
        this.waits = new Waits(diagram);
    }

    /** This was sent last, so it is what can fail. */
    void sent(MessageKind kind, Medium medium) {
        last = Map.of(kind, medium);
    }

    /** What was done last is no message of which another could be tried. */
    void sentNothing() {
        last = Map.of();
    }

    /** All that ends the wait; what only runs beside it is left out. */
    List<Possible> at(FlowNode wait, VirtualCase one) {
        return waits.at(wait).stream()
                .filter(event -> !event.second())
                .flatMap(event -> event.message().isPresent()
                        ? message(event, event.message().get(), one)
                        : Stream.of(timer(event, one)))
                .toList();
    }

    private Possible timer(Event event, VirtualCase one) {
        Optional<String> wait = Expressions.durations(event.event())
                .findFirst()
                .flatMap(text -> evaluation.valueOf(event.event().getId(), text, one))
                .map(Object::toString);
        return new Possible(
                new Happening(
                        event.event().getId(),
                        wait.map(time -> name(event) + ": " + time + " pass")
                                .orElse(name(event) + ": an operator has done it")),
                event.event(),
                new Chance(Optional.empty(), "", wait),
                wait.map(WhatHappens::amount).orElse(SOON),
                Map.of(),
                Map.of());
    }

    /** How long a timer runs. */
    static TemporalAmount amount(String wait) {
        try {
            return Duration.parse(wait);
        } catch (DateTimeException inMonths) {
            try {
                return Period.parse(wait);
            } catch (DateTimeException other) {
                // The trial has found that the engine can wait for it, in a way that this clock cannot.
                return Duration.ZERO;
            }
        }
    }

    private Stream<Possible> message(Event event, CaseMessage message, VirtualCase one) {
        return switch (message) {
            case CALLER_ANSWERED ->
                Stream.concat(
                        Stream.of(Answer.values())
                                .map(answer -> said(
                                        event, answer.name(), Map.of("answer", answer.name(), "saidNothing", false))),
                        Stream.of(said(
                                        event,
                                        VirtualWaits.SAID_NOTHING,
                                        Map.of("answer", Answer.NO.name(), "saidNothing", true)))
                                .filter(silent -> one.sofar().unheard().contains(StepOfCase.ASK_ON_THE_SPOT)));
            case CONTACT_MEANS_USED ->
                Stream.of(Choice.values()).map(choice -> said(event, choice.name(), Map.of("choice", choice.name())));
            case CONNECTION_OUTCOME ->
                Stream.of(Connections.Ending.values())
                        .map(ending -> said(event, ending.name(), Map.of("connection", ending.name())));
            case CALLEE_SEEN ->
                VirtualWaits.SEEN.stream()
                        .map(seen -> said(event, seen.name(), Map.of(VirtualWaits.WHEN_SEEN, seen.name())));
            case TIME_NAMED ->
                Stream.concat(
                        Stream.of(said(
                                event,
                                "in 10 minutes",
                                Map.of(VirtualWaits.UNTIL_THEN, VirtualWaits.IN_A_WHILE, VirtualWaits.SOON, true))),
                        Stream.of(said(
                                        event,
                                        "tomorrow",
                                        Map.of(VirtualWaits.UNTIL_THEN, "PT16H", VirtualWaits.SOON, false)))
                                .filter(tomorrow -> Waits.hears(event.event(), CaseMessage.TIME_ANSWERED)));
            case TIME_ANSWERED ->
                Stream.of(true, false)
                        .map(suits -> said(
                                event,
                                suits ? "it suits" : "it does not suit",
                                Map.of(VirtualWaits.SUITS, suits, VirtualWaits.UNTIL_THEN, "PT15H55M")));
            default ->
                Stream.of(new Possible(
                        new Happening(event.event().getId(), name(event)),
                        event.event(),
                        new Chance(Optional.of(message), "", Optional.empty()),
                        SOON,
                        Map.of(),
                        message == CaseMessage.DELIVERY_FAILED ? last : Map.of()));
        };
    }

    private Possible said(Event event, String what, Map<String, Object> facts) {
        return new Possible(
                new Happening(event.event().getId() + ":" + what, name(event) + ": " + what),
                event.event(),
                new Chance(event.message(), what, Optional.empty()),
                SOON,
                facts,
                Map.of());
    }

    private static String name(Event event) {
        String name = event.event().getName();
        return name == null ? event.event().getId() : name;
    }
}
