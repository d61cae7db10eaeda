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
 * @param since when the callee said so
 */
public record InformationView(
        String callerName,
        Locale language,
        ZoneId timeZone,
        String calleeName,
        Optional<String> deviceLabel,
        boolean callReturned,
        Instant since) {}
