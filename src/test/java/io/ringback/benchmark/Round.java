package io.ringback.benchmark;

import java.util.List;

/**
 * What was measured of a candidate in one round, without a proxy.
 *
 * @param cases how many were measured
 * @param seconds from the first event until the last case had ended in the database
 * @param latencies in nanoseconds, ascending, by {@link Step#ordinal()}
 * @param cpu used meanwhile
 * @param allocated bytes that the application's process allocated meanwhile
 * @param resident bytes of memory that it held in the end
 * @param tooEarly answers that had to be sent again
 */
record Round(int cases, double seconds, List<long[]> latencies, Cpu cpu, long allocated, long resident, long tooEarly) {

    private static final double MEGABYTE = 1024 * 1024;

    Round {
        latencies = List.copyOf(latencies);
    }

    double casesPerSecond() {
        return cases / seconds;
    }

    double applicationMilliseconds() {
        return cpu.application().toNanos() / 1e6 / cases;
    }

    double postgresMilliseconds() {
        return cpu.postgres().toNanos() / 1e6 / cases;
    }

    double driverMilliseconds() {
        return cpu.driver().toNanos() / 1e6 / cases;
    }

    double garbageMegabytes() {
        return allocated / MEGABYTE / cases;
    }

    double residentMegabytes() {
        return resident / MEGABYTE;
    }

    double percentile(Step step, int percent) {
        return Percentile.of(latencies.get(step.ordinal()), percent);
    }
}
