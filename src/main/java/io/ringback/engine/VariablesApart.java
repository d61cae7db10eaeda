package io.ringback.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;

/** Finds the variables of an instance, also those that one row holds ({@link VariablesTogether}). */
final class VariablesApart extends VariableInstanceManager {

    @Override
    public List<VariableInstanceEntity> findVariableInstancesByProcessInstanceId(String instance) {
        return apart(super.findVariableInstancesByProcessInstanceId(instance));
    }

    /** @param names null for all, as the engine asks for them by this method, too */
    @Override
    public List<VariableInstanceEntity> findVariableInstancesByExecutionIdAndVariableNames(
            String execution, Collection<String> names) {
        if (names == null) {
            return apart(super.findVariableInstancesByExecutionIdAndVariableNames(execution, null));
        }
        List<String> rows = new ArrayList<>(names);
        rows.add(VariablesTogether.NAME);
        return apart(super.findVariableInstancesByExecutionIdAndVariableNames(execution, rows)).stream()
                .filter(variable -> names.contains(variable.getName()))
                .toList();
    }

    private List<VariableInstanceEntity> apart(List<VariableInstanceEntity> rows) {
        return ((EntitiesInHand) getDbEntityManager()).apart(rows);
    }
}
