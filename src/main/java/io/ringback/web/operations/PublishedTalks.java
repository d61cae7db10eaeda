package io.ringback.web.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.ringback.web.operations.TalkFigures.Spread;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Publishes how long it takes from the failed call to the first second of talk, and to the end, as metrics. */
@Component
class PublishedTalks {

    /** Fewer connections come about than other things happen: in five minutes there may be none. */
    private static final Duration PERIOD = Duration.ofHours(1);

    private final TalkFigures figures;
    private final MultiGauge toTalk;
    private final MultiGauge toEnd;
    private final MultiGauge talks;

    PublishedTalks(TalkFigures figures, MeterRegistry registry) {
        this.figures = figures;
        this.toTalk = MultiGauge.builder(MetricNames.CASES_TO_TALK)
                .description("From the failed call to the first second of talk, of those in the last hour")
                .baseUnit("seconds")
                .register(registry);
        this.toEnd = MultiGauge.builder(MetricNames.CASES_TO_END)
                .description("From the failed call to the end, of the cases that ended in the last hour")
                .baseUnit("seconds")
                .register(registry);
        this.talks = MultiGauge.builder(MetricNames.CASES_TALKED)
                .description("Cases whose two people talked for the first time in the last hour")
                .register(registry);
    }

    /** Reads them anew. */
    void refresh() {
        List<Spread> spreads = figures.toTalk(PERIOD);
        toTalk.register(
                spreads.stream().flatMap(spread -> parts(Tags.empty(), spread)).toList(), true);
        talks.register(
                List.of(Row.of(
                        Tags.empty(), spreads.stream().mapToLong(Spread::count).sum())),
                true);
        toEnd.register(
                figures.toEnd(PERIOD).stream()
                        .flatMap(spread -> parts(Tags.of(MetricNames.OUTCOME, spread.sort()), spread))
                        .toList(),
                true);
    }

    private static Stream<Row<?>> parts(Tags tags, Spread spread) {
        return Stream.of(
                Row.of(tags.and(MetricNames.QUANTILE, "0.5"), spread.median()),
                Row.of(tags.and(MetricNames.QUANTILE, "0.9"), spread.ninth()));
    }
}
