package io.ringback.arrival;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** The inbound endpoints for what listens by itself and is no Camel consumer. What was handed in is durable on return. */
@Component
public class Entrance {

    private final CamelContext camel;
    private final ProducerTemplate producer;

    public Entrance(CamelContext camel, ProducerTemplate producer) {
        this.camel = camel;
        this.producer = producer;
    }

    /**
     * Hands in what a person wrote, with the fields of {@code direct:reply-received} (docs/adapters.md).
     *
     * @throws IllegalArgumentException if it will never be taken as it is
     * @throws Exception if it could not be stored now
     */
    public void reply(Map<String, Object> fields) throws Exception {
        handIn("direct:reply-received", fields);
    }

    /**
     * Hands in what became of a message, with the fields of {@code direct:delivery-report} (docs/adapters.md).
     *
     * @throws IllegalArgumentException if it will never be taken as it is
     * @throws Exception if it could not be stored now
     */
    public void deliveryReport(Map<String, Object> fields) throws Exception {
        handIn("direct:delivery-report", fields);
    }

    private void handIn(String endpoint, Map<String, Object> fields) throws Exception {
        if (!camel.getStatus().isStarted()) {
            throw new IllegalStateException("The routes are being started or stopped; try again.");
        }
        Exchange done =
                producer.request(endpoint, exchange -> exchange.getMessage().setBody(fields));
        if (done.getException() != null) {
            throw done.getException();
        }
    }
}
