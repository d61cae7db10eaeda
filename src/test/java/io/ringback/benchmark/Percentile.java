package io.ringback.benchmark;

/** Percentiles of times: of a hundred, so many took no longer (nearest rank). */
final class Percentile {

    private Percentile() {}

    /**
     * In milliseconds; NaN if there is no time.
     *
     * @param sorted nanoseconds, ascending
     */
    static double of(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
