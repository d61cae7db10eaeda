package io.ringback.benchmark.stock;

import io.ringback.benchmark.shared.Letters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Sends the notification. */
record NotifyCallee(Letters letters) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        letters.notify(
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                ProcessVariables.get(execution, ProcessVariables.CALLEE_MAIL),
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                execution.getProcessBusinessKey());
    }
}
