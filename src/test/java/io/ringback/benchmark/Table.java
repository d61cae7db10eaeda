package io.ringback.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Prints the columns side by side: first how Ringback stands to each, then the figures, as median (least-most) of the rounds. */
final class Table {

    private static final int[] PERCENTILES = {50, 95, 99};
    private static final int FIRST = 44;
    private static final int OTHERS = 24;

    private final PrintStream out;
    private final List<Column> columns;

    Table(PrintStream out, List<Column> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    void print() {
        ratios();
        out.println();
        line("", column -> column.candidate().title());
        line("cases per second", column -> column.spread(Round::casesPerSecond).toString());
        round("application CPU per case, ms", Round::applicationMilliseconds);
        round("PostgreSQL CPU per case, ms", Round::postgresMilliseconds);
        round("driver and sink CPU per case, ms", Round::driverMilliseconds);
        round("garbage per case, MB", Round::garbageMegabytes);
        round("resident memory of the application, MB", Round::residentMegabytes);
        counted("database round trips per case", Counts::roundTripsPerCase);
        counted("WAL per case, KB", Counts::walKilobytesPerCase);
        for (Step step : Step.values()) {
            for (int percent : PERCENTILES) {
                round(step.title() + ", p" + percent + " ms", round -> round.percentile(step, percent));
            }
        }
        out.println();
        halfRate("half the top rate: cases per second", HalfRate::casesPerSecond);
        for (Step step : Step.values()) {
            halfRate("  " + step.title() + ", p99 ms", half -> half.percentile(step, 99));
        }
        out.println();
        counted("idle round trips per second", Counts::idleRoundTrips);
        counted("mean mail, bytes", Counts::mailBytes);
        round("answers that came too early", Round::tooEarly);
        line("mails that came twice", column -> "" + column.mailsTwice());
        line("problems", column -> "" + column.problems().size());
    }

    /** More than 1 always means that Ringback is better. */
    private void ratios() {
        columns.stream()
                .filter(column -> column.candidate() == Candidate.RINGBACK)
                .findFirst()
                .filter(ringback -> columns.size() > 1)
                .ifPresent(ringback -> {
                    out.println();
                    line(
                            "Ringback against",
                            column ->
                                    column == ringback ? "" : column.candidate().title());
                    ratio(ringback, "cases per second", Column::casesPerSecond, false);
                    ratio(ringback, "application CPU per case", cost(Round::applicationMilliseconds), true);
                    ratio(ringback, "PostgreSQL CPU per case", cost(Round::postgresMilliseconds), true);
                    ratio(ringback, "garbage per case", cost(Round::garbageMegabytes), true);
                    ratio(ringback, "database round trips per case", count(Counts::roundTripsPerCase), true);
                    ratio(ringback, "WAL per case", count(Counts::walKilobytesPerCase), true);
                    ratio(ringback, "whole case, p99", cost(round -> round.percentile(Step.CASE, 99)), true);
                });
    }

    private void ratio(Column ringback, String what, ToDoubleFunction<Column> figure, boolean lessIsBetter) {
        line(what, column -> {
            double ratio = figure.applyAsDouble(ringback) / figure.applyAsDouble(column);
            return column == ringback ? "" : Spread.number(lessIsBetter ? 1 / ratio : ratio);
        });
    }

    private static ToDoubleFunction<Column> cost(ToDoubleFunction<Round> figure) {
        return column -> column.spread(figure).median();
    }

    private static ToDoubleFunction<Column> count(ToDoubleFunction<Counts> figure) {
        return column -> column.counts().map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private void round(String what, ToDoubleFunction<Round> figure) {
        line(what, column -> column.spread(figure).toString());
    }

    private void counted(String what, ToDoubleFunction<Counts> figure) {
        line(what, column -> Spread.number(count(figure).applyAsDouble(column)));
    }

    private void halfRate(String what, ToDoubleFunction<HalfRate> figure) {
        line(what, column -> column.halfRate()
                .map(half -> Spread.number(figure.applyAsDouble(half)))
                .orElse("-"));
    }

    private void line(String what, Function<Column, String> cell) {
        StringBuilder line = new StringBuilder(String.format("%-" + FIRST + "s", what));
        columns.forEach(column -> line.append(String.format("%" + OTHERS + "s", cell.apply(column))));
        out.println(line.toString().stripTrailing());
    }
}
