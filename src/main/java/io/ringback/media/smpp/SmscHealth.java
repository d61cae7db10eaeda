package io.ringback.media.smpp;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Whether all binds are up. A restart mends none, and without the SMSC all but short messages goes on: DEGRADED, not down. */
final class SmscHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "A bind with the SMSC is down; see docs/sms.md");

    private final Smsc smsc;

    SmscHealth(Smsc smsc) {
        this.smsc = smsc;
    }

    @Override
    public Health health() {
        Map<String, Boolean> binds = smsc.bindsUp();
        Health.Builder health = binds.containsValue(false) ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("binds", binds).build();
    }
}
