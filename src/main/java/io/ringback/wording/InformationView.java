package io.ringback.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller is told in the end.
 *
 * @param callerName the reader
 * @param language the reader's
 * @param timeZone the reader's
 * @param calleeName who can be reached
 * @param deviceLabel on which device, as its owner calls it
 * @param callReturned the callee had the call returned but the caller did not answer
 * @param dialled the reader had said that they can be reached, and the callee has reacted to that
 * @param since when the callee said so
 */
public record InformationView(
        String callerName,
        Locale language,
        ZoneId timeZone,
        String calleeName,
        Optional<String> deviceLabel,
        boolean callReturned,
        boolean dialled,
        Instant since) {

    /** What those are told who have called, and have not been rung for somebody who did. */
    public InformationView(
            String callerName,
            Locale language,
            ZoneId timeZone,
            String calleeName,
            Optional<String> deviceLabel,
            boolean callReturned,
            Instant since) {
        this(callerName, language, timeZone, calleeName, deviceLabel, callReturned, false, since);
    }

    /** Which of the texts fits. */
    public String kind() {
        if (dialled) {
            return callReturned ? "dialled" : "reacted";
        }
        return callReturned ? "returned" : "reachable";
    }
}
