package io.ringback.benchmark.stock;

import io.ringback.benchmark.shared.Letters;
import io.ringback.failedcall.Cause;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Sends the question. */
record AskCaller(Letters letters) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        letters.ask(
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                ProcessVariables.get(execution, ProcessVariables.CALLER_MAIL),
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                Cause.valueOf(ProcessVariables.get(execution, "cause")),
                execution.getProcessBusinessKey());
    }
}
