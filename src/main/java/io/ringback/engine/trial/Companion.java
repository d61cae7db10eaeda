package io.ringback.engine.trial;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.WhatHappens.Possible;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** Goes along with a case through a diagram: knows its facts, keeps its clock, and says what happens where it waits. */
interface Companion {

    /** Whether the case becomes part of another that is open. */
    boolean joins();

    /**
     * What a listener says.
     *
     * @param table what is asked with it
     */
    Map<String, Object> facts(FactsGiven listener, String table, VirtualCase one);

    /** A message leaves; says so in words. */
    String writes(MessageKind kind, Medium medium);

    /** The caller is asked in the call. */
    void asksInTheCall();

    /** The two are called. */
    void connects();

    /** The two change roles. */
    void turns();

    /** The case has come to an element, where this was done or said. */
    void comes(FlowNode node, String what);

    /** A table has said this, once. */
    void decided(String table, Map<String, Object> result);

    /** What happens of all that is possible where the case waits; empty if it stays there. */
    Optional<Possible> happens(FlowNode wait, List<Possible> possible);
}
