package io.ringback.delivery;

import io.ringback.delivery.Composer.Parcel;
import io.ringback.delivery.routes.RouteFiles;
import io.ringback.directory.Medium;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StatefulService;
import org.apache.camel.model.Model;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The outgoing adapters in {@code camel-routes/}. A medium is available when a started route begins at its endpoint, so
 * adding the route file is all it takes to add the medium.
 */
@Component
public class Adapters {

    /** Where messages of each medium go. */
    private static final Map<Medium, String> ENDPOINTS = new EnumMap<>(Map.of(
            Medium.EMAIL, "direct://send-email",
            Medium.SMS, "direct://send-sms",
            Medium.MMS, "direct://send-mms",
            Medium.INSTANT_MESSAGE, "direct://send-instant-message",
            Medium.VOICE, "direct://send-voice"));

    /** Where messages are withdrawn or replaced, if such a route is there. */
    private static final Map<Afterwards, Map<Medium, String>> AFTERWARDS_ENDPOINTS = new EnumMap<>(Map.of(
            Afterwards.WITHDRAW,
                    Map.of(
                            Medium.SMS, "direct://withdraw-sms",
                            Medium.MMS, "direct://withdraw-mms",
                            Medium.INSTANT_MESSAGE, "direct://withdraw-instant-message"),
            Afterwards.REPLACE,
                    Map.of(
                            Medium.SMS, "direct://replace-sms",
                            Medium.MMS, "direct://replace-mms",
                            Medium.INSTANT_MESSAGE, "direct://replace-instant-message")));

    /** Headers that a route may set on its way back: ids as reports have them and as the server gave them, each one or a list, and a boolean. */
    private static final String PROVIDER_IDS = "providerIds";

    private static final String SERVER_IDS = "serverIds";

    private static final String REPORT_FOLLOWS = "reportFollows";

    /** Where connections are asked for. */
    private static final String CONNECT = "direct://connect-call";

    /** Where what happens to cases is told. */
    private static final String CASE_EVENT = "direct://case-event";

    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final ObjectProvider<SwitchState> switches;
    private final RouteFiles routes;
    private final AtTheServer atTheServer;

    Adapters(
            CamelContext camel,
            ProducerTemplate producer,
            ObjectProvider<SwitchState> switches,
            RouteFiles routes,
            AtTheServer atTheServer) {
        this.atTheServer = atTheServer;
        this.routes = routes;
        this.switches = switches;
        this.camel = camel;
        this.producer = producer;
    }

    /**
     * Whether messages can leave by {@code medium}.
     *
     * @throws NotReady while the routes are being started, exchanged or stopped
     */
    public boolean isAvailable(Medium medium) {
        return begins(ENDPOINTS.get(medium));
    }

    /**
     * Whether a switch is there to connect calls, and not known to be down.
     *
     * @throws NotReady while the routes are being started, exchanged or stopped
     */
    public boolean isSwitchAvailable() {
        return begins(CONNECT) && switches.stream().allMatch(SwitchState::isUp);
    }

    /** The media whose route was taken away by the last reload of routes, or is in a file that was refused. */
    public Set<Medium> lost() {
        return mediaAt(routes.lost());
    }

    /** Whether the same befell the route to the switch. */
    public boolean isSwitchLost() {
        return isSwitchAt(routes.lost());
    }

