package io.ringback.web.operations.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.ringback.CaseRows;
import io.ringback.agenda.Lane;
import io.ringback.agenda.Lanes;
import io.ringback.cases.CaseState;
import io.ringback.directory.Erased;
import io.ringback.web.security.SecuredServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;

/** However a batch is broken off, and whoever goes on with it, its act is done to each case once at most. */
class BatchRunnerTest extends SecuredServer {

    private static final Wish WISH = new Wish(CaseAct.SEND_AGAIN, "", "olga");

    @Autowired
    private BatchRunner runner;

    @Autowired
    private BatchTask task;

    @Autowired
    private Batches batches;

    @Autowired
    private CaseNotes notes;

    @Autowired
    private CaseActs engine;

    @Autowired
    private Lanes lanes;

    @Autowired
    private DataSource database;

    private final AtomicInteger acts = new AtomicInteger();

    @BeforeEach
    void eachActLeavesARow() {
        whatComesOfTheNth(nth -> Optional.empty());
    }

    @AfterEach
    void empty() {
        Mockito.reset(engine, lanes);
        jdbc.sql("truncate batch, case_note, failed_call_case, operator_act cascade")
                .update();
    }

    private void whatComesOfTheNth(IntFunction<Optional<String>> result) {
        acts.set(0);
        doAnswer(asked -> {
                    jdbc.sql("insert into operator_act (operator, origin, act, case_ids) values ('test', '', ?, '{}')")
                            .param(asked.getArgument(1).toString())
                            .update();
                    return result.apply(acts.incrementAndGet());
                })
                .when(engine)
                .act(any(), any(), any());
    }

    @Test
    void aBatchGoesOnWhereItsNodeDied() {
        UUID id = running(5);
        whatComesOfTheNth(nth -> {
            if (nth == 3) {
                throw new Error("the node dies");
            }
            return Optional.empty();
        });

        assertThatThrownBy(() -> runner.goOn(id, () -> false)).hasMessageContaining("the node dies");
        assertThat(found(id).done()).isEqualTo(2);
        assertThat(runner.goOn(id, () -> false)).isFalse();

        assertThat(found(id).state()).isEqualTo(Batch.State.OVER);
        assertEachOnce(id, 5);
    }

