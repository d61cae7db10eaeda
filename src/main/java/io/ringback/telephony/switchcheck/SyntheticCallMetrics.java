package io.ringback.telephony.switchcheck;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.telephony.switchcheck.SyntheticCallRows.Standing;
import java.time.Duration;

/** Publishes how synthetic calls stand, apart from all figures of people's cases. */
final class SyntheticCallMetrics implements MeterBinder {

    /** How many have failed since one came all the way. */
    static final String FAILURES = "ringback.synthetic.call.failures";
    /** For how long none has come all the way, in seconds. */
    static final String AGE = "ringback.synthetic.call.age";
    /** The longest age at which all may be well, in seconds. */
    static final String OLDEST = "ringback.synthetic.call.oldest";
    /** From the call that failed until the two heard each other, of the last one that came all the way, in seconds. */
    static final String TALK = "ringback.synthetic.call.talk";

    private static final String SECONDS = "seconds";
    private static final double MILLIS = 1000;

    private final SyntheticCalls calls;
    private final Duration oldest;

    SyntheticCallMetrics(SyntheticCalls calls, Duration oldest) {
        this.calls = calls;
        this.oldest = oldest;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(FAILURES, () -> calls.standing().map(Standing::failures).orElse(0L))
                .description("Synthetic calls that failed since one came all the way")
                .register(registry);
        Gauge.builder(AGE, () -> calls.sinceConnected().toSeconds())
                .description("Since a synthetic call came all the way, or since the node's start")
                .baseUnit(SECONDS)
                .register(registry);
        Gauge.builder(OLDEST, oldest::toSeconds)
                .description("The longest age of a synthetic call at which all may be well")
                .baseUnit(SECONDS)
                .register(registry);
        Gauge.builder(TALK, () -> calls.standing()
                        .map(Standing::tookMillis)
                        .map(millis -> millis / MILLIS)
                        .orElse(Double.NaN))
                .description(
                        "From the failed call until the two heard each other, of the last synthetic call that came all the way")
                .baseUnit(SECONDS)
                .register(registry);
    }
}