    /** The media whose messages go to one of these endpoints, as Camel normalizes their URIs. */
    public Set<Medium> mediaAt(Set<String> endpoints) {
        return ENDPOINTS.keySet().stream()
                .filter(medium -> endpoints.contains(ENDPOINTS.get(medium)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether connections are asked for at one of these endpoints. */
    public boolean isSwitchAt(Set<String> endpoints) {
        return endpoints.contains(CONNECT);
    }

    /** How many of these there are. */
    public int lostWays() {
        return lost().size() + (isSwitchLost() ? 1 : 0);
    }

    /** What is available cannot be told now; what came in is to be handled a little later. */
    public static final class NotReady extends IllegalStateException {
        NotReady() {
            super("The routes are being started, exchanged or stopped; try again.");
        }
    }

    /**
     * Whether somebody follows from outside what happens to cases.
     *
     * @throws NotReady while the routes are being started, exchanged or stopped
     */
    boolean isFollowed() {
        return begins(CASE_EVENT);
    }

    /**
     * Tells whoever follows what happened to a case, and waits until it is taken.
     *
     * @param event as {@link CloudEvents} writes it
     * @throws Exception whatever the route met
     */
    void tell(UUID caseId, Map<String, Object> event) throws Exception {
        request(CASE_EVENT, exchange -> {
            exchange.getMessage().setBody(event);
            exchange.getMessage().setHeader("caseId", caseId.toString());
        });
    }

    /**
     * Whether a route does that to messages of {@code medium}.
     *
     * @throws NotReady while the routes are being started, exchanged or stopped
     */
    boolean does(Afterwards what, Medium medium) {
        return begins(AFTERWARDS_ENDPOINTS.get(what).get(medium));
    }

    /**
     * Has the medium's server, or the reader's program, take {@code message} back or replace it.
     *
     * @param body with {@code ids}: as {@link WithdrawalComposer} writes it, or as {@link Composer} writes what stands in its place
     * @throws Exception whatever the route met
     */
    void afterwards(Afterwards what, OutboundMessage message, Map<String, String> body) throws Exception {
        request(AFTERWARDS_ENDPOINTS.get(what).get(message.medium()), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("caseId", message.caseId().toString());
            exchange.getMessage().setHeader("messageId", message.id().toString());
        });
    }

    private Exchange request(String endpoint, Processor message) throws Exception {
        Exchange done = producer.request(endpoint, message);
        if (done.getException() != null) {
            throw done.getException();
        }
        return done;
    }

    private boolean begins(String endpoint) {
        // A node takes requests a second before its routes, and a case that found no medium then would ask for an
        // operator. So would one that began while routes are exchanged.
        if (!camel.getStatus().isStarted() || !routes.isSettled(endpoint)) {
            throw new NotReady();
        }
        return camel.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals(endpoint)
                        && route.getConsumer() instanceof StatefulService consumer
                        && consumer.isStarted());
    }

    /**
     * Hands a message to its adapter and waits until the server has taken it.
     *
     * @param visit follows the message to its server
     * @param departure is told when it may reach its server
     * @throws Exception whatever the route met
     */
    DeliveryReport.Accepted send(OutboundMessage message, Parcel parcel, Servers.Visit visit, Departure departure)
            throws Exception {
        String endpoint = message.kind() == MessageKind.CONNECTION ? CONNECT : ENDPOINTS.get(message.medium());
        visit.begin(endpoint);
        if (!leadsToAServer(endpoint)) {
            // The route has it done by a bean or by another route, and nobody sees when it leaves.
            departure.now();
        } else if (parcel.body() instanceof Departing body) {
            body.departsBy(departure);
        }
        Exchange done = request(endpoint, exchange -> {
            exchange.setProperty(AtTheServer.VISIT, visit);
            exchange.setProperty(Departure.PROPERTY, departure);
            exchange.setProperty(RouteTraffic.MESSAGE, message);
            exchange.getMessage().setBody(parcel.body());
            exchange.getMessage().setHeaders(new HashMap<>(parcel.headers()));
            exchange.getMessage().setHeader("caseId", message.caseId().toString());
            exchange.getMessage().setHeader("messageId", message.id().toString());
        });
        return new DeliveryReport.Accepted(
                message,
                ids(done.getMessage().getHeader(PROVIDER_IDS)),
                ids(done.getMessage().getHeader(SERVER_IDS)),
                done.getMessage().getHeader(REPORT_FOLLOWS, false, Boolean.class),
                true);
    }

    private boolean leadsToAServer(String endpoint) {
        return camel.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().equals(endpoint))
                .anyMatch(route -> atTheServer.isSeenIn(camel.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinition(route.getRouteId())));
    }

    private static List<String> ids(Object header) {
        if (header instanceof Collection<?> several) {
            return several.stream().map(Object::toString).toList();
        }
        return header == null ? List.of() : List.of(header.toString());
    }
}
