package io.ringback.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A case as API clients and operators may see it: names, never addresses.
 *
 * @param id also the business key of the process instance
 * @param state what it waits for
 * @param outcome how it ended; absent while open
 * @param reason why it ended so, in a word
 * @param callerName absent if nobody we know
 * @param calleeName absent if nobody we know
 * @param failedMedium through what the call was tried
 * @param cause why it failed
 * @param callerIdentity whether the caller is who the call said they are
 * @param attempts how often it was tried
 * @param openedAt when
 * @param endedAt when; absent while open
 * @param joinedTo the open case of the same two that this one became part of
 * @param journey what happened, first to last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseView(
        UUID id,
        CaseState state,
        Outcome outcome,
        String reason,
        String callerName,
        String calleeName,
        Medium failedMedium,
        Cause cause,
        CallerIdentity callerIdentity,
        int attempts,
        Instant openedAt,
        Instant endedAt,
        UUID joinedTo,
        List<JournalEntry> journey) {

    public CaseView {
        journey = List.copyOf(journey);
    }

    /**
     * A line of the journey.
     *
     * @param at when
     * @param step what happened
     * @param medium through what, if through any
     * @param result in a word or two
     * @param detail more about it, for operators
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JournalEntry(Instant at, String step, Medium medium, String result, String detail) {}
}
