package io.ringback.telephony.trunk;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.protocol.sip.UserAgent;
import java.util.List;

/** Publishes what the trunk counts and holds. */
final class TrunkMetrics implements MeterBinder {

    private final UserAgent trunk;

    TrunkMetrics(UserAgent trunk) {
        this.trunk = trunk;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String kind : trunk.counters().keySet()) {
            FunctionCounter.builder(TrunkMetricNames.EVENTS, trunk, agent -> agent.counters()
                            .get(kind))
                    .tag(TrunkMetricNames.KIND, kind)
                    .description("What came of SIP requests and registrations")
                    .register(registry);
        }
        Gauge.builder(TrunkMetricNames.LEGS, () -> trunk.holdings().legs())
                .description("Calls that have not ended")
                .register(registry);
        Gauge.builder(TrunkMetricNames.TRANSACTIONS, () -> trunk.holdings().transactions())
                .description("SIP transactions that have not ended")
                .register(registry);
        List<String> peers = List.copyOf(trunk.peersUp().keySet());
        for (int number = 1; number <= peers.size(); number++) {
            String peer = peers.get(number - 1);
            Gauge.builder(TrunkMetricNames.PEERS_UP, () -> oneIf(trunk.peersUp().getOrDefault(peer, false)))
                    .tag(TrunkMetricNames.PEER, Integer.toString(number))
                    .description("Whether the peer answers OPTIONS")
                    .register(registry);
        }
        if (trunk.registered().isPresent()) {
            Gauge.builder(
                            TrunkMetricNames.REGISTERED,
                            () -> oneIf(trunk.registered().orElse(false)))
                    .description("Whether the trunk is registered")
                    .register(registry);
        }
    }

    private static int oneIf(boolean so) {
        return so ? 1 : 0;
    }
}
