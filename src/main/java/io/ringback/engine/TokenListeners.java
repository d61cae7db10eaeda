package io.ringback.engine;

import io.ringback.engine.trial.Diagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Has the engine tell {@link TokenFollower} where the tokens are, in every version of every diagram. The listeners are built
 * in: a request that skips custom listeners does not skip these. A migration runs none, so its case is looked at afterwards. The engine
 * offers no other way than its own classes (docs/decisions/0016-one-case.md).
 */
@Component
class TokenListeners extends AbstractProcessEnginePlugin {

    /** Where a token may stop. */
    private static final Set<String> STOPS = Set.of(
            "eventBasedGateway",
            "intermediateTimer",
            "intermediateMessageCatch",
            "intermediateSignalCatch",
            "intermediateConditional",
            "receiveTask",
            "userTask",
            "subProcess");

    private final Supplier<TokenFollower> follower;
    private final ObjectProvider<Reconciler> reconciler;

    private final ExecutionListener began = execution -> the().began(
                    execution,
                    ((ExecutionEntity) execution).getProcessDefinition().getVersion());
    private final ExecutionListener passes = execution -> the().passes(execution);
    private final ExecutionListener came = execution -> the().cameTo(execution);
    private final ExecutionListener went = execution -> the().wentOnFrom(execution);
    private final ExecutionListener ended = execution ->
            the().ended(execution, () -> userOf(execution), ((ExecutionEntity) execution).getDeleteReason());

    TokenListeners(ObjectProvider<TokenFollower> follower, ObjectProvider<Reconciler> reconciler) {
        this.follower = SingletonSupplier.of(follower::getObject);
        this.reconciler = reconciler;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<BpmnParseListener> listeners = engine.getCustomPostBPMNParseListeners() == null
                ? new ArrayList<>()
                : new ArrayList<>(engine.getCustomPostBPMNParseListeners());
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                listenTo(process);
            }
        });
        engine.setCustomPostBPMNParseListeners(listeners);
        List<HistoryEventHandler> handlers = new ArrayList<>(engine.getCustomHistoryEventHandlers());
        handlers.add(new HistoryEventHandler() {
            @Override
            public void handleEvent(HistoryEvent event) {
                if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_MIGRATE)) {
                    reconciler.getObject().mendAfterCommit(event.getProcessInstanceId());
                }
            }

            @Override
            public void handleEvents(List<HistoryEvent> events) {
                events.forEach(this::handleEvent);
            }
        });
        engine.setCustomHistoryEventHandlers(handlers);
    }

    private void listenTo(ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END, ended);
        if (process.getKey().equals(Diagram.PROCESS)) {
            process.addBuiltInListener(ExecutionListener.EVENTNAME_START, began);
            process.getActivities().forEach(this::listenTo);
        }
    }

    private void listenTo(ActivityImpl activity) {
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, passes);
        if (STOPS.contains(String.valueOf(activity.getProperty("type")))) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, came);
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, went);
        }
        activity.getActivities().forEach(this::listenTo);
    }

    private static String userOf(DelegateExecution execution) {
        Authentication user =
                execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        return user == null ? userOfBatch(execution) : user.getUserId();
    }

    /** Who has many processes ended at once is not there any more when a job does it. */
    private static String userOfBatch(DelegateExecution execution) {
        JobEntity job = Context.getCommandContext().getCurrentJob();
        if (job == null || job.getJobDefinitionId() == null) {
            return null;
        }
        return execution.getProcessEngineServices().getManagementService().createBatchQuery().list().stream()
                .filter(batch -> job.getJobDefinitionId().equals(batch.getBatchJobDefinitionId()))
                .map(Batch::getCreateUserId)
                .findFirst()
                .orElse(null);
    }

    private TokenFollower the() {
        return follower.get();
    }
}
