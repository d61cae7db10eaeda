package io.ringback.engine;

import io.ringback.engine.WaitingInstance.Told;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells instances of messages: in one read ({@link WaitingInstance}), or the engine's own way if that is not wanted. */
@Component
class InstanceMessages {

    private final ProcessEngineConfigurationImpl engine;
    private final RuntimeService runtime;
    private final boolean inOneRead;

    InstanceMessages(ProcessEngine engine, RuntimeService runtime, ObjectProvider<FewerQuestions> fewerQuestions) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.runtime = runtime;
        this.inOneRead = fewerQuestions.getIfAvailable() != null;
    }

    /** What is read whole must be all that there is: inside a command of the engine, that one may have changed some of it. */
    Told tell(String instance, String message, Map<String, Object> facts) {
        return inOneRead && Context.getCommandContext() == null
                ? engine.getCommandExecutorTxRequired().execute(new WaitingInstance(instance, message, facts))
                : correlate(instance, message, facts);
    }

    private Told correlate(String instance, String message, Map<String, Object> facts) {
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceId(instance)
                    .setVariables(facts)
                    .correlate();
            return Told.TOLD;
        } catch (MismatchingMessageCorrelationException e) {
            return isSuspended(instance) ? Told.SUSPENDED : Told.NOT_WAITING;
        }
    }

    /** The engine looks for waiting instances among the active ones only, and finds none. */
    private boolean isSuspended(String instance) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .suspended()
                        .count()
                > 0;
    }
}
