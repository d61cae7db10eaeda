package io.ringback.wording;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller is shown when asked.
 *
 * @param callerName the reader
 * @param language the reader's
 * @param timeZone the reader's
 * @param calleeName who could not be reached
 * @param cause why the last attempt failed
 * @param failedMedium through what it was made
 * @param lastTriedAt when it was made
 * @param attempts how many there were
 * @param conference whether it was to have the callee join a conference
 * @param maySayWhy whether the reader may say why they called, which the callee then reads
 * @param time if they are asked whether they want to be connected then, and not whether to notify: when
 */
public record QuestionView(
        String callerName,
        Locale language,
        ZoneId timeZone,
        String calleeName,
        Cause cause,
        Medium failedMedium,
        Instant lastTriedAt,
        int attempts,
        boolean conference,
        boolean maySayWhy,
        Optional<Instant> time) {

    /** What is shown where the caller may not say why they called. */
    public QuestionView(
            String callerName,
            Locale language,
            ZoneId timeZone,
            String calleeName,
            Cause cause,
            Medium failedMedium,
            Instant lastTriedAt,
            int attempts,
            boolean conference) {
        this(
                callerName,
                language,
                timeZone,
                calleeName,
                cause,
                failedMedium,
                lastTriedAt,
                attempts,
                conference,
                false,
                Optional.empty());
    }

    /** The same, in which they may. */
    public QuestionView withWhy() {
        return with(true, time);
    }

    /** What is asked about a time instead. */
    QuestionView about(Instant at) {
        return with(false, Optional.of(at));
    }

    private QuestionView with(boolean why, Optional<Instant> at) {
        return new QuestionView(
                callerName,
                language,
                timeZone,
                calleeName,
                cause,
                failedMedium,
                lastTriedAt,
                attempts,
                conference,
                why,
                at);
    }
}
