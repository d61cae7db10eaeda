package io.ringback.telephony.callcontrol;

import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.Verdict;
import io.ringback.telephony.callcontrol.Script.End;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** What it means that a phone did not answer our call: what it would mean if the switch had told us of such a call. */
final class Unanswered {

    private static final Set<Integer> OUR_FAULT = Set.of(400, 401, 407, 415, 488, 606);

    private final Function<CallEnding, Verdict> classification;
    private final Clock clock;
    private Optional<Instant> ringsSince = Optional.empty();

    Unanswered(Function<CallEnding, Verdict> classification, Clock clock) {
        this.classification = classification;
        this.clock = clock;
    }

    /** Whether a status says that we are at fault, or the switch, but not that the phone cannot be reached. */
    static boolean isOurFault(int status) {
        return OUR_FAULT.contains(status);
    }

    /** It rings. May be told more than once. */
    void rings() {
        ringsSince = ringsSince.or(() -> Optional.of(clock.instant()));
    }

    /** It gave this final response. */
    End end(int status, Optional<Integer> q850) {
        if (isOurFault(status)) {
            return End.FAILED;
        }
        boolean rang = ringsSince.isPresent();
        Verdict verdict = classification.apply(new CallEnding(
                OptionalInt.of(status),
                q850.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                rang,
                ringsSince
                        .map(since -> Duration.between(since, clock.instant()))
                        .orElse(Duration.ZERO)));
        if (verdict instanceof Verdict.Failed failed) {
            return end(failed.cause());
        }
        if (verdict instanceof Verdict.Block) {
            return End.REJECTED;
        }
        return rang ? End.NO_ANSWER : End.UNREACHABLE;
    }

    private static End end(Cause cause) {
        return switch (cause) {
            case BUSY -> End.BUSY;
            case NO_ANSWER -> End.NO_ANSWER;
            case REJECTED -> End.REJECTED;
            case UNREACHABLE, NOT_FOUND, UNDELIVERABLE -> End.UNREACHABLE;
        };
    }
}
