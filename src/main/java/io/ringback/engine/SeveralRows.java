package io.ringback.engine;

import io.ringback.engine.trial.DecidedTables;
import java.util.List;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.hitpolicy.DmnHitPolicyException;
import org.camunda.bpm.dmn.engine.impl.hitpolicy.HitPolicyEntry;
import org.camunda.bpm.dmn.engine.impl.spi.hitpolicy.DmnHitPolicyHandler;
import org.camunda.bpm.dmn.engine.impl.spi.hitpolicy.DmnHitPolicyHandlerRegistry;
import org.camunda.bpm.model.dmn.HitPolicy;

/**
 * Several rows of a table that allows one only. The engine's own complaint names neither the table nor the facts, so it is left
 * to {@link DecidedTables}, which looks next.
 */
final class SeveralRows implements DmnHitPolicyHandler {

    private final DmnHitPolicyHandler engines;

    private SeveralRows(DmnHitPolicyHandler engines) {
        this.engines = engines;
    }

    static void leaveToDecidedTables(DmnHitPolicyHandlerRegistry handlers) {
        List.of(HitPolicy.UNIQUE, HitPolicy.ANY)
                .forEach(policy ->
                        handlers.addHandler(policy, null, new SeveralRows(handlers.getHandler(policy, null))));
    }

    @Override
    public DmnDecisionTableEvaluationEvent apply(DmnDecisionTableEvaluationEvent decided) {
        try {
            return engines.apply(decided);
        } catch (DmnHitPolicyException e) {
            if (DecidedTables.looksAt(decided)) {
                return decided;
            }
            throw e;
        }
    }

    @Override
    public HitPolicyEntry getHitPolicyEntry() {
        return engines.getHitPolicyEntry();
    }
}
