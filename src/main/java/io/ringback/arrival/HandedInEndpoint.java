package io.ringback.arrival;

import io.ringback.arrival.HandedIn.Kind;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * The endpoint {@code direct:handed-in}: takes what a medium brings, whichever it is, and passes its fields on to {@code
 * direct:reply-received} or {@code direct:delivery-report}. What is of no known kind is an {@link
 * IllegalArgumentException}, and nothing of it is stored.
 */
@Component
public class HandedInEndpoint extends RouteBuilder {

    @Override
    public void configure() {
        // The route that hands something in decides what a mistake means, and logs it.
        errorHandler(noErrorHandler());
        from("direct:handed-in")
                .routeId("handed-in")
                .process(exchange -> exchange.getMessage()
                        .setBody(HandedIn.of(exchange.getMessage().getBody())))
                .choice()
                .when(exchange -> read(exchange).kind() == Kind.REPLY)
                .process(HandedInEndpoint::leaveFields)
                .to("direct:reply-received")
                .when(exchange -> read(exchange).kind() == Kind.REPORT)
                .process(HandedInEndpoint::leaveFields)
                .to("direct:delivery-report")
                .end();
    }

    private static HandedIn read(Exchange exchange) {
        return exchange.getMessage().getBody(HandedIn.class);
    }

    private static void leaveFields(Exchange exchange) {
        HandedIn what = read(exchange);
        what.came().ifPresent(how -> exchange.setProperty(CameIn.HOW, how));
        exchange.getMessage().setBody(what.fields());
    }
}
