package io.ringback.benchmark.stock;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The process variables that delegates share. */
final class ProcessVariables {

    static final String CALLER_NAME = "callerName";
    static final String CALLER_MAIL = "callerMail";
    static final String CALLEE_NAME = "calleeName";
    static final String CALLEE_MAIL = "calleeMail";
    static final String CALLEE_ID = "calleeId";

    private ProcessVariables() {}

    static String get(DelegateExecution execution, String name) {
        return (String) execution.getVariable(name);
    }
}
