package io.ringback.engine.trial;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.AskedInTurn.Asking;
import io.ringback.engine.trial.WhatHappens.Possible;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/**
 * Takes many earlier cases through one diagram and its tables. Cases that know the same of what is asked go the same way, so each
 * way is gone once. Only for diagrams that were found good. Not for several threads.
 */
public final class DiagramWalks {

    private static final int MOST_WAYS = 50_000;
    private static final Set<String> MAY_BE_WRITTEN = Set.of("ASK", "NOT_NEEDED");

    private final Graph diagram;
    private final AskedTables tables;
    private final Set<String> named;
    private final AskedInTurn<CaseThen, Walked> ways =
            new AskedInTurn<>(asking -> new Recorded(asking).walk(), MOST_WAYS);

    private DiagramWalks(Graph diagram, AskedTables tables) {
        this.diagram = diagram;
        this.tables = tables;
        this.named = FactNames.inExpressions(diagram.process().getTextContent());
    }

    /** @param file that the process of failed calls is in */
    public static DiagramWalks through(byte[] file, AskedTables tables) {
        return new DiagramWalks(CaseWalk.read(file), tables);
    }

    /** The way of one case, which is asked and told what the diagram asks and does. */
    public Walked of(CaseThen one) {
        return ways.of(one);
    }

    /** How many ways were gone, and are known. */
    public int ways() {
        return ways.known();
    }

    /** Of the facts that the people are looked up for, those that make a difference. */
    public Set<String> looksAt() {
        Set<String> names = new HashSet<>(named);
        tables.ids().forEach(table -> names.addAll(tables.names(table)));
        return names;
    }

    /** A walk of which each question is put to a case. */
    private final class Recorded implements Companion {

        private final Asking<CaseThen> asking;
        private final Map<MessageKind, List<Medium>> messages = new EnumMap<>(MessageKind.class);
        private final Map<String, String> waits = new LinkedHashMap<>();
        private final Map<String, String> steps = new LinkedHashMap<>();
        private int unreached;
        private boolean mayNotBeWritten;
        private String end = Walked.STAYS;

        Recorded(Asking<CaseThen> asking) {
            this.asking = asking;
        }

        Walked walk() {
            if (new CaseWalk(diagram, tables, this).walk().isPresent()) {
                end = Walked.STANDS_STILL;
            }
            return new Walked(messages, unreached, mayNotBeWritten, waits, steps, end);
        }

        @Override
        public boolean joins() {
            return asking.ask(CaseThen::joined);
        }

        @Override
        public Map<String, Object> facts(FactsGiven listener, String table, VirtualCase one) {
            String chosen = listener.chosen()
                    .map(one.variables()::get)
                    .map(Object::toString)
                    .orElse(null);
            Set<String> looksAt = new HashSet<>(tables.names(table));
            looksAt.addAll(named);
            return asking.ask(then -> {
                Map<String, Object> seen = new LinkedHashMap<>(all(listener, chosen, then));
                seen.keySet().retainAll(looksAt);
                return seen;
            });
        }

        private static Map<String, Object> all(FactsGiven listener, String chosen, CaseThen then) {
            return switch (listener) {
                case CONSENT -> then.consent();
                case ON_THE_SPOT -> then.onTheSpot();
                case CONNECTION -> then.connection();
                case CONTACT -> then.contact();
                // Who would have reacted as the other of the two is not known.
                case RETURNED_CALL -> TableFacts.returned(0, false);
                case CALLER_DIALS -> TableFacts.callerDials(0, false);
                default ->
                    then.message(listener.purpose().orElseThrow(), chosen, listener == FactsGiven.ANOTHER_NOTIFICATION);
            };
        }

        @Override
        public String writes(MessageKind kind, Medium medium) {
            messages.computeIfAbsent(kind, first -> new ArrayList<>()).add(medium);
            asking.ask(then -> {
                then.writes(kind, medium);
                return true;
            });
            return "";
        }

        @Override
        public void asksInTheCall() {
            asking.ask(then -> {
                then.asksInTheCall();
                return true;
            });
        }

        @Override
        public void connects() {
            asking.ask(then -> {
                then.connects();
                return true;
            });
        }

        @Override
        public void turns() {
            throw new IllegalStateException("In an earlier case, the roles cannot change.");
        }

        @Override
        public void comes(FlowNode node, String what) {
            if (node instanceof Activity) {
                steps.putIfAbsent(node.getId(), node.getName() == null ? node.getId() : node.getName());
            } else if (node instanceof EndEvent) {
                Optional.ofNullable(ElementProperties.of(node).get(Diagram.Property.OUTCOME))
                        .ifPresent(outcome -> end = outcome);
            }
        }

        @Override
        public void decided(String table, Map<String, Object> result) {
            if (result.containsKey("consent")) {
                mayNotBeWritten |= !MAY_BE_WRITTEN.contains(String.valueOf(result.get("consent")));
            }
            if (FactsGiven.NONE.equals(result.get("medium"))) {
                unreached++;
            }
        }

        @Override
        public Optional<Possible> happens(FlowNode wait, List<Possible> possible) {
            List<Chance> chances = possible.stream().map(Possible::chance).toList();
            chances.stream()
                    .flatMap(chance -> chance.timer().stream())
                    .findFirst()
                    .ifPresent(
                            timer -> waits.putIfAbsent(wait.getName() == null ? wait.getId() : wait.getName(), timer));
            OptionalInt first = asking.ask(then -> then.first(chances));
            return first.isPresent() ? Optional.of(possible.get(first.getAsInt())) : Optional.empty();
        }
    }
}
