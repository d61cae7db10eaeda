package io.ringback.benchmark.stock;

import io.ringback.benchmark.shared.Letters;
import io.ringback.benchmark.shared.PeopleOfCall;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends the information, with the label of the callee's device. */
record InformCaller(Letters letters, JdbcClient jdbc) implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) throws Exception {
        String label = PeopleOfCall.label(
                jdbc,
                UUID.fromString(ProcessVariables.get(execution, ProcessVariables.CALLEE_ID)),
                ProcessVariables.get(execution, "device"));
        letters.inform(
                ProcessVariables.get(execution, ProcessVariables.CALLER_NAME),
                ProcessVariables.get(execution, ProcessVariables.CALLER_MAIL),
                ProcessVariables.get(execution, ProcessVariables.CALLEE_NAME),
                label);
    }
}
