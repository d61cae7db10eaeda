package io.ringback.delivery;

import io.ringback.directory.Medium;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.stereotype.Component;

/**
 * Puts on the ladder what routes give to servers for a case, and what these answer: whatever the medium is, and whoever wrote the route.
 * SIP is seen where it is sent.
 */
@Component
class RouteTraffic extends EventNotifierSupport {

    /** The property of an exchange that has the message it carries. */
    static final String MESSAGE = "ringback.message";

    private static final Pattern SERVER =
            Pattern.compile("([a-z0-9+.-]+):(?://)?(?:[^@/?]*@)?(\\[[^]]*]|[^/?:]*)(?::([0-9]{1,5}))?.*");

    private static final Map<String, Upright> PARTIES = Map.of(
            "smtp", Upright.MAIL_SERVER,
            "smtps", Upright.MAIL_SERVER,
            "smsc", Upright.SMS_CENTRE,
            "http", Upright.SERVER,
            "https", Upright.SERVER);

    private static final Map<String, Integer> PORTS =
            Map.of("smtp", 25, "smtps", 465, "http", 80, "https", 443, "smsc", 2775);

    private static final String STATUS = "CamelHttpResponseCode";
    private static final String XMPP = "xmppAccounts";

    private final Ladder ladder;
    private final Clock clock;

    RouteTraffic(Ladder ladder, Clock clock) {
        this.ladder = ladder;
        this.clock = clock;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(!ladder.isOn());
        setIgnoreExchangeSentEvents(!ladder.isOn());
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            tell(sending.getExchange(), sending.getEndpoint(), true);
        } else if (event instanceof ExchangeSentEvent sent) {
            tell(sent.getExchange(), sent.getEndpoint(), false);
        }
    }

    private void tell(Exchange exchange, Endpoint endpoint, boolean request) {
        OutboundMessage message = exchange.getProperty(MESSAGE, OutboundMessage.class);
        Optional<End> server = message == null ? Optional.empty() : server(endpoint, message.medium());
        if (server.isEmpty()) {
            return;
        }
        End own = End.of(Upright.RINGBACK);
        ladder.note(
                new Rung(
                        clock.instant(),
                        protocol(server.get().party()),
                        request ? own : server.get(),
                        request ? server.get() : own,
                        request ? message.kind().name().toLowerCase(Locale.ROOT) : outcome(exchange),
                        request ? RouteText.of(exchange) : answer(exchange),
                        request ? person(message.kind()) : null),
                List.of(Strand.ofCase(message.caseId())));
    }

    /** Empty for what is no server. */
    private static Optional<End> server(Endpoint endpoint, Medium medium) {
        Matcher parts = SERVER.matcher(endpoint.getEndpointUri());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1);
        if (scheme.equals("bean") && parts.group(2).equals(XMPP)) {
            return Optional.of(End.of(Upright.MESSAGE_SERVER));
        }
        if (!PARTIES.containsKey(scheme)) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? PORTS.get(scheme) : Integer.parseInt(parts.group(3));
        Upright party = PARTIES.get(scheme);
        return Optional.of(new End(
                party == Upright.SERVER && medium == Medium.MMS ? Upright.MMS_RELAY : party, parts.group(2), port));
    }

    /** Whose message it is; null if it may be either's. */
    private static Upright person(MessageKind kind) {
        return switch (kind) {
            case QUESTION, OFFER, STANDING, INFORMATION, TIME_QUESTION -> Upright.CALLER;
            case NOTIFICATION, LINE -> Upright.CALLEE;
            case CONNECTION, CLOSING, ASK_BACK, STOPPED, STARTED, HELP -> null;
        };
    }

    private static Protocol protocol(Upright server) {
        return switch (server) {
            case MAIL_SERVER -> Protocol.SMTP;
            case SMS_CENTRE -> Protocol.SMPP;
            case MESSAGE_SERVER -> Protocol.XMPP;
            case MMS_RELAY -> Protocol.MM7;
            default -> Protocol.HTTP;
        };
    }

    private static String outcome(Exchange exchange) {
        if (exchange.getException() != null) {
            return "not taken";
        }
        String status = exchange.getMessage().getHeader(STATUS, String.class);
        return status == null ? "taken" : status;
    }

    private static String answer(Exchange exchange) {
        String spoken = exchange.getMessage().getBody() instanceof Told told ? told.spoken() : "";
        if (!spoken.isEmpty()) {
            return spoken;
        }
        if (exchange.getException() != null) {
            return RouteText.of(exchange.getException());
        }
        String status = exchange.getMessage().getHeader(STATUS, String.class);
        return status == null ? "The server has taken it." : "HTTP status " + status;
    }
}
