package io.ringback.protocol.sip;

import java.security.SecureRandom;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AllowHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RouteHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What the agent sends: requests (RFC 3261 8.1.1) and responses (8.2.6) with its own Via, Contact and name. The agent must be
 * listening before a request can be built.
 */
final class AgentMessages {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** RFC 3261 8.1.1.6; a request that came without Max-Forwards is treated as having as many (16.3). */
    static final int MAX_FORWARDS = 70;

    /** What may be sent to us within calls. */
    private static final List<String> ALLOWED =
            List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "MESSAGE", "UPDATE", "PRACK");

    private final SipSettings settings;
    private final Supplier<SipProvider> provider;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final AddressFactory addresses;

    /** @param provider has the agent's listening points, once it is started */
    AgentMessages(SipSettings settings, Supplier<SipProvider> provider) {
        this.settings = settings;
        this.provider = provider;
        try {
            SipFactory factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            this.messages = factory.createMessageFactory();
            this.headers = factory.createHeaderFactory();
            this.addresses = factory.createAddressFactory();
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    HeaderFactory headers() {
        return headers;
    }

    AddressFactory addresses() {
        return addresses;
    }

    CallIdHeader newCallId() {
        return provider.get().getNewCallId();
    }

    /** RFC 3261 19.3: cryptographically random, so that whoever has seen one knows no other, and hangs up no other's call. */
    static String newTag() {
        return Long.toHexString(RANDOM.nextLong());
    }

    // ---- Requests

    /** A request outside of any dialog, routed by the outbound proxy if there is one. */
    Request request(String method, String uri, String from, Optional<String> displayName, String to)
            throws ParseException, InvalidArgumentException {
        URI target = addresses.createURI(uri);
        Address sender = addresses.createAddress(addresses.createURI(from));
        if (displayName.isPresent()) {
            sender.setDisplayName(displayName.get());
        }
        Optional<SipURI> proxy = outboundProxy();
        return request(
                target,
                method,
                newCallId(),
                1L,
                headers.createFromHeader(sender, newTag()),
                headers.createToHeader(addresses.createAddress(addresses.createURI(to)), null),
                proxy.stream().map(addresses::createAddress).toList(),
                transport(proxy.map(URI.class::cast).orElse(target)));
    }

    private Optional<SipURI> outboundProxy() throws ParseException {
        if (settings.outboundProxy().isEmpty()) {
            return Optional.empty();
        }
        SipURI proxy = (SipURI) addresses.createURI(settings.outboundProxy().get());
        proxy.setLrParam();
        return Optional.of(proxy);
    }

    /** A request to that host itself, past the outbound proxy. */
    Request direct(String method, String uri) throws ParseException, InvalidArgumentException {
        Request request = request(method, uri, ownAddress(), Optional.empty(), uri);
        String transport = transport(addresses.createURI(uri));
        request.removeHeader(RouteHeader.NAME);
        request.setHeader(via(transport));
        request.setHeader(contact(transport));
        return request;
    }

    /**
     * A request with the headers that each of ours has.
     *
     * @param routes the hops on its way, the next one first
     * @param transport to the next hop
     */
    Request request(
            URI target,
            String method,
            CallIdHeader callId,
            long sequence,
            FromHeader from,
            ToHeader to,
            List<Address> routes,
            String transport)
            throws ParseException, InvalidArgumentException {
        Request request = messages.createRequest(
                target,
                method,
                callId,
                headers.createCSeqHeader(sequence, method),
                from,
                to,
                List.of(via(transport)),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
        route(request, routes);
        request.setHeader(contact(transport));
        request.setHeader(headers.createUserAgentHeader(List.of(settings.name())));
        return request;
    }

    /** Sends a request that way. */
    void route(Request request, List<Address> routes) {
        request.removeHeader(RouteHeader.NAME);
        for (Address route : routes) {
            request.addHeader(headers.createRouteHeader((Address) route.clone()));
        }
    }

    /** Who we are where no other From is given. */
    String ownAddress() {
        return settings.registration()
                .map(SipSettings.Registration::aor)
                .orElseGet(() -> "sip:" + settings.user() + "@"
                        + settings.advertised()
                                .orElseGet(() ->
                                        provider.get().getListeningPoints()[0].getIPAddress()));
    }

    ViaHeader via(String transport) throws ParseException, InvalidArgumentException {
        ListeningPoint point = point(transport);
        ViaHeader via = headers.createViaHeader(
                settings.advertised().orElse(point.getIPAddress()), point.getPort(), transport, null);
        via.setRPort();
        return via;
    }

    /** Our Contact, for peers that are reached by {@code transport}. */
    private ContactHeader contact(String transport) throws ParseException {
        ListeningPoint point = point(transport);
        SipURI uri =
                addresses.createSipURI(settings.user(), settings.advertised().orElse(point.getIPAddress()));
        uri.setPort(point.getPort());
        if (!transport.equalsIgnoreCase(ListeningPoint.UDP)) {
            uri.setTransportParam(transport.toLowerCase(Locale.ROOT));
        }
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    private ListeningPoint point(String transport) {
        ListeningPoint point = provider.get().getListeningPoint(transport);
        if (point == null) {
            throw new IllegalStateException("The agent " + settings.name() + " has no port for " + transport
                    + ", which the peer wants. Add one to its listening points.");
        }
        return point;
    }

    /** Whether we have a port for the transport to a next hop. */
    boolean speaks(URI next) {
        return provider.get().getListeningPoint(transport(next)) != null;
    }

    /** The transport to a next hop: the one its URI asks for, or ours. */
    String transport(URI next) {
        if (next instanceof SipURI sip) {
            if (sip.isSecure()) {
                return ListeningPoint.TLS;
            }
            if (sip.getTransportParam() != null) {
                return sip.getTransportParam();
            }
        }
        List<String> own =
                settings.listen().stream().map(SipSettings.Listen::transport).toList();
        return own.contains(ListeningPoint.UDP) ? ListeningPoint.UDP : own.get(0);
    }

    // ---- Responses

    /** @param localTag for To, where it has none yet (RFC 3261 8.2.6.2) */
    Response response(Request request, int status, String localTag) {
        try {
            Response response = messages.createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null && status > Response.TRYING) {
                to.setTag(localTag);
            }
            response.setHeader(headers.createServerHeader(List.of(settings.name())));
            return response;
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a status: " + status, e);
        }
    }

    /** What stands for the response of a peer that gave none (RFC 3261 8.1.3.1); To has no tag. */
    Response instead(Request request, int status) {
        try {
            return messages.createResponse(status, request);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a status: " + status, e);
        }
    }

    /** Our Contact in responses, where the request came in. */
    void contact(Response response) {
        try {
            ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
            ContactHeader contact = contact(via.getTransport());
            response.setHeader(contact);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- What either says

    /** What INVITE, UPDATE and their 2xx say about us. */
    void introduce(Message message) {
        allow(message);
        support(message, message instanceof Response ? IncomingRules.SUPPORTED : List.of(SessionTimer.EXTENSION));
    }

    /** Says of an INVITE that its provisional responses may be such as must arrive (RFC 3262 section 4). */
    void takeReliableProgress(Request invite) {
        support(invite, IncomingRules.SUPPORTED);
    }

    private void support(Message message, List<String> extensions) {
        try {
            message.removeHeader(SupportedHeader.NAME);
            for (String extension : extensions) {
                message.addHeader(headers.createSupportedHeader(extension));
            }
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    void allow(Message message) {
        try {
            message.removeHeader(AllowHeader.NAME);
            for (String method : ALLOWED) {
                message.addHeader(headers.createAllowHeader(method));
            }
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    void sdp(Message message, String sdp) {
        Messages.body(message, headers, Messages.SDP, sdp);
    }

    /** Sets a header to one value, or to a list of them with commas between. */
    void set(Message message, String name, String value) {
        message.removeHeader(name);
        GivenHeaders.add(message, name, value);
    }
}
