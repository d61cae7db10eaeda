package io.ringback.web.operations.acts;

import io.ringback.agenda.Lane;
import io.ringback.agenda.Lanes;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what batches are to do, case by case. A case has its result in the transaction of the act, so whoever goes on after a crash, or
 * works on the same batch meanwhile, does it to each case once.
 */
@Component
class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    private static final int TRIES = 3;
    private static final int LOOKS_AT_LANES_EVERY = 20;

    /** So much waits for its turn that a batch adds nothing to it. */
    private static final int TIMES_THE_PLACES = 4;

    private static final int LONGEST_REASON = 200;

    /** Why an act broke off, to be noted apart. */
    private record Broken(Batches.Turn turn, RuntimeException why) {}

    private final Batches batches;
    private final CaseActs engine;
    private final CaseNotes notes;
    private final Lanes lanes;
    private final TransactionTemplate transaction;

    BatchRunner(Batches batches, CaseActs engine, CaseNotes notes, Lanes lanes, TransactionTemplate transaction) {
        this.batches = batches;
        this.engine = engine;
        this.notes = notes;
        this.lanes = lanes;
        this.transaction = transaction;
    }

    /**
     * Goes on with a batch until it is over or stopped, the lanes are full, or {@code enough} says so.
     *
     * @return whether something of it is left to be done
     */
    boolean goOn(UUID id, BooleanSupplier enough) {
        Optional<Batch> batch = batches.find(id).filter(Batch::isRunning);
        if (batch.isEmpty()) {
            return false;
        }
        Wish wish = batch.get().wish();
        Map<Integer, Integer> broken = new ConcurrentHashMap<>();
        for (int done = 0; !enough.getAsBoolean(); done++) {
            if (wish.act().sends() && done % LOOKS_AT_LANES_EVERY == 0 && lanesAreFull()) {
                return true;
            }
            Broken[] now = new Broken[1];
            if (!doNext(id, wish, now)) {
                batches.endIfOver(id);
                return false;
            }
            if (now[0] != null) {
                broke(id, now[0], broken.merge(now[0].turn().position(), 1, Integer::sum));
            }
        }
        return true;
    }

    private boolean doNext(UUID id, Wish wish, Broken[] broken) {
        Batches.Turn[] turn = new Batches.Turn[1];
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<Batches.Turn> next = batches.next(id);
                next.ifPresent(one -> {
                    turn[0] = one;
                    try (MDC.MDCCloseable ignored =
                            MDC.putCloseable("caseId", one.caseId().toString())) {
                        batches.note(id, one, act(wish, one));
                    }
                });
                return next.isPresent();
            }));
        } catch (RuntimeException e) {
            if (turn[0] == null) {
                throw e;
            }
            if (e instanceof CaseActs.NotDone) {
                batches.note(id, turn[0], Optional.of(e.getMessage()));
            } else {
                broken[0] = new Broken(turn[0], e);
            }
            return true;
        }
    }

    private Optional<String> act(Wish wish, Batches.Turn turn) {
        UUID caseId = turn.caseId();
        return switch (wish.act()) {
            case NOTE -> notes.add(caseId, wish);
            case RAISE -> {
                Optional<String> whyNot = engine.act(wish, caseId, turn.stood());
                if (whyNot.isEmpty()) {
                    notes.raise(caseId, wish.operator());
                }
                yield whyNot;
            }
            default -> engine.act(wish, caseId, turn.stood());
        };
    }

    /** Two things may have met at the case, so it is tried again; then it is said. */
    private void broke(UUID id, Broken broken, int times) {
        LOG.warn(
                "Batch {} could not do its act to case {} (try {}): {}",
                id,
                broken.turn().caseId(),
                times,
                broken.why().toString());
        if (times >= TRIES) {
            String why = "It broke off: " + String.valueOf(broken.why().getMessage());
            batches.note(id, broken.turn(), Optional.of(why.substring(0, Math.min(why.length(), LONGEST_REASON))));
        }
    }

    private boolean lanesAreFull() {
        return lanes.standing().stream()
                .filter(one -> one.lane() != Lane.HOUSEKEEPING)
                .anyMatch(one -> one.waiting() > (long) TIMES_THE_PLACES * one.places());
    }
}
