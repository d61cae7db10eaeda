package io.ringback.conversation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller is told when the callee has used the contact means (claims 3 and 21).
 *
 * @param callerName the reader
 * @param language the reader's
 * @param timeZone the reader's
 * @param calleeName who can be reached
 * @param deviceLabel the callee's name for the device on which, if the callee said so
 * @param callReturned whether the callee had a call set up that the reader did not answer
 * @param since when the callee used the contact means
 */
public record InformationView(
        String callerName,
        Locale language,
        ZoneId timeZone,
        String calleeName,
        Optional<String> deviceLabel,
        boolean callReturned,
        Instant since) {}
