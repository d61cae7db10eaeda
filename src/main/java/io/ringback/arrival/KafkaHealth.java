package io.ringback.arrival;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.TaskHealthState;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Whether the topics are read that routes read. A restart brings no broker back, and all else goes on: DEGRADED, not down. */
@Component("kafkaHealthIndicator")
final class KafkaHealth implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "A topic cannot be read: calls wait there; see docs/kafka.md");

    private final CamelContext camel;

    KafkaHealth(CamelContext camel) {
        this.camel = camel;
    }

    /** By topic, whether all consumers of this node have a broker. */
    @Override
    public Health health() {
        Map<String, Boolean> topics = new TreeMap<>();
        for (Route route : camel.getRoutes()) {
            if (route.getConsumer() instanceof KafkaConsumer consumer) {
                topics.merge(
                        consumer.getEndpoint().getConfiguration().getTopic(),
                        consumer.healthStates().stream().allMatch(TaskHealthState::isReady),
                        Boolean::logicalAnd);
            }
        }
        Health.Builder health = topics.containsValue(false) ? Health.status(DEGRADED) : Health.up();
        return health.withDetail("topics", topics).build();
    }
}
