package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import io.ringback.CaseRows;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases and processes that a restored backup or a hand in the database has put out of step, on the real engine. */
class ReconcilerTest extends CasePlaces {

    @Autowired
    private Reconciler reconciler;

    @Autowired
    private SealedAddresses addresses;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private Cases cases;

    @Autowired
    private Journal journal;

    @Autowired
    private Remains remains;

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private TransactionTemplate transaction;

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
    void aCaseWhoseTimerSomebodyDeletedIsShownUntilItHasOneAgain() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .list()
                .forEach(timer -> management.deleteJob(timer.getId()));
        reconciler.reconcile();
        assertThat(outOfStep(caseId)).contains("would wait for ever at WaitForContact");
        runtime.createProcessInstanceModification(processOf(caseId))
                .cancelAllForActivity("WaitForContact")
                .startBeforeActivity("WaitForContact")
                .execute();
        reconciler.reconcile();
        assertThat(outOfStep(caseId)).isNull();
        assertOneThing(caseId);
        timerFires(caseId);
        assertThat(outcome(caseId)).startsWith("EXPIRED");
    }

    // Two nodes on one database
    // -----------------------------------------------------------------------------------------

    @Test
    void twoNodesAtOnceMendEachCaseOnce() throws Exception {
        UUID moved = caseAt(Place.NOTIFIED);
        jdbc.sql("update failed_call_case set state = 'CONNECTING', opened_at = opened_at - interval '2 minutes'")
                .update();
        UUID gone = new CaseRows(jdbc).openCase("ASKING_CALLER");
        jdbc.sql("update failed_call_case set opened_at = now() - interval '2 minutes', process_instance_id = 'gone',"
                        + " caller_sealed = ?, callee_sealed = ? where id = ?")
                .params(
                        SealedCase.sealCaller(addresses, gone, new Address("tel:+46701740605")),
                        SealedCase.sealCallee(addresses, gone, new Address("tel:+46701740606")),
                        gone)
                .update();
        List<Future<?>> nodes = whileSomebodyHolds(List.of(moved, gone), () -> {
            List<Future<?>> both = List.of(at(this::reconcileHere), at(this::reconcileThere));
            // Both have found the two out of step, and stand before the same row.
            await().until(() -> waitingForALock() == 2);
            return both;
        });
        for (Future<?> node : nodes) {
            node.get(60, TimeUnit.SECONDS);
        }
        assertThat(outcome(moved)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(lines(moved, "MOVED")).isOne();
        assertThat(outcome(gone)).isEqualTo("CANCELLED: its process was gone");
        assertThat(lines(gone, "MENDED")).isOne();
        assertThat(lines(gone, "ENDED")).isOne();
        assertOneThing(moved);
    }

    @Test
    void twoNodesTakeOneProcessAwayWithoutHarmToOthers() throws Exception {
        String process = processOf(caseAt(Place.ASKING));
        jdbc.sql("delete from failed_call_case").update();
        jdbc.sql("delete from open_pair").update();
        UUID other = callFails(Cause.BUSY);
        AtOnce.all(List.<Callable<Boolean>>of(this::reconcileHere, this::reconcileThere));
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(process)
                        .count())
                .isZero();
        assertThat(outcome(other)).isEqualTo("ASKING_CALLER");
        assertOneThing(other);
    }

    @Test
    void aCaseInMidTransactionOnTheOtherNodeIsNotTakenForOutOfStep() throws Exception {
        UUID going = caseAt(Place.NOTIFIED);
        UUID[] opening = new UUID[1];
        jdbc.sql("update failed_call_case set opened_at = opened_at - interval '2 minutes'")
                .update();
        transaction.executeWithoutResult(status -> {
            // Nothing of this is committed while the other node compares.
            runtime.createProcessInstanceModification(processOf(going))
                    .cancelAllForActivity("WaitForContact")
                    .startBeforeActivity("ChooseInformationMedium")
                    .execute();
            Future<?> node = at(this::reconcileThere);
            assertThat(node).succeedsWithin(Duration.ofSeconds(60));
            assertThat(lines(going, "MENDED")).isZero();
        });
        assertThat(outOfStep(going)).isNull();
        assertThat(jdbc.sql("select count(*) from journal where step = 'MENDED'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertOneThing(going);
    }

    private boolean reconcileHere() {
        reconciler.reconcile();
        return true;
    }

    /** As another node does it, which shares the database with this one and nothing else. */
    private boolean reconcileThere() {
        new Reconciler(new Standings(jdbc, repository), cases, journal, remains, clock, transactions).reconcile();
        return true;
    }

    private static Future<?> at(Callable<?> node) {
        FutureTask<?> task = new FutureTask<>(node);
        new Thread(task, "node").start();
        return task;
    }

    private List<Future<?>> whileSomebodyHolds(List<UUID> held, Supplier<List<Future<?>>> then) {
        return transaction.execute(status -> {
            held.forEach(cases::lock);
            return then.get();
        });
    }

    private long waitingForALock() {
        return jdbc.sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like '%for no key update%'")
                .query(Long.class)
                .single();
    }

    private long lines(UUID caseId, String step) {
        return jdbc.sql("select count(*) from journal where case_id = ? and step = ?")
                .params(caseId, step)
                .query(Long.class)
                .single();
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
