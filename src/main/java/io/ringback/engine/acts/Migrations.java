package io.ringback.engine.acts;

import io.ringback.engine.trial.Diagram;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Brings cases from the version of the diagram that they began with to the one in force, as the engine plans it: by equal elements. */
@Component
class Migrations {

    private static final String NO_PLACE = "The version in force has no place like the one where it stands";

    /** @param plan null if the engine finds no way at all */
    private record Way(MigrationPlan plan, Set<String> places) {}

    private final RuntimeService runtime;
    private final RepositoryService repository;

    /** By the two versions, whose diagrams never change. */
    private final Map<String, Way> ways = new ConcurrentHashMap<>();

    Migrations(RuntimeService runtime, RepositoryService repository) {
        this.runtime = runtime;
        this.repository = repository;
    }

    Optional<String> whyNot(Stand stand) {
        Optional<String> to = inForce();
        if (to.isEmpty()) {
            return Optional.of("No diagram is in force");
        }
        if (to.get().equals(stand.version())) {
            return Optional.of("It runs in the version in force");
        }
        Way way = way(stand.version(), to.get());
        return way.plan() == null || !way.places().containsAll(stand.places())
                ? Optional.of(NO_PLACE)
                : Optional.empty();
    }

    /** Migrates the process of a case for which {@link #whyNot} finds no reason. */
    Optional<String> migrate(Stand stand, String processInstanceId) {
        try {
            runtime.newMigration(way(stand.version(), inForce().orElseThrow()).plan())
                    .processInstanceIds(processInstanceId)
                    .execute();
            return Optional.empty();
        } catch (MigratingProcessInstanceValidationException e) {
            return Optional.of(NO_PLACE);
        }
    }

    private Optional<String> inForce() {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(Diagram.PROCESS)
                        .latestVersion()
                        .singleResult())
                .map(ProcessDefinition::getId);
    }

    private Way way(String from, String to) {
        return ways.computeIfAbsent(from + " " + to, unknown -> plan(from, to));
    }

    private Way plan(String from, String to) {
        try {
            MigrationPlan plan =
                    runtime.createMigrationPlan(from, to).mapEqualActivities().build();
            return new Way(
                    plan,
                    plan.getInstructions().stream()
                            .map(MigrationInstruction::getSourceActivityId)
                            .collect(Collectors.toSet()));
        } catch (ProcessEngineException e) {
            return new Way(null, Set.of());
        }
    }
}
