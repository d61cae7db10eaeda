package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.failedcall.FailedCall;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * What the steps of one transaction know of their case, so that each need not ask the database again. It travels in
 * transient process variables, which end with the transaction.
 */
@Component
class CaseInHand {

    private static final String CALL = "callInHand";
    private static final String PAIR = "pairInHand";
    private static final String CASE = "caseInHand";
    private static final String DEVICES = "devicesInHand";

    private final Cases cases;

    CaseInHand(Cases cases) {
        this.cases = cases;
    }

    /** What a new instance starts with. */
    static Map<String, Object> of(FailedCall call) {
        return Variables.putValue(CALL, transiently(call));
    }

    /** What a running instance goes on with. */
    static Map<String, Object> of(RunningCase matter) {
        return Variables.putValue(CASE, transiently(matter));
    }

    static Object transiently(Object value) {
        return Variables.untypedValue(value, true);
    }

    /** The case id, which is the instance's business key. */
    static UUID idOf(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    FailedCall call(DelegateExecution execution) {
        return (FailedCall) execution.getVariable(CALL);
    }

    Pair pair(DelegateExecution execution) {
        return (Pair) execution.getVariable(PAIR);
    }

    void take(DelegateExecution execution, Pair pair) {
        execution.setVariable(PAIR, transiently(pair));
    }

    /** The case, from the row if this transaction has not read it yet. */
    RunningCase matter(DelegateExecution execution) {
        RunningCase inHand = (RunningCase) execution.getVariable(CASE);
        if (inHand != null) {
            return inHand;
        }
        RunningCase read = cases.read(idOf(execution));
        execution.setVariable(CASE, transiently(read));
        return read;
    }

    void take(DelegateExecution execution, List<Device> devicesLeft) {
        execution.setVariable(DEVICES, transiently(new Devices(devicesLeft)));
    }

    /** The best device left of the medium that a decision table chose. */
    Device device(DelegateExecution execution, String mediumVariable) {
        Medium chosen = Medium.valueOf((String) execution.getVariable(mediumVariable));
        return ((Devices) execution.getVariable(DEVICES))
                .left().stream()
                        .filter(device -> device.medium() == chosen)
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException(
                                        "The table choice-of-medium chose " + chosen
                                                + ", but no device of that medium is left. Correct the rule: look at the ...Left inputs."));
    }

    private record Devices(List<Device> left) {}
}
