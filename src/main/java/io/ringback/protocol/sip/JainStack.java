package io.ringback.protocol.sip;

import gov.nist.javax.sip.message.SIPMessage;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP as one agent uses it: one stack, one provider with all its listening points, and what builds messages. */
final class JainStack {

    static final int MAX_FORWARDS = 70;

    private static final int UDP_BUFFER = 1 << 20;

    private static final int PATIENCE_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(JainStack.class);

    private final SipSettings settings;
    private final SipFactory factory = SipFactory.getInstance();
    private final ScheduledThreadPoolExecutor timers;
    private final Credentials credentials;
    private final Counters counters = new Counters();
    private final PeerGate gate;
    private AgentStack stack;
    private SipProvider provider;

    JainStack(SipSettings settings) {
        this.settings = settings;
        this.gate = new PeerGate(settings, counters);
        this.timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, settings.name() + "-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        factory.setPathName("gov.nist");
        this.credentials = new Credentials(settings.account(), headers());
    }

    void start(SipListener listener) {
        try {
            stack = new AgentStack(
                    properties(),
                    new AgentSockets(gate, settings.tls()),
                    owner -> new AgentParser(counters),
                    new MessageValve(gate, settings, counters, this::answer));
            for (Listen listen : settings.listen()) {
                listen(listen);
            }
            provider.addSipListener(listener);
            stack.start();
            warnOfDeafness();
        } catch (java.util.TooManyListenersException | SipException e) {
            close();
            throw new IllegalStateException(
                    "The SIP stack " + settings.name() + " does not start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Calls could be placed through a proxy that is no peer, but not ended by it. */
    private void warnOfDeafness() {
        Optional<String> host = settings.outboundProxy().map(this::host).filter(AddressRange::isLiteral);
        if (host.isPresent() && !gate.isPeer(host.get())) {
            LOG.warn(
                    "The outbound proxy of {} is not among its peers, so what it sends gets no answer."
                            + " Add its address to them.",
                    settings.name());
        }
    }

    private String host(String proxy) {
        try {
            return ((SipURI) addresses().createURI(proxy)).getHost().replaceAll("[\\[\\]]", "");
        } catch (ParseException | ClassCastException e) {
            throw new IllegalStateException(
                    "The outbound proxy of " + settings.name() + " is no SIP URI. Write it as sip:192.0.2.1:5060.", e);
        }
    }

    private void listen(Listen listen) {
        try {
            ListeningPoint point = stack.createListeningPoint(listen.host(), listen.port(), listen.transport());
            if (provider == null) {
                provider = stack.createSipProvider(point);
            } else {
                provider.addListeningPoint(point);
            }
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Cannot listen on " + listen.transport() + " " + listen.host() + ":" + listen.port()
                            + ". Is the address of this machine, and the port free?",
                    e);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", settings.name());
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", QuietStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoServerLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        // One, so that what a peer sends is heard in its order: a 100 taken after the 200 that followed it would leave
        // an INVITE
        // transaction that never ends. Nothing that takes long is done on this thread.
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.ALWAYS_ADD_RPORT", "true");
        properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        // Dialogs are ours (CallDialog): JAIN-SIP's answer for us, block re-INVITEs and lose forks.
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty(
                "gov.nist.javax.sip.LINGER_TIMER", Long.toString(lingering().toSeconds()));
        properties.setProperty("gov.nist.javax.sip.SECURITY_MANAGER_PROVIDER", NoDefaultKeys.class.getName());
        // Who needs a certificate is decided in AgentSockets.
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "Disabled");
        properties.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", String.join(",", TlsKeys.PROTOCOLS));
        properties.setProperty("gov.nist.javax.sip.SSL_HANDSHAKE_TIMEOUT", Integer.toString(PATIENCE_MILLIS));
        // A burst of one peer is not to push out another's request before it is looked at.
        properties.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", Integer.toString(UDP_BUFFER));
        // A peer that has begun a message must end it.
        properties.setProperty("gov.nist.javax.sip.READ_TIMEOUT", Integer.toString(PATIENCE_MILLIS));
        properties.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(2 * AgentParser.LONGEST));
        return properties;
    }

    /** How long ended server transactions catch retransmitted INVITEs: 16 T1, JAIN-SIP's own 8 s. */
    private Duration lingering() {
        return settings.t1().multipliedBy(16);
    }

    void close() {
        timers.shutdownNow();
        AgentStack stopping = stack;
        stack = null;
        if (stopping != null) {
            // JAIN-SIP stumbles over a port that it could not bind, or over the list of its UDP channels, which take
            // themselves off it meanwhile, and stops half way. The next time it has that port no more.
            for (int ports = settings.listen().size(); ports >= 0 && !stopped(stopping); ports--) {
                LOG.debug("A port stopped half way");
            }
        }
    }

    private static boolean stopped(AgentStack stopping) {
        try {
            stopping.stop();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    Counters counters() {
        return counters;
    }

    /** Whether a message came from a peer: one who may begin something. */
    boolean isOfPeer(Message message) {
        return gate.knows(((SIPMessage) message).getRemoteAddress());
    }

    SipSettings settings() {
        return settings;
    }

    SipProvider provider() {
        return provider;
    }

    /** The agent's own timers. JAIN-SIP has those of its transactions. */
    ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    /** Our answers to challenges. */
    Credentials credentials() {
        return credentials;
    }

    HeaderFactory headers() {
        return create(SipFactory::createHeaderFactory);
    }

    AddressFactory addresses() {
        return create(SipFactory::createAddressFactory);
    }

    MessageFactory messages() {
        return create(SipFactory::createMessageFactory);
    }

    private interface Creation<T> {
        T by(SipFactory factory) throws PeerUnavailableException;
    }

    private <T> T create(Creation<T> creation) {
        try {
            return creation.by(factory);
        } catch (PeerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request outside of any dialog, routed by the outbound proxy if there is one. */
    Request request(String method, String uri, String from, Optional<String> displayName, String to)
            throws ParseException, InvalidArgumentException {
        URI target = addresses().createURI(uri);
        String transport = transportTo(target);
        Address sender = addresses().createAddress(addresses().createURI(from));
        if (displayName.isPresent()) {
            sender.setDisplayName(displayName.get());
        }
        Request request = messages()
                .createRequest(
                        target,
                        method,
                        provider.getNewCallId(),
                        headers().createCSeqHeader(1L, method),
                        headers().createFromHeader(sender, newTag()),
                        headers()
                                .createToHeader(
                                        addresses().createAddress(addresses().createURI(to)), null),
                        List.of(via(transport)),
                        headers().createMaxForwardsHeader(MAX_FORWARDS));
        if (settings.outboundProxy().isPresent()) {
            request.addHeader(route(settings.outboundProxy().get()));
        }
        request.setHeader(contact(transport));
        request.setHeader(headers().createUserAgentHeader(List.of(settings.name())));
        return request;
    }

    /** A request to that host itself, past the outbound proxy. */
    Request direct(String method, String uri) throws ParseException, InvalidArgumentException {
        Request request = request(method, uri, ownAddress(), Optional.empty(), uri);
        String transport = transport(addresses().createURI(uri));
        request.removeHeader(RouteHeader.NAME);
        request.setHeader(via(transport));
        request.setHeader(contact(transport));
        return request;
    }

    /** Who we are where no other From is given. */
    String ownAddress() {
        return settings.registration()
                .map(SipSettings.Registration::aor)
                .orElseGet(() -> "sip:" + settings.user() + "@"
                        + settings.advertised().orElseGet(() -> provider.getListeningPoints()[0].getIPAddress()));
    }

    private RouteHeader route(String proxy) throws ParseException {
        SipURI uri = (SipURI) addresses().createURI(proxy);
        uri.setLrParam();
        return headers().createRouteHeader(addresses().createAddress(uri));
    }

    ViaHeader via(String transport) throws ParseException, InvalidArgumentException {
        ListeningPoint point = point(transport);
        ViaHeader via = headers()
                .createViaHeader(settings.advertised().orElse(point.getIPAddress()), point.getPort(), transport, null);
        via.setRPort();
        return via;
    }

    /** Our Contact, for peers that are reached by {@code transport}. */
    ContactHeader contact(String transport) throws ParseException {
        ListeningPoint point = point(transport);
        SipURI uri =
                addresses().createSipURI(settings.user(), settings.advertised().orElse(point.getIPAddress()));
        uri.setPort(point.getPort());
        if (!transport.equalsIgnoreCase(ListeningPoint.UDP)) {
            uri.setTransportParam(transport.toLowerCase(java.util.Locale.ROOT));
        }
        return headers().createContactHeader(addresses().createAddress(uri));
    }

    private ListeningPoint point(String transport) {
        ListeningPoint point = provider.getListeningPoint(transport);
        if (point == null) {
            throw new IllegalStateException("The agent " + settings.name() + " has no port for " + transport
                    + ", which the peer wants. Add one to its listening points.");
        }
        return point;
    }

    private String transportTo(URI target) throws ParseException {
        return transport(
                settings.outboundProxy().isPresent()
                        ? addresses().createURI(settings.outboundProxy().get())
                        : target);
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
        List<String> own = new ArrayList<>();
        settings.listen().forEach(listen -> own.add(listen.transport()));
        return own.contains(ListeningPoint.UDP) ? ListeningPoint.UDP : own.get(0);
    }

    ClientTransaction send(Request request) throws SipException {
        ClientTransaction transaction = transaction(request);
        transaction.sendRequest();
        return transaction;
    }

    /** A transaction for a request that is to be sent, on our T1. */
    ClientTransaction transaction(Request request) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setRetransmitTimer((int) settings.t1().toMillis());
        return transaction;
    }

    /**
     * The transaction of a request that came in, on our T1. Only on the thread that JAIN-SIP brought the request on.
     *
     * @return empty if the request is a retransmission
     */
    Optional<ServerTransaction> transaction(RequestEvent event) {
        try {
            ServerTransaction transaction = event.getServerTransaction() != null
                    ? event.getServerTransaction()
                    : provider.getNewServerTransaction(event.getRequest());
            transaction.setRetransmitTimer((int) settings.t1().toMillis());
            return Optional.of(transaction);
        } catch (TransactionAlreadyExistsException | TransactionUnavailableException e) {
            return Optional.empty();
        } catch (SipException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a response without a transaction. */
    private void answer(Response response) {
        try {
            provider.sendResponse(response);
        } catch (SipException | RuntimeException e) {
            LOG.debug(
                    "A {} could not be sent: {}",
                    response.getStatusCode(),
                    e.getClass().getName());
        }
    }

    /** Client and server transactions that JAIN-SIP holds. */
    int transactions() {
        AgentStack held = stack;
        return held == null ? 0 : held.transactions();
    }

    /** RFC 3261 19.3: at least 32 bits of randomness. */
    static String newTag() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
