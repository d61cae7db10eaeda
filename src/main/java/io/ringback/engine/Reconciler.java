package io.ringback.engine;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds, at start and every hour on one node, cases and processes that are not one thing any more, as a restored backup or a
 * hand in the database leaves them, and mends what there is one way to mend; the rest is noted for operators. Each case is
 * locked and looked at again before anything is done to it, so two nodes at once do no harm, nor does a case that goes on
 * meanwhile.
 */
@Configuration(proxyBeanMethods = false)
class Reconciler implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration OFTEN = Duration.ofHours(1);

    private final Standings standings;
    private final Cases cases;
    private final Journal journal;
    private final Remains remains;
    private final Clock clock;
    private final TransactionTemplate apart;

    Reconciler(
            Standings standings,
            Cases cases,
            Journal journal,
            Remains remains,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.standings = standings;
        this.cases = cases;
        this.journal = journal;
        this.remains = remains;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Bean
    Task<Void> reconcileTask() {
        return Tasks.recurring("reconcile", Schedules.fixedDelay(OFTEN)).execute((instance, context) -> reconcile());
    }

    /** Once the diagrams are in force. A node starts all the same. */
    @Override
    public void run(ApplicationArguments arguments) {
        reconcile();
    }

    void reconcile() {
        try {
            each(standings.withoutProcess(clock.instant()), this::endIfWithoutProcess);
            each(standings.processesWithoutCase(), remains::sweep);
            each(standings.elsewhere(), this::mend);
        } catch (RuntimeException e) {
            LOG.warn("Cases and their processes could not be compared; it is tried again: {}", e.toString());
        }
    }

    /** Has the case of a process follow its token once this transaction has committed. */
    void mendAfterCommit(String processInstanceId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            // Only then: while it commits, the transaction cannot be put aside for another.
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    mendCaseOf(processInstanceId);
                }
            }
        });
    }

    private void mendCaseOf(String processInstanceId) {
        List<UUID> found = apart.execute(status -> standings.casesOf(processInstanceId));
        each(found, caseId -> {
            noteVersion(caseId, processInstanceId);
            mend(caseId);
        });
    }

    private void noteVersion(UUID caseId, String processInstanceId) {
        apart.executeWithoutResult(status -> cases.lock(caseId)
                .filter(RunningCase::isOpen)
                .flatMap(running -> standings.diagramVersionOf(processInstanceId))
                .ifPresent(version -> cases.migrated(caseId, version)));
    }

    private static <T> void each(List<T> found, Consumer<T> mend) {
        for (T one : found) {
            try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", one.toString())) {
                mend.accept(one);
            } catch (RuntimeException e) {
                LOG.warn("{} is out of step and could not be mended; it is tried again: {}", one, e.toString());
            }
        }
    }

    private void endIfWithoutProcess(UUID caseId) {
        apart.executeWithoutResult(status -> cases.lock(caseId)
                .filter(running -> running.isOpen() && !standings.hasProcess(running))
                .ifPresent(running -> {
                    LOG.warn("Case {} had no process any more, and is ended", caseId);
                    journal.write(caseId, Step.MENDED, null, null, "its process was gone");
                    cases.end(caseId, Outcome.CANCELLED, "its process was gone");
                }));
    }

    private void mend(UUID caseId) {
        apart.executeWithoutResult(
                status -> cases.lock(caseId).filter(RunningCase::isOpen).ifPresent(this::mend));
    }

    private void mend(RunningCase running) {
        List<Standings.Token> tokens = standings.tokensOf(running);
        Set<CaseState> states =
                tokens.stream().flatMap(token -> token.state().stream()).collect(Collectors.toSet());
        if (states.size() > 1) {
            note(
                    running,
                    "stands in several places at once: " + elements(tokens) + ". Take all but one away in Cockpit.");
            return;
        }
        if (standings.hasJob(running)) {
            cases.noteOutOfStep(running.id(), null);
        } else {
            note(
                    running,
                    "has no timer any more, and would wait for ever at " + elements(tokens)
                            + ". In Cockpit, move its token"
                            + " there once more, which sets the timer anew, or cancel it.");
        }
        states.stream().filter(state -> state != running.state()).forEach(state -> {
            LOG.warn("Case {} was {}, and follows its token: {}", running.id(), running.state(), state);
            cases.follow(running, state);
        });
    }

    private void note(RunningCase running, String problem) {
        LOG.warn("The process of case {} {}", running.id(), problem);
        cases.noteOutOfStep(running.id(), "Its process " + problem);
    }

    private static String elements(List<Standings.Token> tokens) {
        return String.join(
                ", ",
                new TreeSet<>(tokens.stream().map(Standings.Token::element).toList()));
    }
}
