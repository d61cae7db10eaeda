package io.ringback.media.smpp;

import static io.ringback.media.smpp.SmsRoute.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.media.smpp.SmsRoute.Sent;
import io.ringback.peers.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsmpp.examples.SMPPServerSimulator;
import org.junit.jupiter.api.Test;

/** The route with the simulator of jsmpp's examples, whose ids are hexadecimal in answers and decimal in receipts. */
class JsmppSimulatorTest {

    @Test
    void receiptsNameMessagesByTheIdsThatTheirAnswersHad() {
        int port = Ports.free();
        Thread simulator = new Thread(new SMPPServerSimulator(false, port, "ringback", "secret"), "simulator");
        simulator.setDaemon(true);
        simulator.start();
        try (SmsRoute route = SmsRoute.start(Map.of("receipt-ids", "HEX_TO_DECIMAL"), port)) {
            Sent short1 = route.send("1", text("Hej"));
            Sent long1 = route.send("2", text("я".repeat(100)));
            assertThat(long1.providerIds()).hasSize(2);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(route.reports()).hasSize(3));
            List<Object> reported = new ArrayList<>();
            route.reports().forEach(report -> {
                assertThat(report.get("delivered")).isEqualTo(true);
                assertThat(report.get("recipient")).isEqualTo("tel:+46701234567");
                reported.add(report.get("providerId"));
            });
            List<Object> given = new ArrayList<>(short1.providerIds());
            given.addAll(long1.providerIds());
            assertThat(reported).containsExactlyInAnyOrderElementsOf(given);
            // It greets everybody who binds.
            await().untilAsserted(() -> assertThat(route.replies()).hasSize(1));
            assertThat(route.replies().get(0).get("text")).isEqualTo("Hello World");
        } finally {
            simulator.interrupt();
        }
    }
}
