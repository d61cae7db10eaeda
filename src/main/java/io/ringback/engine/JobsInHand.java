package io.ringback.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;

/** The engine's jobs, of which those of an instance that was read whole are not read again. */
final class JobsInHand extends JobManager {

    private final Map<String, List<JobEntity>> byExecution = new HashMap<>();

    /** These are all jobs of these executions. */
    void take(List<ExecutionEntity> executions, List<JobEntity> jobs) {
        Map<String, List<JobEntity>> found = jobs.stream().collect(Collectors.groupingBy(JobEntity::getExecutionId));
        executions.forEach(
                execution -> byExecution.put(execution.getId(), found.getOrDefault(execution.getId(), List.of())));
    }

    /** Asked once by each execution, which counts for itself from then on. */
    @Override
    public List<JobEntity> findJobsByExecutionId(String execution) {
        List<JobEntity> inHand = byExecution.remove(execution);
        return inHand == null ? super.findJobsByExecutionId(execution) : new ArrayList<>(inHand);
    }
}
