package io.ringback.benchmark;

import java.util.List;

/**
 * What was measured of one candidate.
 *
 * @param title the candidate's
 * @param cases how many were measured
 * @param seconds from the first event until the last case had ended in the database
 * @param latencies in nanoseconds, ascending, by {@link Step#ordinal()}
 * @param roundTrips to the database
 * @param walBytes written by it
 * @param cpuSeconds of the application's process
 * @param idleRoundTrips per second, before anything was driven
 * @param mailBytes mean size of a mail
 * @param tooEarly answers that had to be sent again
 * @param mailsTwice mails that came again
 * @param problems of cases that did not end as they should
 * @param postgres its settings
 */
record Column(
        String title,
        int cases,
        double seconds,
        List<long[]> latencies,
        long roundTrips,
        long walBytes,
        double cpuSeconds,
        double idleRoundTrips,
        long mailBytes,
        long tooEarly,
        long mailsTwice,
        List<String> problems,
        String postgres) {

    Column {
        latencies = List.copyOf(latencies);
        problems = List.copyOf(problems);
    }

    boolean isSound() {
        return problems.isEmpty() && mailsTwice == 0;
    }

    double casesPerSecond() {
        return cases / seconds;
    }

    double roundTripsPerCase() {
        return (double) roundTrips / cases;
    }

    double walKilobytesPerCase() {
        return walBytes / 1024.0 / cases;
    }

    double cpuMillisecondsPerCase() {
        return cpuSeconds * 1000 / cases;
    }

    /** In milliseconds; NaN if no case came that far. */
    double percentile(Step step, int percent) {
        long[] sorted = latencies.get(step.ordinal());
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
