package io.ringback.benchmark;

import java.io.PrintStream;
import java.util.Locale;

/** Prints two columns and their ratio, so that more than 1 always means that the first is better. */
final class Table {

    private static final int[] PERCENTILES = {50, 95, 99};

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void print(Column first, Column second) {
        out.println();
        line("", first.title(), second.title(), "ratio");
        better("cases per second", first.casesPerSecond(), second.casesPerSecond());
        lessIsBetter("database round trips per case", first.roundTripsPerCase(), second.roundTripsPerCase());
        lessIsBetter("WAL per case, KB", first.walKilobytesPerCase(), second.walKilobytesPerCase());
        lessIsBetter("application CPU per case, ms", first.cpuMillisecondsPerCase(), second.cpuMillisecondsPerCase());
        for (Step step : Step.values()) {
            for (int percent : PERCENTILES) {
                lessIsBetter(
                        step.title() + ", p" + percent + " ms",
                        first.percentile(step, percent),
                        second.percentile(step, percent));
            }
        }
        out.println();
        line("idle round trips per second", number(first.idleRoundTrips()), number(second.idleRoundTrips()), "");
        line("mean mail, bytes", "" + first.mailBytes(), "" + second.mailBytes(), "");
        line("answers that came too early", "" + first.tooEarly(), "" + second.tooEarly(), "");
        line("mails that came twice", "" + first.mailsTwice(), "" + second.mailsTwice(), "");
        line(
                "cases that failed",
                "" + first.problems().size(),
                "" + second.problems().size(),
                "");
    }

    private void better(String what, double first, double second) {
        line(what, number(first), number(second), number(first / second));
    }

    private void lessIsBetter(String what, double first, double second) {
        line(what, number(first), number(second), number(second / first));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private void line(String what, String first, String second, String ratio) {
        out.printf("%-42s %12s %12s %8s%n", what, first, second, ratio);
    }
}
