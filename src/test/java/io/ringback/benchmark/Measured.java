package io.ringback.benchmark;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All that was measured, as the goals ask for it: NaN for what was not. */
final class Measured {

    private final List<Column> columns;
    private final Map<Extra, Double> extras = new EnumMap<>(Extra.class);

    Measured(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    void set(Extra figure, double measured) {
        extras.put(figure, measured);
    }

    /** Measured in several ways, of which the sum counts. */
    void add(Extra figure, double measured) {
        extras.merge(figure, measured, Double::sum);
    }

    /** Measured in several ways, of which the worst counts. */
    void worst(Extra figure, double milliseconds) {
        extras.merge(figure, milliseconds, Math::max);
    }

    double extra(Extra figure) {
        return extras.getOrDefault(figure, Double.NaN);
    }

    double waitingAgainstEmpty() {
        return extra(Extra.WAITING_AGAINST_EMPTY);
    }

    /** Ringback's cases per second against another's. */
    double ratio(Candidate other) {
        return of(Candidate.RINGBACK).map(Column::casesPerSecond).orElse(Double.NaN)
                / of(other).map(Column::casesPerSecond).orElse(Double.NaN);
    }

    double count(ToDoubleFunction<Counts> figure) {
        return of(Candidate.RINGBACK)
                .flatMap(Column::counts)
                .map(figure::applyAsDouble)
                .orElse(Double.NaN);
    }

    double median(ToDoubleFunction<Round> figure) {
        return of(Candidate.RINGBACK)
                .map(column -> column.spread(figure).median())
                .orElse(Double.NaN);
    }

    double eventToMessage() {
        return of(Candidate.RINGBACK)
                .flatMap(Column::halfRate)
                .map(HalfRate::eventToMessage)
                .orElse(Double.NaN);
    }

    private Optional<Column> of(Candidate candidate) {
        return columns.stream()
                .filter(column -> column.candidate() == candidate)
                .findFirst();
    }
}
