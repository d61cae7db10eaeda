package io.ringback.benchmark;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A figure that was measured in several rounds.
 *
 * @param median of an even number, the mean of the two in the middle
 */
record Spread(double median, double least, double most) {

    /** NaN if there are none. */
    static Spread of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1000 ? "%.1f" : "%.0f", value);
    }

    @Override
    public String toString() {
        return Double.isNaN(median) || least == most
                ? number(median)
                : number(median) + " (" + number(least) + "-" + number(most) + ")";
    }
}
