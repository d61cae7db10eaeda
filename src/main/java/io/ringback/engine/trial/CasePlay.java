package io.ringback.engine.trial;

import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import io.ringback.cases.WayOfCase.Happening;
import io.ringback.cases.WayOfCase.Step;
import io.ringback.conversation.Choice;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.WhatHappens.Possible;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** Plays one thought-of case through a diagram, as somebody says what happens, on a clock that jumps. */
public final class CasePlay implements Companion {

    private final FactsOfThought facts;
    private final Iterator<String> chosen;
    private final List<Step> steps = new ArrayList<>();
    private List<Happening> next = List.of();
    private LocalDateTime now;
    private String problem;

    private CasePlay(AskedTables tables, ThoughtOfCase one, List<String> chosen) {
        this.facts = new FactsOfThought(one, tables);
        this.chosen = chosen.iterator();
        this.now = one.opened();
    }

    /**
     * Plays a case.
     *
     * @param diagram the file that the process of failed calls is in
     * @param chosen ids of what happens, in order
     */
    public static WayOfCase of(byte[] diagram, AskedTables tables, ThoughtOfCase one, List<String> chosen) {
        CasePlay play = new CasePlay(tables, one, chosen);
        Optional<String> stands = new CaseWalk(CaseWalk.read(diagram), tables, play).walk();
        return new WayOfCase(play.steps, play.next, stands.or(() -> Optional.ofNullable(play.problem)));
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public Map<String, Object> facts(FactsGiven listener, String table, VirtualCase one) {
        return facts.of(listener, one.variables(), now);
    }

    @Override
    public String writes(MessageKind kind, Medium medium) {
        facts.sent(kind, medium);
        Optional<LocalDateTime> held = kind == MessageKind.QUESTION || !medium.rings()
                ? Optional.empty()
                : facts.quietUntil(kind, medium, now);
        held.ifPresent(until -> now = until);
        String words = MessagesOfPlay.words(kind, medium, facts.isDeputyTold());
        return held.isPresent() ? words + ", held until the quiet hours end" : words;
    }

    @Override
    public void asksInTheCall() {
        // Whether somebody answers is chosen where the case waits.
    }

    @Override
    public void connects() {
        facts.connected();
    }

    @Override
    public void turns() {
        facts.turned();
    }

    @Override
    public void comes(FlowNode node, String what) {
        steps.add(new Step(now, node.getId(), node.getName() == null ? node.getId() : node.getName(), what));
    }

    @Override
    public void decided(String table, Map<String, Object> result) {
        // It is among the steps in words.
    }

    @Override
    public Optional<Possible> happens(FlowNode wait, List<Possible> possible) {
        if (!chosen.hasNext()) {
            next = possible.stream().map(Possible::happening).toList();
            return Optional.empty();
        }
        String id = chosen.next();
        Optional<Possible> happened =
                possible.stream().filter(any -> any.happening().id().equals(id)).findFirst();
        if (happened.isEmpty()) {
            problem = "What was chosen cannot happen here any more. Begin anew.";
        }
        happened.ifPresent(this::happened);
        return happened;
    }

    private void happened(Possible one) {
        now = one.until(now);
        facts.waited();
        one.failed().forEach(facts::failed);
        if (Choice.WRITE.name().equals(one.facts().get("choice"))) {
            facts.answeredInWords();
        }
    }
}
