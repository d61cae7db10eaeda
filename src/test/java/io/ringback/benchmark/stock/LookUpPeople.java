package io.ringback.benchmark.stock;

import io.ringback.benchmark.shared.PeopleOfCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds caller and callee by the phones of the call, and where each gets mail. */
record LookUpPeople(JdbcClient jdbc) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        PeopleOfCall people = PeopleOfCall.find(
                jdbc, ProcessVariables.get(execution, "caller"), ProcessVariables.get(execution, "callee"));
        execution.setVariable(ProcessVariables.CALLER_NAME, people.callerName());
        execution.setVariable(ProcessVariables.CALLER_MAIL, people.callerMail());
        execution.setVariable(ProcessVariables.CALLEE_ID, people.calleeId().toString());
        execution.setVariable(ProcessVariables.CALLEE_NAME, people.calleeName());
        execution.setVariable(ProcessVariables.CALLEE_MAIL, people.calleeMail());
    }
}
