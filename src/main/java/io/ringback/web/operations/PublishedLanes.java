package io.ringback.web.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.ringback.agenda.Lane;
import io.ringback.agenda.Lanes;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Publishes how the lanes of this node stand, as metrics. */
@Component
class PublishedLanes {

    private final Lanes lanes;
    private final MultiGauge busy;
    private final MultiGauge places;
    private final MultiGauge waiting;
    private final MultiGauge silent;
    private final SilentServers servers;

    PublishedLanes(Lanes lanes, SilentServers servers, MeterRegistry registry) {
        this.lanes = lanes;
        this.servers = servers;
        this.busy = MultiGauge.builder(MetricNames.LANE_BUSY)
                .description("What this node does of a lane now")
                .register(registry);
        this.places = MultiGauge.builder(MetricNames.LANE_PLACES)
                .description("How much of a lane this node does at once")
                .register(registry);
        this.waiting = MultiGauge.builder(MetricNames.LANE_WAITING)
                .description("What is due in a lane and has no place yet, on all nodes")
                .register(registry);
        this.silent = MultiGauge.builder(MetricNames.SERVERS_SILENT)
                .description("Servers of a lane that take nothing that this node gives them")
                .register(registry);
    }

    void refresh() {
        List<Lanes.Standing> standing = lanes.standing();
        publish(busy, standing, Lanes.Standing::busy);
        publish(places, standing, Lanes.Standing::places);
        publish(waiting, standing, Lanes.Standing::waiting);
        Map<Lane, Long> takeNothing = servers.byLane();
        publish(silent, standing, lane -> takeNothing.getOrDefault(lane.lane(), 0L));
    }

    private static void publish(
            MultiGauge gauge, List<Lanes.Standing> standing, ToLongFunction<Lanes.Standing> number) {
        gauge.register(
                standing.stream()
                        .map(lane -> MultiGauge.Row.of(
                                Tags.of(MetricNames.LANE, lane.lane().label()), number.applyAsLong(lane)))
                        .toList(),
                true);
    }
}
