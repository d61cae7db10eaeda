package io.ringback.load;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param what is measured, with its unit
 * @param ringback Ringback's figure
 * @param reference the same of something else in the same run; NaN if there is nothing to compare with
 * @param of what the reference is
 */
record Figure(String what, double ringback, double reference, String of) {

    /** A figure that stands alone. */
    static Figure alone(String what, double ringback) {
        return new Figure(what, ringback, Double.NaN, "");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-58s %12s %12s %8s  %s",
                what,
                number(ringback),
                number(reference),
                number(ringback / reference),
                of);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
