package io.ringback.delivery;

import io.ringback.agenda.Lane;
import io.ringback.directory.Medium;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that is to leave, or has left.
 *
 * @param id random; session identifiers are derived from it
 * @param caseId the case it belongs to
 * @param kind what it says
 * @param medium how it travels
 * @param personId whom it is for
 * @param deviceId to which of their devices
 * @param validUntil until when it is worth delivering; empty if that is not limited
 */
public record OutboundMessage(
        UUID id,
        UUID caseId,
        MessageKind kind,
        Medium medium,
        UUID personId,
        UUID deviceId,
        Optional<Instant> validUntil) {

    /** One that is worth delivering whenever that is. */
    public OutboundMessage(UUID id, UUID caseId, MessageKind kind, Medium medium, UUID personId, UUID deviceId) {
        this(id, caseId, kind, medium, personId, deviceId, Optional.empty());
    }

    /** The same, worth delivering until then. */
    public OutboundMessage until(Instant end) {
        return new OutboundMessage(id, caseId, kind, medium, personId, deviceId, Optional.of(end));
    }

    /** Whether there is no use any more in delivering it. */
    boolean isOver(Instant now) {
        return validUntil.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** Where it waits its turn. */
    Lane lane() {
        return kind == MessageKind.CONNECTION ? Lane.CONNECTIONS : Lane.valueOf(medium.name());
    }
}
