package io.ringback.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.variable.Variables;

/**
 * What a command of the engine has in hand, and stores when it is done. The variables of an instance come from one row and go into
 * it ({@link VariablesTogether}).
 */
final class EntitiesInHand extends DbEntityManager {

    private final boolean together;

    /** The variables that came from a row, with the value that they had there. */
    private final Map<VariableInstanceEntity, Object> came = new IdentityHashMap<>();

    private final Set<DbEntity> inTheRow = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param together whether new variables go into the row, too, and not only those that came from there */
    EntitiesInHand(IdGenerator ids, PersistenceSession session, boolean together) {
        super(ids, session);
        this.together = together;
    }

    /** The variables of one instance. */
    private static final class OfInstance {
        private final List<VariableInstanceEntity> toStore = new ArrayList<>();
        private final Set<String> gone = new HashSet<>();
        private VariableInstanceEntity row;
    }

    /**
     * The variables that these rows hold, each as one that has yet to be stored, and the row with them among them. A variable that has a
     * row of its own is what that says.
     */
    List<VariableInstanceEntity> apart(List<VariableInstanceEntity> rows) {
        List<VariableInstanceEntity> all = new ArrayList<>(rows);
        Set<String> alone = rows.stream().map(VariableInstanceEntity::getName).collect(Collectors.toSet());
        for (VariableInstanceEntity row : rows) {
            if (VariablesTogether.isOfInstance(row) && VariablesTogether.isRow(row) && !isDeleted(row)) {
                VariablesTogether.read(row).forEach((name, value) -> {
                    if (!alone.contains(name) && VariablesTogether.isPlain(value)) {
                        VariableInstanceEntity one = one(row, name, value);
                        if (!isDeleted(one)) {
                            all.add(one);
                        }
                    }
                });
            }
        }
        return all;
    }

    /** The same one whenever it is asked for in a command. */
    private VariableInstanceEntity one(VariableInstanceEntity row, String name, Object value) {
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        String id = row.getId() + "." + Long.toHexString(hash.getMostSignificantBits());
        VariableInstanceEntity known = getCachedEntity(VariableInstanceEntity.class, id);
        if (known != null) {
            return known;
        }
        VariableInstanceEntity one = VariableInstanceEntity.create(name, Variables.untypedValue(value), false);
        one.setId(id);
        one.setExecutionId(row.getExecutionId());
        one.setProcessInstanceId(row.getProcessInstanceId());
        one.setProcessDefinitionId(row.getProcessDefinitionId());
        one.setVariableScopeId(row.getVariableScopeId());
        one.setTenantId(row.getTenantId());
        getDbEntityCache().putTransient(one);
        came.put(one, value);
        return one;
    }

    @Override
    protected void flushEntityCache() {
        inTheRow.clear();
        Map<String, OfInstance> instances = new HashMap<>();
        for (CachedDbEntity cached : getDbEntityCache().getCachedEntities()) {
            if (cached.getEntity() instanceof VariableInstanceEntity variable) {
                note(instances, variable, cached.getEntityState());
            }
        }
        instances.forEach(this::putTogether);
        super.flushEntityCache();
    }

    private static void note(Map<String, OfInstance> instances, VariableInstanceEntity variable, DbEntityState state) {
        boolean stays = Set.of(DbEntityState.TRANSIENT, DbEntityState.PERSISTENT, DbEntityState.MERGED)
                .contains(state);
        if (!stays && variable.getVariableScopeId() != null) {
            // The engine has taken it from its instance already.
            OfInstance instance = instances.computeIfAbsent(variable.getVariableScopeId(), id -> new OfInstance());
            instance.gone.add(variable.getName());
        } else if (stays && VariablesTogether.isOfInstance(variable)) {
            OfInstance instance = instances.computeIfAbsent(variable.getProcessInstanceId(), id -> new OfInstance());
            if (VariablesTogether.isRow(variable)) {
                instance.row = variable;
            } else if (state == DbEntityState.TRANSIENT && VariablesTogether.takes(variable)) {
                instance.toStore.add(variable);
            }
        }
    }

    private void putTogether(String id, OfInstance instance) {
        boolean none = instance.row == null && (instance.toStore.isEmpty() || !together);
        ExecutionEntity execution = none ? null : selectById(ExecutionEntity.class, id);
        if (execution == null || isDeleted(execution)) {
            return;
        }
        Map<String, Object> values = instance.row == null ? new TreeMap<>() : VariablesTogether.read(instance.row);
        instance.toStore.forEach(variable -> instance.gone.remove(variable.getName()));
        values.keySet().removeAll(instance.gone);
        String text = putInto(values, instance.toStore);
        if (instance.row == null || !text.equals(instance.row.getTextValue())) {
            execution.setVariableLocal(VariablesTogether.NAME, Variables.stringValue(text));
        }
    }

    /** Returns what the row is to say: all of them, or if that is too long, each that finds room. */
    private String putInto(Map<String, Object> values, List<VariableInstanceEntity> variables) {
        List<VariableInstanceEntity> changed = new ArrayList<>();
        for (VariableInstanceEntity variable : variables) {
            boolean isFromThere = came.containsKey(variable);
            if (isFromThere && Objects.equals(came.get(variable), valueOf(variable))) {
                // Whoever has written into the row by hand may have changed it there.
                inTheRow.add(variable);
            } else if (isFromThere || together) {
                changed.add(variable);
            }
        }
        Map<String, Object> all = new TreeMap<>(values);
        changed.forEach(variable -> all.put(variable.getName(), valueOf(variable)));
        String text = VariablesTogether.write(all);
        if (text != null) {
            inTheRow.addAll(changed);
            return text;
        }
        changed.forEach(variable -> putIfItFits(variable, values));
        return VariablesTogether.write(values);
    }

    private void putIfItFits(VariableInstanceEntity variable, Map<String, Object> values) {
        values.put(variable.getName(), valueOf(variable));
        if (VariablesTogether.write(values) == null) {
            values.remove(variable.getName());
        } else {
            inTheRow.add(variable);
        }
    }

    private static Object valueOf(VariableInstanceEntity variable) {
        return variable.getTypedValue(false).getValue();
    }

    @Override
    protected void flushCachedEntity(CachedDbEntity cached) {
        if (!inTheRow.contains(cached.getEntity())) {
            super.flushCachedEntity(cached);
        }
    }
}
