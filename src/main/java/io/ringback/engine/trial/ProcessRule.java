package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import java.util.List;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;

/** A process can be started by failed calls, and its history is not kept for ever. */
final class ProcessRule implements DiagramRule {

    @Override
    public void check(Graph diagram, FileFindings findings) {
        Process process = diagram.process();
        if (!process.isExecutable()) {
            findings.refuse(
                    process.getId(), "The process is not executable.", "Tick \"Executable\" in its properties.");
        }
        if (process.getCamundaHistoryTimeToLiveString() == null) {
            findings.refuse(
                    process.getId(),
                    "The process has no time to live, so its history would be kept for ever.",
                    "Set \"Time to live\" in its properties, for example P30D.");
        }
        if (process.getCamundaHistoryTimeToLiveString() != null
                && !EngineLanguage.isTimeToLive(process.getCamundaHistoryTimeToLiveString())) {
            findings.refuse(
                    process.getId(),
                    "The engine cannot read the time to live \"" + process.getCamundaHistoryTimeToLiveString() + "\".",
                    "Write a number of days, as P30D or 30.");
        }
        List<StartEvent> starts = diagram.starts(process);
        boolean byFailedCalls = starts.size() == 1
                && Waits.message(starts.get(0))
                        .filter(CaseMessage.CALL_FAILED::equals)
                        .isPresent();
        if (diagram.isOfCases() && !byFailedCalls) {
            findings.refuse(
                    starts.size() == 1 ? starts.get(0).getId() : process.getId(),
                    starts.size() > 1
                            ? "The process has more than one start."
                            : "No failed call would start it: the message \"Call failed\" does not.",
                    "Let it have one start event, with the message \"Call failed\".");
        }
        if (!diagram.isOfCases()
                && starts.stream()
                        .anyMatch(start -> !start.getEventDefinitions().isEmpty())) {
            findings.refuse(
                    process.getId(),
                    "The process would start by itself, beside the cases.",
                    "Only the process " + Diagram.PROCESS + " is started by an event; let a call activity start this.");
        }
    }
}
