package io.ringback.media.smpp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Publishes which binds are up. A dot becomes an underscore in Prometheus. */
final class SmscMetrics implements MeterBinder {

    /** Whether a bind is up, 1 or 0, by its name: {@code smsc-} and its number in {@code ringback.sms.smpp.binds}. */
    static final String BINDS_UP = "ringback.sms.binds.up";

    static final String BIND = "bind";

    private final Smsc smsc;
    private final int binds;

    SmscMetrics(Smsc smsc, int binds) {
        this.smsc = smsc;
        this.binds = binds;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (int number = 1; number <= binds; number++) {
            String name = "smsc-" + number;
            Gauge.builder(BINDS_UP, () -> smsc.bindsUp().getOrDefault(name, false) ? 1 : 0)
                    .tag(BIND, name)
                    .description("Whether the bind with the SMSC is up")
                    .register(registry);
        }
    }
}
