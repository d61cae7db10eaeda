package io.ringback.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Incident;

/** Incidents of jobs. The engine looks for one whenever a job ends; one that never failed and may still be tried has none. */
final class IncidentsOfFailedJobs extends DefaultIncidentHandler {

    IncidentsOfFailedJobs() {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
    }

    @Override
    protected void removeIncident(IncidentContext context, boolean incidentResolved) {
        JobEntity job = Context.getCommandContext()
                .getDbEntityManager()
                .getCachedEntity(JobEntity.class, context.getConfiguration());
        if (job == null || job.getExceptionMessage() != null || job.getRetries() <= 0) {
            super.removeIncident(context, incidentResolved);
        }
    }
}
