package io.ringback.wording;

import io.ringback.directory.Medium;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param returned whether the reader tried first, and what is told of is the call that was returned to them
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
        Optional<String> standsInFor,
        boolean returned) {

    public ContactView {
        devices = List.copyOf(devices);
    }

    /** What a callee is shown who has not tried first. */
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
            boolean canConnect,
            Optional<String> standsInFor) {
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
                standsInFor,
                false);
    }

    /** Which of the texts about what was tried fits. */
    public String attempt() {
        if (returned) {
            return "returned";
        }
        return standsInFor.isPresent() ? "deputy" : Wording.attempt(failedMedium, conference);
    }

    /** In whose stead the reader is told, as texts show the name; empty if in nobody's. */
    public String called() {
        return standsInFor.map(Wording::name).orElse("");
    }

    /** What the templates of a page and of a letter say alike of it. */
    public Map<String, Object> values(WordingInForce wording) {
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(calleeName));
        values.put("caller", Wording.name(callerName));
        values.put("called", called());
        values.put("heading", "notification.heading." + attempt());
        values.put("tried", "notification.tried." + attempt());
        values.put("attempts", attempts);
        values.put("when", wording.when(lastTriedAt, timeZone, language));
        values.put("unverified", callerUnverified);
        values.put("canConnect", canConnect);
        values.put("connecting", "contact.connect.explanation." + (conference ? "conference" : "call"));
        return values;
    }

    /**
     * A device of the reader, by its label.
     *
     * @param id to post back
     * @param label what the reader calls it, with the last digits of its number where it is told apart only by them
     * @param medium how it is reached
     * @param callable whether the reader can be called on it to be connected
     */
    public record DeviceChoice(UUID id, String label, Medium medium, boolean callable) {}
}
