package io.ringback.web.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.ringback.agenda.ThisNode;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.web.operations.Figures.Count;
import io.ringback.web.operations.Figures.Undelivered;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes the figures as metrics. They are read every few seconds and not when they are asked for, so that however many
 * ask, the database answers once.
 */
@Component
class PublishedFigures {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedFigures.class);

    private final Figures figures;
    private final EngineDesk engine;
    private final DeployedFiles files;
    private final Duration lately;
    private final MultiGauge ended;
    private final MultiGauge waiting;
    private final MultiGauge deliveries;
    private final MultiGauge events;
    private final MultiGauge unhandled;
    private final MultiGauge connections;
    private final MultiGauge voiceCalls;
    private final PublishedLanes lanes;
    private final PublishedTalks talks;
    private final ThisNode node;
    private volatile Undelivered undelivered = new Undelivered(0, Duration.ZERO);
    private volatile long nodesAlive = 1;
    private volatile long outOfStep;
    private volatile long incidents;
    private volatile int filesRefused;
    private volatile int filesDiffering;
    private volatile long connectionsUnderWay;
    private volatile long voiceCallsUnderWay;
    private boolean failing;

    PublishedFigures(
            Figures figures,
            EngineDesk engine,
            DeployedFiles files,
            PublishedLanes lanes,
            PublishedTalks talks,
            ThisNode node,
            RouteFiles routes,
            Adapters adapters,
            OperationsProperties settings,
            MeterRegistry registry) {
        this.figures = figures;
        this.engine = engine;
        this.lanes = lanes;
        this.talks = talks;
        this.node = node;
        this.files = files;
        this.lately = settings.lately();
        String period = " in the last " + settings.lately().toSeconds() + " s";
        this.ended = MultiGauge.builder(MetricNames.CASES_ENDED)
                .description("Cases ended" + period)
                .register(registry);
        this.waiting = MultiGauge.builder(MetricNames.CASES_WAITING)
                .description("Open cases by what they wait for")
                .register(registry);
        this.deliveries = MultiGauge.builder(MetricNames.DELIVERIES)
                .description("Messages written" + period)
                .register(registry);
        this.events = MultiGauge.builder(MetricNames.EVENTS)
                .description("Events received" + period)
                .register(registry);
        this.unhandled = MultiGauge.builder(MetricNames.EVENTS_UNHANDLED)
                .description("Events not handled yet, or given up")
                .register(registry);
        this.connections = MultiGauge.builder(MetricNames.CONNECTIONS)
                .description("Connections ended" + period)
                .register(registry);
        Gauge.builder(MetricNames.CASES_OUT_OF_STEP, () -> outOfStep)
                .description("Open cases that do not agree with their process")
                .register(registry);
        Gauge.builder(MetricNames.NODES_ALIVE, () -> nodesAlive)
                .description("Nodes that live on this database")
                .register(registry);
        Gauge.builder(MetricNames.INCIDENTS, () -> incidents)
                .description("Incidents: what does not go on by itself")
                .register(registry);
        Gauge.builder(MetricNames.FILES_REFUSED, () -> filesRefused)
                .description("Problems for which files of bpmn/ and wording/ cannot be deployed,"
                        + " or what is in force cannot run here")
                .register(registry);
        Gauge.builder(MetricNames.FILES_DIFFERING, () -> filesDiffering)
                .description("Files of bpmn/ and wording/ that are not in force as they are")
                .register(registry);
        Gauge.builder(MetricNames.ROUTES_REFUSED, () -> routes.findings().size())
                .description("Findings for which files of camel-routes/ are not in force")
                .register(registry);
        Gauge.builder(MetricNames.WAYS_LOST, adapters::lostWays)
                .description("Media, and the switch, that lost their route")
                .register(registry);
        Gauge.builder(MetricNames.CONNECTIONS_UNDER_WAY, () -> connectionsUnderWay)
                .description("Connections being set up or talked on")
                .register(registry);
        this.voiceCalls = MultiGauge.builder(MetricNames.VOICE_CALLS)
                .description("Voice calls ended" + period)
                .register(registry);
        Gauge.builder(MetricNames.VOICE_CALLS_UNDER_WAY, () -> voiceCallsUnderWay)
                .description("Voice calls that ring or are spoken in")
                .register(registry);
        Gauge.builder(MetricNames.UNDELIVERED, () -> undelivered.count())
                .description("Messages that have not left yet")
                .register(registry);
        Gauge.builder(MetricNames.OLDEST_UNDELIVERED, () -> undelivered.oldest().toSeconds())
                .description("Age of the oldest message that has not left yet")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Reads the figures anew. While the database cannot be asked, the last ones stand. */
    @Scheduled(fixedDelayString = "${ringback.operations.read-figures-every:5s}")
    synchronized void refresh() {
        try {
            undelivered = figures.undelivered();
            publish(ended, figures.ended(lately), MetricNames.OUTCOME, null);
            publish(waiting, figures.open(), MetricNames.STATE, null);
            publish(deliveries, figures.deliveries(lately), MetricNames.MEDIUM, MetricNames.RESULT);
            publish(events, figures.events(lately), MetricNames.KIND, MetricNames.STATE);
            publish(unhandled, figures.unhandled(), MetricNames.KIND, MetricNames.STATE);
            publish(connections, figures.connections(lately), MetricNames.ENDING, null);
            outOfStep = figures.outOfStep();
            incidents = engine.incidents();
            filesRefused = files.refusals().size();
            filesDiffering = files.differing().size();
            connectionsUnderWay = figures.connectionsUnderWay();
            publish(voiceCalls, figures.voiceCalls(lately), MetricNames.RESULT, null);
            voiceCallsUnderWay = figures.voiceCallsUnderWay();
            nodesAlive = node.nodes().alive();
            lanes.refresh();
            talks.refresh();
            failing = false;
        } catch (DataAccessException e) {
            if (!failing) {
                LOG.warn("The figures cannot be read from the database; the last ones stand", e);
            }
            failing = true;
        }
    }

    private static void publish(MultiGauge gauge, List<Count> counts, String sort, String of) {
        gauge.register(
                counts.stream()
                        .map(count -> MultiGauge.Row.of(
                                of == null ? Tags.of(sort, count.sort()) : Tags.of(sort, count.sort(), of, count.of()),
                                count.count()))
                        .toList(),
                true);
    }
}
