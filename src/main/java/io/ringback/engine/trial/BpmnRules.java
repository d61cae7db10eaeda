package io.ringback.engine.trial;

import java.util.List;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;

/** What a diagram must keep to so that its cases can run and end: each rule by itself, and then all of it tried out. */
final class BpmnRules {

    private final List<DiagramRule> rules;

    /**
     * @param tables those that are in force or would be with this diagram
     * @param processes those that are in force or would be
     */
    BpmnRules(TablesAtHand tables, ProcessesAtHand processes) {
        this.rules = List.of(
                new ProcessRule(),
                new ElementsRule(processes),
                new MessagesRule(),
                new StepsRule(),
                new DecisionsRule(tables),
                new OneTokenRule(),
                new WaysRule(),
                new TimersRule(),
                new EndsRule(),
                new LoopsRule(),
                new KeptElementsRule(),
                // The last, as it trusts in what the others hold.
                new VirtualCases(tables));
    }

    /** Checks all processes of a file that would run. */
    void check(BpmnModelInstance model, FileFindings findings) {
        CallsRule.check(Bpmn.convertToString(model), findings);
        List<Process> processes = List.copyOf(model.getModelElementsByType(Process.class));
        List<Process> running = processes.stream()
                .filter(process -> process.isExecutable() || !isForReaders(process))
                .toList();
        if (running.isEmpty()) {
            findings.refuse(
                    findings.file(),
                    "It has no process that could run.",
                    "Tick \"Executable\" in the properties of the process, or take the file away.");
        }
        for (Process process : running) {
            Graph diagram = new Graph(process);
            rules.forEach(rule -> rule.check(diagram, findings));
        }
    }

    /** A pool drawn to show whose part is whose: it has nothing in it. */
    private static boolean isForReaders(Process process) {
        return !Diagram.PROCESS.equals(process.getId())
                && process.getChildElementsByType(FlowElement.class).isEmpty();
    }
}
