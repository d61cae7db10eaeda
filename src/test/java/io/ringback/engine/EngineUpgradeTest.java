package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;

/** Holds the engine at the version whose insides were read. */
class EngineUpgradeTest {

    @Test
    void theInsidesThatRingbackUsesAreThoseThatWereRead() {
        assertThat(ProcessEngine.class.getPackage().getImplementationVersion())
                .as("Before you raise the version here, compare with the engine's new source what HouseRules lets use"
                        + " org.camunda..impl: above all DeploymentCache (VersionsInForce),"
                        + " EventSubscriptionManager.deleteEventSubscription (MessagesTakenAtOnce),"
                        + " JobDeclaration.createJobInstance (JobDefinitionsInForce),"
                        + " DbEntityManager.flush and what finds variables (EntitiesInHand, VariablesApart), the indexes"
                        + " of the tables act_ru_* (EngineIndexes) and"
                        + " DefaultIncidentHandler.removeIncident (IncidentsOfFailedJobs).")
                .isEqualTo("7.24.0");
    }
}
