package io.ringback.web.operations.find;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the filters can be set to. */
@Component
class FilterChoices {

    private final RunningProcesses processes;

    FilterChoices(RunningProcesses processes) {
        this.processes = processes;
    }

    public List<CaseState> states() {
        return List.of(CaseState.values());
    }

    public List<Outcome> outcomes() {
        return List.of(Outcome.values());
    }

    public List<Cause> causes() {
        return List.of(Cause.values());
    }

    public List<Medium> media() {
        return List.of(Medium.values());
    }

    public List<Trouble> troubles() {
        return List.of(Trouble.values());
    }

    public List<Integer> versions() {
        return processes.versions();
    }
}
