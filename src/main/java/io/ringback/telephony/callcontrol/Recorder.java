package io.ringback.telephony.callcontrol;

import io.ringback.inbox.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Records what becomes of one connection or voice call, one entry after another on threads that may wait for the database. What
 * cannot be written is tried again, since nobody else knows it.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final int MOST_TRIES = 100;

    private final String what;
    private final Optional<UUID> caseId;
    private final Executor serial;

    /**
     * @param what is recorded, for the log
     * @param serial runs what is to be written one after another
     */
    Recorder(String what, UUID caseId, Executor serial) {
        this(what, Optional.of(caseId), serial);
    }

    /** Of what is about no case, or about several. */
    Recorder(String what, Executor serial) {
        this(what, Optional.empty(), serial);
    }

    private Recorder(String what, Optional<UUID> caseId, Executor serial) {
        this.what = what;
        this.caseId = caseId;
        this.serial = serial;
    }

    /** Writes an entry, until it is written. */
    void write(Runnable entry) {
        once(() -> untilWritten(entry));
    }

    /** Does something in its turn. */
    void once(Runnable task) {
        serial.execute(() -> guarded(task));
    }

    /** Writes an entry, until it is written, before it returns: for what is done in its turn. */
    void writeNow(Runnable entry) {
        guarded(() -> untilWritten(entry));
    }

    private void guarded(Runnable task) {
        try (MDC.MDCCloseable ignored =
                caseId.map(id -> MDC.putCloseable("caseId", id.toString())).orElse(null)) {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("What became of {} is not recorded: {}", what, e.getClass(), e);
        }
    }

    private void untilWritten(Runnable entry) {
        for (int tries = 1; ; tries++) {
            try {
                entry.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                if (tries == MOST_TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("What became of {} cannot be recorded yet: {}", what, e.toString());
                LockSupport.parkNanos(PAUSES.after(tries).toNanos());
            }
        }
    }
}
