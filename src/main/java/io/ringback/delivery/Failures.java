package io.ringback.delivery;

import java.util.List;
import org.springframework.stereotype.Component;

/** Tells what it means for a message that its route ended with an exception. */
@Component
class Failures {

    private final List<Failure.Reader> readers;

    Failures(List<Failure.Reader> readers) {
        this.readers = List.copyOf(readers);
    }

    /** What an adapter says counts. Where it only lost its connection, nothing can have arrived of what had not left. */
    Failure read(OutboundMessage message, Exception thrown, Departure departure) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotBeDelivered) {
                return new Failure.Refused(cause.getMessage());
            }
            if (cause instanceof NotDelivered known) {
                return known.failure();
            }
        }
        Failure failure = readers.stream()
                .filter(reader -> reader.medium() == message.medium())
                .findAny()
                .map(reader -> reader.read(thrown))
                .orElseGet(() -> new Failure.NotTaken(thrown.getClass().getSimpleName()));
        return failure instanceof Failure.AnswerLost && !departure.hasLeft()
                ? new Failure.NotTaken(failure.problem())
                : failure;
    }
}
