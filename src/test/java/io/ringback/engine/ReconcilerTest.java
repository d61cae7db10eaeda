package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.CaseRows;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** Cases and processes that a restored backup or a hand in the database has put out of step, on the real engine. */
class ReconcilerTest extends CasePlaces {

    @Autowired
    private Reconciler reconciler;

    @Test
    void aCaseWhoseProcessIsGoneEnds() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        jdbc.sql("update failed_call_case set opened_at = opened_at - interval '2 minutes'")
                .update();
        jdbc.sql("delete from act_ru_event_subscr").update();
        jdbc.sql("delete from act_ru_job").update();
        jdbc.sql("delete from act_ru_variable").update();
        jdbc.sql("delete from act_ru_execution").update();
        reconciler.reconcile();
        assertThat(outcome(caseId)).isEqualTo("CANCELLED: its process was gone");
        assertOneThing(caseId);
    }

    @Test
    void aCaseThatOpensJustNowIsLeftAlone() {
        UUID caseId = new CaseRows(jdbc).openCase("OPENED");
        reconciler.reconcile();
        assertThat(outcome(caseId)).isEqualTo("OPENED");
    }

    @Test
    void aProcessWhoseCaseIsGoneIsTakenAway() throws Exception {
        String process = processOf(caseAt(Place.ASKING));
        jdbc.sql("delete from failed_call_case").update();
        reconciler.reconcile();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(process)
                        .count())
                .isZero();
    }

    @Test
    void aStateThatDisagreesFollowsTheToken() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        jdbc.sql("update failed_call_case set state = 'CONNECTING'").update();
        reconciler.reconcile();
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
        assertOneThing(caseId);
    }

    @Test
    void aProcessInTwoPlacesIsShownUntilAPersonHasMendedIt(@Autowired HealthEndpoint health) throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        runtime.setVariable(processOf(caseId), "waitForContact", "PT1H");
        runtime.createProcessInstanceModification(processOf(caseId))
                .startBeforeActivity("WaitForContact")
                .execute();
        reconciler.reconcile();
        assertThat(outOfStep(caseId)).contains("WaitForAnswer, WaitForContact");
        assertThat(health.healthForPath("cases").getStatus()).isEqualTo(new Status("DEGRADED"));
        runtime.createProcessInstanceModification(processOf(caseId))
                .cancelAllForActivity("WaitForAnswer")
                .execute();
        reconciler.reconcile();
        assertThat(outOfStep(caseId)).isNull();
        assertOneThing(caseId);
    }

    @Test
    void casesInStepAreLeftAlone() throws Exception {
        for (Place place : Place.values()) {
            UUID caseId = caseAt(place);
            String before = outcome(caseId);
            reconciler.reconcile();
            assertThat(outcome(caseId)).as("%s", place).isEqualTo(before);
            clear();
            people();
        }
    }

    private String outOfStep(UUID caseId) {
        return jdbc.sql("select coalesce(out_of_step, '') from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single()
                .transform(found -> found.isEmpty() ? null : found);
    }
}
