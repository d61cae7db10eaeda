package io.ringback.wording;

import io.ringback.directory.Medium;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What the callee is shown: who, when, how often, and what can be done. The caller's address is not part of it.
 *
 * @param calleeName the reader
 * @param language the reader's
 * @param timeZone the reader's
 * @param callerName who tried
 * @param failedMedium through what
 * @param lastTriedAt when last
 * @param attempts how often
 * @param conference whether it was to have the reader join a conference
 * @param callerUnverified whether the caller's number could not be verified, so that somebody else may have called
 * @param devices the reader's own devices on which to be reached, best first
 * @param canConnect whether "Connect us now" is offered
 * @param standsInFor who was called, if the reader is told in their stead
 */
public record ContactView(
        String calleeName,
        Locale language,
        ZoneId timeZone,
        String callerName,
        Medium failedMedium,
        Instant lastTriedAt,
        int attempts,
        boolean conference,
        boolean callerUnverified,
        List<DeviceChoice> devices,
        boolean canConnect,
        Optional<String> standsInFor) {

    public ContactView {
        devices = List.copyOf(devices);
    }

    /** For the callee. */
    public ContactView(
            String calleeName,
            Locale language,
            ZoneId timeZone,
            String callerName,
            Medium failedMedium,
            Instant lastTriedAt,
            int attempts,
            boolean conference,
            boolean callerUnverified,
            List<DeviceChoice> devices,
            boolean canConnect) {
        this(
                calleeName,
                language,
                timeZone,
                callerName,
                failedMedium,
                lastTriedAt,
                attempts,
                conference,
                callerUnverified,
                devices,
                canConnect,
                Optional.empty());
    }

    /** Which of the texts about what was tried fits. */
    public String attempt() {
        return standsInFor.isPresent() ? "deputy" : Wording.attempt(failedMedium, conference);
    }

    /**
     * A device of the reader, by its label.
     *
     * @param id to post back
     * @param label what the reader calls it
     * @param medium how it is reached
     * @param callable whether the reader can be called on it to be connected
     */
    public record DeviceChoice(UUID id, String label, Medium medium, boolean callable) {}
}
