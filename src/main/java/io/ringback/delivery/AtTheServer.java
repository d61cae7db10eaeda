package io.ringback.delivery;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.processor.SendDynamicProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.stereotype.Component;

/**
 * Sees which server a route gives a message to, wherever in {@code camel-routes/} it does that, and turns it away if that is full.
 * From then on the message may reach the server, unless it or the endpoint tells more exactly when. An adapter with several
 * servers behind one endpoint says itself which it is; its endpoint is not remote.
 */
@Component
public class AtTheServer implements InterceptStrategy {

    /** Scheme, host and port, without a user, a path or settings: these may hold addresses and secrets. */
    private static final Pattern SERVER = Pattern.compile("([a-z0-9+.-]+:(?://)?)(?:[^@/?]*@)?([^/?]*).*");

    /** The property of an exchange that holds where its message is. */
    static final String VISIT = "ringback.visit";

    /** The routes, as they are now, that give messages to servers. */
    private final Set<NamedNode> leading = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        if (target instanceof SendDynamicProcessor sends) {
            return arrival(
                    definition, target, exchange -> sends.getExpression().evaluate(exchange, String.class), false);
        }
        if (target instanceof EndpointAware sends && sends.getEndpoint().isRemote()) {
            String uri = sends.getEndpoint().getEndpointUri();
            return arrival(definition, target, exchange -> uri, sends.getEndpoint() instanceof Departure.Point);
        }
        if (target instanceof EndpointAware sends && sends.getEndpoint() instanceof Departure.Point) {
            leading.add(ProcessorDefinitionHelper.getRoute(definition));
        }
        return target;
    }

    private Arrival arrival(
            NamedNode definition, Processor target, Function<Exchange, String> uri, boolean tellsItself) {
        leading.add(ProcessorDefinitionHelper.getRoute(definition));
        return new Arrival(target, uri, tellsItself);
    }

    /** Whether {@code route} itself gives messages to a server. */
    boolean isSeenIn(NamedNode route) {
        return leading.contains(route);
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
        private final boolean tellsItself;

        private Arrival(Processor sends, Function<Exchange, String> uri, boolean tellsItself) {
            super(sends);
            this.uri = uri;
            this.tellsItself = tellsItself;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            try {
                arrives(exchange, serverOf(uri.apply(exchange)));
                if (!tellsItself && !(exchange.getMessage().getBody() instanceof Departing)) {
                    Departure.of(exchange);
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
                done.done(true);
                return true;
            }
            return super.process(exchange, done);
        }
    }
}
