package io.ringback.delivery;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.processor.SendDynamicProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/**
 * Sees which server a route gives a message to, wherever in {@code camel-routes/} it does that, and turns it away if that is full. An
 * adapter with several servers behind one endpoint says itself which it is; its endpoint is not remote.
 */
@Component
public class AtTheServer implements InterceptStrategy {

    /** Scheme, host and port, without a user, a path or settings: these may hold addresses and secrets. */
    private static final Pattern SERVER = Pattern.compile("([a-z0-9+.-]+:(?://)?)(?:[^@/?]*@)?([^/?]*).*");

    /** The property of an exchange that holds where its message is. */
    static final String VISIT = "ringback.visit";

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        if (target instanceof SendDynamicProcessor sends) {
            return new Arrival(target, exchange -> sends.getExpression().evaluate(exchange, String.class));
        }
        if (target instanceof EndpointAware sends && sends.getEndpoint().isRemote()) {
            String uri = sends.getEndpoint().getEndpointUri();
            return new Arrival(target, exchange -> uri);
        }
        return target;
    }

    /**
     * The message of this exchange is about to be given to this server.
     *
     * @param server as operators know it
     * @throws NotDelivered if the server holds as many as it may
     */
    public static void arrives(Exchange exchange, String server) {
        Servers.Visit visit = exchange.getProperty(VISIT, Servers.Visit.class);
        if (visit != null) {
            visit.at(server);
        }
    }

    /** The name of the server of an endpoint. */
    static String serverOf(String uri) {
        Matcher parts = SERVER.matcher(uri);
        return parts.matches() ? parts.group(1) + parts.group(2) : "a server without a name";
    }

    private static final class Arrival extends DelegateAsyncProcessor {

        private final Function<Exchange, String> uri;

        private Arrival(Processor sends, Function<Exchange, String> uri) {
            super(sends);
            this.uri = uri;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            try {
                arrives(exchange, serverOf(uri.apply(exchange)));
            } catch (RuntimeException e) {
                exchange.setException(e);
                done.done(true);
                return true;
            }
            return super.process(exchange, done);
        }
    }
}