    /** The agenda of the node that died still says that it has the batch. */
    @Test
    void anotherNodeGoesOnWithTheBatchOfADeadOne() {
        UUID id = running(5);
        runner.goOn(id, () -> acts.get() == 2);
        jdbc.sql(
                        "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)"
                                + " values ('operators-batch', ?, now() - interval '1 day', true, 'dead node', now() - interval '1 day', 1)")
                .param(id.toString())
                .update();
        SettableClock clock = new SettableClock();
        ManualScheduler other = TestHelper.createManualScheduler(database, task.operatorsBatchTask())
                .clock(clock)
                .build();

        other.runDeadExecutionDetection();
        // What is revived is due at once by the clock of the machine, which is ahead of this one.
        clock.tick(Duration.ofMinutes(1));
        other.runAnyDueExecutions();

        assertThat(found(id).state()).isEqualTo(Batch.State.OVER);
        assertEachOnce(id, 5);
        assertThat(jdbc.sql("select count(*) from scheduled_tasks where task_instance = ?")
                        .param(id.toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aNodeThatEndsLeavesTheRestForLater() {
        UUID id = running(5);

        assertThat(runner.goOn(id, () -> acts.get() == 2)).isTrue();
        assertThat(found(id).left()).isEqualTo(3);
        assertThat(found(id).isRunning()).isTrue();
    }

    @Test
    void twoNodesAtOnceDoItToEachCaseOnce() {
        UUID id = running(300);

        CompletableFuture.allOf(IntStream.range(0, 3)
                        .mapToObj(node -> CompletableFuture.runAsync(() -> runner.goOn(id, () -> false)))
                        .toArray(CompletableFuture[]::new))
                .join();

        runner.goOn(id, () -> false);
        assertThat(found(id).state()).isEqualTo(Batch.State.OVER);
        assertEachOnce(id, 300);
    }

    @Test
    void aBatchThatIsStoppedDoesNothingMore() {
        UUID id = running(5);
        whatComesOfTheNth(nth -> {
            if (nth == 3) {
                batches.stop(id, "ada");
            }
            return Optional.empty();
        });

        assertThat(runner.goOn(id, () -> false)).isFalse();

        Batch stopped = found(id);
        assertThat(stopped.state()).isEqualTo(Batch.State.STOPPED);
        assertThat(stopped.stoppedBy()).isEqualTo("ada");
        assertThat(stopped.done()).isEqualTo(3);
        assertThat(runner.goOn(id, () -> false)).isFalse();
        assertThat(found(id).left()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeDoneIsListedByReason() {
        UUID id = running(6);
        whatComesOfTheNth(nth -> nth % 2 == 0 ? Optional.of("It has left") : Optional.empty());

        runner.goOn(id, () -> false);

        assertThat(found(id).done()).isEqualTo(3);
        assertThat(batches.notDone(id)).containsExactly(new Batches.Count("It has left", 3));
    }

    @Test
    void whatBreaksOffIsTriedAgainAndThenSaid() {
        UUID id = running(2);
        whatComesOfTheNth(nth -> {
            if (nth <= 3) {
                throw new CannotAcquireLockException("somebody has it");
            }
            return Optional.empty();
        });

        assertThat(runner.goOn(id, () -> false)).isFalse();

        assertThat(batches.notDone(id)).containsExactly(new Batches.Count("It broke off: somebody has it", 1));
        assertThat(found(id).done()).isEqualTo(1);
    }

    @Test
    void aBatchWaitsWhileTheLanesAreFull() {
        UUID id = running(5);
        when(lanes.standing()).thenReturn(List.of(new Lanes.Standing(Lane.EMAIL, 16, 16, 65)));
        assertThat(runner.goOn(id, () -> false)).isTrue();
        assertThat(found(id).left()).isEqualTo(5);

        when(lanes.standing()).thenReturn(List.of(new Lanes.Standing(Lane.EMAIL, 16, 16, 64)));
        assertThat(runner.goOn(id, () -> false)).isFalse();
        assertThat(found(id).done()).isEqualTo(5);
    }

    @Test
    void aBatchThatNobodyConfirmedDoesNothingAndIsForgotten() {
        UUID id = batches.prepare("", WISH, List.of(UUID.randomUUID()));
        assertThat(runner.goOn(id, () -> false)).isFalse();
        assertThat(acts.get()).isZero();

        task.forget();
        assertThat(batches.find(id)).isPresent();
        jdbc.sql("update batch set prepared_at = now() - interval '2 hours'").update();
        task.forget();
        assertThat(batches.find(id)).isEmpty();
    }

    @Test
    void whatTheCaseWaitedForGoesWithIt() {
        UUID caseId = new CaseRows(jdbc).openCase("ASKING_CALLER");
        UUID id = batches.prepare("", WISH, List.of(caseId, UUID.randomUUID()));
        batches.confirm(id, "");
        jdbc.sql("update failed_call_case set state = 'WAITING_FOR_CALLEE'").update();

        runner.goOn(id, () -> false);

        Mockito.verify(engine).act(any(), Mockito.eq(caseId), Mockito.eq(Optional.of(CaseState.ASKING_CALLER)));
        Mockito.verify(engine).act(any(), Mockito.eq(batches.cases(id).get(1)), Mockito.eq(Optional.empty()));
    }

    @Test
    void aBatchIsConfirmedOnce() {
        UUID id = batches.prepare("", WISH, List.of(UUID.randomUUID()));
        assertThat(batches.confirm(id, "")).isTrue();
        assertThat(batches.confirm(id, "")).isFalse();
    }

    @Test
    void notesAndPriorityAreKeptWithTheCase() {
        UUID caseId = new CaseRows(jdbc).openCase("ASKING_CALLER");
        doTo(caseId, new Wish(CaseAct.NOTE, "Bob is on holiday", "olga"));
        doTo(caseId, new Wish(CaseAct.RAISE, "", "ada"));
        doTo(caseId, new Wish(CaseAct.RAISE, "", "olga"));

        assertThat(notes.of(caseId)).extracting(CaseNotes.Note::text).containsExactly("Bob is on holiday");
        assertThat(notes.raisedBy(caseId)).isEqualTo("ada");
        task.letRaisedGoFirst();
        Mockito.verify(engine, Mockito.atLeastOnce()).letGoFirst(List.of(caseId));

        UUID gone = doTo(UUID.randomUUID(), new Wish(CaseAct.NOTE, "x", "olga"));
        assertThat(batches.notDone(gone)).containsExactly(new Batches.Count("There is no such case any more", 1));
    }

    @Test
    void whatWasWrittenAboutACaseGoesWithThePeopleOfIt() {
        UUID caseId = new CaseRows(jdbc).openCase("ASKING_CALLER");
        UUID id = doTo(caseId, new Wish(CaseAct.NOTE, "Bob is on holiday", "olga"));
        assertThat(found(id).wish().detail()).isEqualTo("Bob is on holiday");

        notes.erase(new Erased(Optional.empty(), List.of(), Set.of(caseId)));

        assertThat(notes.of(caseId)).isEmpty();
        assertThat(found(id).wish().detail()).isEmpty();
    }

    private UUID doTo(UUID caseId, Wish wish) {
        UUID id = batches.prepare("", wish, List.of(caseId));
        batches.confirm(id, wish.detail());
        runner.goOn(id, () -> false);
        return id;
    }

    private UUID running(int cases) {
        UUID id = batches.prepare(
                "server down",
                WISH,
                IntStream.range(0, cases).mapToObj(nr -> UUID.randomUUID()).toList());
        batches.confirm(id, "");
        return id;
    }

    private Batch found(UUID id) {
        return batches.find(id).orElseThrow();
    }

    private void assertEachOnce(UUID id, int cases) {
        assertThat(jdbc.sql("select act from operator_act where operator = 'test'")
                        .query(String.class)
                        .list())
                .hasSize(cases)
                .containsExactlyInAnyOrderElementsOf(
                        batches.cases(id).stream().map(UUID::toString).toList());
    }
}
