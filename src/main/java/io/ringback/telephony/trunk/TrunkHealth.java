package io.ringback.telephony.trunk;

import io.ringback.protocol.sip.UserAgent;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Whether the switch is there and knows us. A restart mends neither, and without the switch all but calls goes on, so it is
 * DEGRADED and not down.
 */
final class TrunkHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Works, but no calls do; see docs/sip-component.md");

    private final UserAgent trunk;

    TrunkHealth(UserAgent trunk) {
        this.trunk = trunk;
    }

    @Override
    public Health health() {
        Map<String, Boolean> peers = trunk.peersUp();
        long down = peers.values().stream().filter(up -> !up).count();
        boolean unregistered =
                trunk.registered().filter(registered -> !registered).isPresent();
        Health.Builder health = down > 0 || unregistered ? Health.status(DEGRADED) : Health.up();
        trunk.registered().ifPresent(registered -> health.withDetail("registered", registered));
        return health.withDetail("peers", peers)
                .withDetail("legs", trunk.holdings().legs())
                .build();
    }
}
