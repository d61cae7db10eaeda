package io.ringback.benchmark;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured while cases came at half the top rate.
 *
 * @param casesPerSecond that rate
 * @param latencies in nanoseconds, ascending, by {@link Step#ordinal()}; of an event, since it was due
 */
record HalfRate(double casesPerSecond, List<long[]> latencies) {

    private static final int MOST = 99;

    HalfRate {
        latencies = List.copyOf(latencies);
    }

    double percentile(Step step, int percent) {
        return Percentile.of(latencies.get(step.ordinal()), percent);
    }

    /** From an event to its message, 99 of 100, in milliseconds: of the three that a case has, the worst. */
    double eventToMessage() {
        return Stream.of(Step.QUESTION, Step.NOTIFICATION, Step.INFORMATION)
                .mapToDouble(step -> percentile(step, MOST))
                .max()
                .orElseThrow();
    }
}
