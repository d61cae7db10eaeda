package io.ringback.arrival;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** {@code direct:handed-in} for what is no Camel consumer. */
@Component
public class EntranceByCamel implements Entrance {

    private final CamelContext camel;
    private final ProducerTemplate producer;

    public EntranceByCamel(CamelContext camel, ProducerTemplate producer) {
        this.camel = camel;
        this.producer = producer;
    }

    @Override
    public void handIn(HandedIn what) throws Exception {
        if (!camel.getStatus().isStarted()) {
            throw new IllegalStateException("The routes are being started or stopped; try again.");
        }
        Exchange done = producer.request(
                "direct:handed-in", exchange -> exchange.getMessage().setBody(what));
        if (done.getException() != null) {
            throw done.getException();
        }
    }
}
