package io.ringback.telephony.switchcheck;

import io.ringback.telephony.switchcheck.SyntheticCallRows.Standing;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Whether the last synthetic call came all the way, and was not too long ago. No restart mends it, and messages leave all the same, so it
 * is DEGRADED and not down.
 */
final class SyntheticCallHealth implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Calls may not be connected; see docs/operations.md#the-synthetic-call");

    private final SyntheticCalls calls;
    private final Duration oldest;

    /** @param oldest how old the last one may be */
    SyntheticCallHealth(SyntheticCalls calls, Duration oldest) {
        this.calls = calls;
        this.oldest = oldest;
    }

    @Override
    public Health health() {
        Optional<Standing> standing = calls.standing();
        boolean failed = standing.filter(last -> !last.outcome().equals(SyntheticOutcome.CONNECTED.name()))
                .isPresent();
        boolean late = calls.sinceMade().compareTo(oldest) > 0;
        Health.Builder health = failed || late ? Health.status(DEGRADED) : Health.up();
        if (late) {
            health.withDetail(
                    "late", "None has been made for " + calls.sinceMade().toMinutes() + " min.");
        }
        standing.ifPresent(last -> health.withDetail("last", last.outcome())
                .withDetail("at", last.endedAt())
                .withDetail("why", (SyntheticOutcome.valueOf(last.outcome()).words() + ". " + last.detail()).strip()));
        return health.build();
    }
}
