package io.ringback.callcontrol;

import io.ringback.callcontrol.Connection.State;
import io.ringback.callcontrol.Party.Role;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.sip.DialogIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps a connection's row, tells its case how it goes. One after another on threads that may wait for the database; what
 * cannot be written is tried again, since nobody else knows it.
 */
final class Records implements Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 100;

    private final UUID id;
    private final UUID caseId;
    private final ConnectionRows rows;
    private final Connections connections;
    private final Executor serial;
    private Ending ending = Ending.FAILED;

    /** @param serial runs what is to be written one after another */
    Records(UUID id, UUID caseId, ConnectionRows rows, Connections connections, Executor serial) {
        this.id = id;
        this.caseId = caseId;
        this.rows = rows;
        this.connections = connections;
        this.serial = serial;
    }

    @Override
    public void moved(State state, Map<Role, DialogIdentity> calls) {
        write(() -> {
            if (state == State.ENDED) {
                rows.end(id, ending);
            } else {
                rows.move(id, state, calls);
            }
        });
    }

    @Override
    public void progressed(Progress step, String detail) {
        write(() -> connections.progressed(caseId, step, detail));
    }

    /** Told before the row is ended: a crash between the two has it told once more, which the inbox knows for a repetition. */
    @Override
    public void turnedOut(Ending turnedOut) {
        write(() -> {
            ending = turnedOut;
            connections.ended(id.toString(), caseId, turnedOut);
        });
    }

    private void write(Runnable entry) {
        serial.execute(() -> {
            try (MDC.MDCCloseable ignored = MDC.putCloseable("caseId", caseId.toString())) {
                untilWritten(entry);
            } catch (RuntimeException e) {
                LOG.error("What became of connection {} is not recorded: {}", id, e.getClass(), e);
            }
        });
    }

    private void untilWritten(Runnable entry) {
        Duration pause = SHORTEST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                entry.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                if (tries == MOST_TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("What became of connection {} cannot be recorded yet: {}", id, e.toString());
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
