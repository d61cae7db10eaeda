package io.ringback.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The times that the callee of a case has named.
 *
 * @param callAt when they want to be called, by the last one; empty if they have named none, or have chosen otherwise since
 * @param count how often they have named one
 * @param answer what the caller says to that time; empty if they need not be asked
 * @param question the message that asks them, while it does
 * @param forBoth what came of looking for one that suits both; empty if nobody has
 */
public record NamedTimes(
        Optional<Instant> callAt,
        int count,
        Optional<TimeAnswer> answer,
        Optional<UUID> question,
        Optional<ForBoth> forBoth) {

    /** None. */
    public static final NamedTimes NONE =
            new NamedTimes(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether this message asks the caller about that time, and nothing has come of it yet. */
    public boolean isAskedBy(UUID messageId) {
        return answer.filter(TimeAnswer.AWAITED::equals).isPresent()
                && question.filter(messageId::equals).isPresent();
    }

    /** Whether the two may be called at that time, as it is soon or suits the caller too. */
    public boolean isAgreed() {
        return callAt.isPresent() && answer.map(TimeAnswer.YES::equals).orElse(true);
    }
}
