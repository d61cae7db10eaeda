package io.ringback.delivery;

import io.ringback.database.Question;
import io.ringback.database.WithCommit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Asks for the {@link Circumstances} of what a transaction writes, in the trip that commits it. */
@Component
class KnownWhenWritten {

    private final WithCommit withCommit;
    private final ObjectProvider<Circumstances.Source> sources;

    KnownWhenWritten(WithCommit withCommit, ObjectProvider<Circumstances.Source> sources) {
        this.withCommit = withCommit;
        this.sources = sources;
    }

    /**
     * Has those of {@code message} asked for, to be there once this transaction is committed.
     *
     * @return tells them then; empty if they are not known
     */
    Supplier<Optional<Circumstances>> of(OutboundMessage message) {
        Asked asked = new Asked(message.id());
        TransactionSynchronizationManager.registerSynchronization(asked);
        return asked;
    }

    private final class Asked implements TransactionSynchronization, Supplier<Optional<Circumstances>> {

        private final UUID message;
        private Circumstances known;

        private Asked(UUID message) {
            this.message = message;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            sources.ifAvailable(source -> ask(source.asWritten(message)));
        }

        /** One by one: for several at once PostgreSQL would make a plan each time. */
        private <T extends Circumstances> void ask(Question<T> question) {
            withCommit.ask(question, rows -> rows.forEach(row -> known = row));
        }

        @Override
        public Optional<Circumstances> get() {
            return Optional.ofNullable(known);
        }
    }
}
