package io.ringback.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What this node asked the database and takes to be so for a second. A change that this node makes counts at once: for its own
 * transaction while it lasts, for everybody when it is over.
 */
@Component
class StandingAnswers {

    private static final long STANDS_NANOS = Duration.ofSeconds(1).toNanos();

    private record Answer(Object given, long atNanos) {
        boolean stands() {
            return System.nanoTime() - atNanos < STANDS_NANOS;
        }
    }

    private final Map<Object, Answer> answers = new HashMap<>();
    private long changes;

    /**
     * The answer to a question, from the database if it was last asked more than a second ago.
     *
     * @param question what tells it from all others
     * @param database asked for the answer; what it does not know is asked again each time
     */
    @SuppressWarnings("unchecked") // A question has answers of one kind.
    <T> T to(Object question, Supplier<T> database) {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return database.get();
        }
        long changesBefore;
        synchronized (this) {
            Answer answer = answers.get(question);
            if (answer != null && answer.stands()) {
                return (T) answer.given();
            }
            changesBefore = changes;
        }
        T given = database.get();
        synchronized (this) {
            if (given != null && changes == changesBefore) {
                answers.put(question, new Answer(given, System.nanoTime()));
            }
        }
        return given;
    }

    /** The transaction of this thread changes what the database answers. */
    void change() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forget();
            return;
        }
        if (TransactionSynchronizationManager.hasResource(this)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(this, this);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(StandingAnswers.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(StandingAnswers.this, StandingAnswers.this);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(StandingAnswers.this);
                forget();
            }
        });
    }

    private synchronized void forget() {
        changes++;
        answers.clear();
    }
}
