package io.ringback.delivery;

import io.ringback.agenda.Lane;
import io.ringback.directory.Medium;
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
 */
public record OutboundMessage(UUID id, UUID caseId, MessageKind kind, Medium medium, UUID personId, UUID deviceId) {

    /** Where it waits its turn. */
    Lane lane() {
        return kind == MessageKind.CONNECTION ? Lane.CONNECTIONS : Lane.valueOf(medium.name());
    }
}
