package io.ringback;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.failedcall.FailedCall;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** In the place of the engine: it notes what it is told, or refuses it. */
public final class ProcessOnPaper implements CaseProcess {

    /** Something a case was told. */
    public record Told(UUID caseId, CaseMessage message, Map<String, ?> facts) {}

    private final List<FailedCall> started = new CopyOnWriteArrayList<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile RuntimeException refusal;

    @Override
    public void start(UUID caseId, FailedCall call) {
        refuse();
        started.add(call);
    }

    @Override
    public void tell(RunningCase to, CaseMessage message, Map<String, ?> facts) {
        refuse();
        told.add(new Told(to.id(), message, Map.copyOf(facts)));
    }

    @Override
    public boolean waitsFor(RunningCase running, CaseMessage message) {
        return true;
    }

    @Override
    public boolean hears(RunningCase running, CaseMessage message) {
        return true;
    }

    @Override
    public void end(RunningCase running, Outcome outcome, String reason) {
        throw new IllegalStateException("What waits for everything is told everything.");
    }

    private void refuse() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** From now on it throws this; null lets it take what it is told. */
    public void refuseWith(RuntimeException reason) {
        refusal = reason;
    }

    public List<FailedCall> started() {
        return started;
    }

    public List<Told> told() {
        return told;
    }
}
