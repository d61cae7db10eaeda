package io.ringback.media.smpp;

import io.ringback.arrival.HandedIn;
import io.ringback.delivery.AtTheServer;
import io.ringback.delivery.Departure;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Where routes meet the SMSC. */
final class SmscEndpoint extends DefaultEndpoint implements Departure.Point {

    private final SmscComponent component;
    private final String what;

    /**
     * @param what is done to what comes to it: cancel or replace what the SMSC holds, or else send
     */
    SmscEndpoint(String uri, SmscComponent component, String what) {
        super(uri, component);
        this.what = what;
        this.component = component;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                Map<?, ?> text = exchange.getMessage().getMandatoryBody(Map.class);
                String messageId = exchange.getMessage().getHeader("messageId", String.class);
                if (what.equals("cancel")) {
                    component.outgoing().cancel(text);
                    return;
                }
                if (what.equals("replace")) {
                    component.outgoing().replace(messageId, text);
                    return;
                }
                OutgoingTexts.Taken taken = component
                        .outgoing()
                        .send(
                                messageId,
                                text,
                                bind -> AtTheServer.arrives(exchange, bind.server()),
                                () -> Departure.of(exchange));
                exchange.getMessage().setHeader("providerIds", taken.ids());
                exchange.getMessage().setHeader("serverIds", taken.given());
                // A receipt of what has no name may never be matched.
                exchange.getMessage().setHeader("reportFollows", taken.named() && component.reportsFollow());
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        DefaultConsumer consumer = new DefaultConsumer(this, processor) {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                component.listen(what -> handOn(this, what));
            }

            @Override
            protected void doStop() throws Exception {
                component.fallSilent();
                super.doStop();
            }
        };
        configureConsumer(consumer);
        return consumer;
    }

    private static void handOn(DefaultConsumer consumer, HandedIn what) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getMessage().setBody(what);
            consumer.getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    /** Of its several servers each counts for itself, so the producer says which it is. */
    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
