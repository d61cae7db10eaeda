package io.ringback.protocol.sip;

import gov.nist.javax.sip.message.SIPMessage;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.sip.ClientTransaction;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JAIN-SIP as one agent uses it: one stack and one provider with all its listening points, from start to close. */
final class JainStack {

    private static final Logger LOG = LoggerFactory.getLogger(JainStack.class);

    private final SipSettings settings;
    private final SipTraffic traffic;
    private final ScheduledThreadPoolExecutor timers;
    private final Credentials credentials;
    private final Counters counters = new Counters();
    private final PeerGate gate;
    private final AgentMessages messages;
    private final LargeRequests large = new LargeRequests(this);
    private AgentStack stack;
    private SipProvider provider;

    JainStack(SipSettings settings) {
        this(settings, SipTraffic.UNHEARD);
    }

    JainStack(SipSettings settings, SipTraffic traffic) {
        this.settings = settings;
        this.traffic = traffic;
        this.gate = new PeerGate(settings, counters);
        this.messages = new AgentMessages(settings, this::provider);
        this.timers = new ScheduledThreadPoolExecutor(1, new AgentThreads(settings.name() + "-timers-"));
        timers.setRemoveOnCancelPolicy(true);
        this.credentials = new Credentials(settings.account(), messages.headers());
    }

    void start(SipListener listener) {
        try {
            stack = new AgentStack(
                    StackProperties.of(settings),
                    new AgentSockets(gate, settings.tls()),
                    owner -> new AgentParser(counters),
                    new MessageValve(gate, settings, counters, this::answer),
                    traffic);
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
            return ((SipURI) messages.addresses().createURI(proxy)).getHost().replaceAll("[\\[\\]]", "");
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

    /** Builds what is to be sent. */
    AgentMessages messages() {
        return messages;
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

    /**
     * Sends a request in a transaction of its own, on our T1.
     *
     * @param waiting who waits for what comes of it, the transaction's application data
     * @throws SipException if it could not be sent
     */
    ClientTransaction send(Request request, Object waiting) throws SipException {
        Optional<Request> raised = large.overTcp(request);
        if (raised.isPresent()) {
            try {
                return begin(raised.get(), waiting);
            } catch (SipException e) {
                // RFC 3261 18.1.1: who has no TCP is tried by UDP.
                large.couldNot(request);
            }
        }
        return begin(request, waiting);
    }

    private ClientTransaction begin(Request request, Object waiting) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setRetransmitTimer((int) settings.t1().toMillis());
        transaction.setApplicationData(waiting);
        transaction.sendRequest();
        return transaction;
    }

    /** Sends an ACK to a 2xx, which has no transaction. */
    void acknowledge(Request ack) throws SipException {
        Optional<Request> raised = large.overTcp(ack);
        if (raised.isPresent()) {
            try {
                provider.sendRequest(raised.get());
                return;
            } catch (SipException e) {
                large.couldNot(ack);
            }
        }
        provider.sendRequest((Request) ack.clone());
    }

    /** Where a request goes next. */
    Hop nextHop(Request request) throws SipException {
        return stack.getRouter().getNextHop(request);
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
            setT1(transaction);
            return Optional.of(transaction);
        } catch (TransactionAlreadyExistsException | TransactionUnavailableException e) {
            return Optional.empty();
        } catch (SipException e) {
            throw new IllegalStateException(e);
        }
    }

    /** If this thread did not run for 200 ms, JAIN-SIP has answered 100 meanwhile, and its own T1 counts. */
    private void setT1(ServerTransaction transaction) {
        try {
            transaction.setRetransmitTimer((int) settings.t1().toMillis());
        } catch (IllegalStateException e) {
            LOG.debug("The timers of a transaction run already");
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
}
