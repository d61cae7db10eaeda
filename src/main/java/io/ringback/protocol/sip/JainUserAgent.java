package io.ringback.protocol.sip;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user agent on JAIN-SIP. Calls are seen to by {@link Legs}. */
public final class JainUserAgent implements UserAgent {

    private static final Logger LOG = LoggerFactory.getLogger(JainUserAgent.class);

    private final JainStack stack;
    private final Legs legs;
    private final IncomingRequests incoming;
    private final OutgoingRequests outgoing;
    private final Subscriptions subscriptions;
    private final PeerWatch watch;
    private Optional<OwnRegistration> registration = Optional.empty();
    private final AtomicBoolean closed = new AtomicBoolean();

    public JainUserAgent(SipSettings settings) {
        this(settings, SipTraffic.UNHEARD);
    }

    /** One whose messages {@code traffic} is told of. */
    public JainUserAgent(SipSettings settings, SipTraffic traffic) {
        this(settings, SessionTimer.Values.STANDARD, traffic);
    }

    JainUserAgent(SipSettings settings, SessionTimer.Values sessionTimer) {
        this(settings, sessionTimer, SipTraffic.UNHEARD);
    }

    private JainUserAgent(SipSettings settings, SessionTimer.Values sessionTimer, SipTraffic traffic) {
        this.stack = new JainStack(settings, traffic);
        this.legs = new Legs(stack, sessionTimer);
        this.outgoing = new OutgoingRequests(stack, stack.counters());
        this.subscriptions = new Subscriptions(stack, outgoing, Clock.systemUTC());
        this.incoming = new IncomingRequests(
                stack,
                new DigestChallenges(settings.users(), settings.realm(), Clock.systemUTC()),
                subscriptions,
                stack.counters(),
                legs::understood);
        this.watch = new PeerWatch(stack, outgoing);
    }

    @Override
    public void start() {
        stack.start(new Events());
        registration = stack.settings().registration().map(wanted -> new OwnRegistration(stack, outgoing, wanted));
        registration.ifPresent(OwnRegistration::register);
        watch.start();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            legs.close();
            subscriptions.close();
            registration.ifPresent(OwnRegistration::close);
            stack.close();
        }
    }

    @Override
    public Leg place(OutgoingCall call, LegListener listener) {
        return legs.place(call, listener);
    }

    @Override
    public void onCall(CallHandler handler) {
        legs.onCall(handler);
    }

    @Override
    public CompletionStage<SipResponse> send(SipRequest request) {
        return request.method().equals(Request.SUBSCRIBE) || request.method().equals(Request.NOTIFY)
                ? subscriptions.send(request)
                : outgoing.sendOutside(request);
    }

    @Override
    public void onRequest(Set<String> methods, RequestHandler handler) {
        incoming.onRequest(methods, handler);
    }

    @Override
    public void takeNewRequests(boolean taken) {
        incoming.takeNew(taken);
    }

    @Override
    public CompletionStage<SipResponse> hangUp(DialogIdentity dialog) {
        return legs.hangUp(dialog);
    }

    @Override
    public Map<String, Boolean> peersUp() {
        return watch.up();
    }

    @Override
    public Optional<Boolean> registered() {
        return registration.map(OwnRegistration::isRegistered);
    }

    @Override
    public Holdings holdings() {
        return new Holdings(legs.size(), legs.dialogs(), stack.transactions(), legs.timersSet());
    }

    @Override
    public Map<String, Long> counters() {
        return stack.counters().byName();
    }

    /** Hands JAIN-SIP's events to whom they belong. Nothing may be thrown into JAIN-SIP, which would log the message. */
    private final class Events implements SipListener {

        @Override
        public void processRequest(RequestEvent event) {
            guarded(event.getRequest().getMethod(), () -> {
                Request request = event.getRequest();
                String method = request.getMethod();
                boolean opensCall = method.equals(Request.INVITE) && !isInDialog(request);
                if (!opensCall && legs.onRequest(event)) {
                    return;
                }
                if (method.equals(Request.ACK) || method.equals(Request.CANCEL) || isInDialog(request)) {
                    incoming.takeInDialog(event);
                } else if (!incoming.refused(event)) {
                    if (opensCall) {
                        legs.onRequest(event);
                    } else {
                        incoming.take(event);
                    }
                }
            });
        }

        @Override
        public void processResponse(ResponseEvent event) {
            guarded("response", () -> {
                if (!outgoing.onResponse(event.getClientTransaction(), event.getResponse())) {
                    legs.onResponse(event);
                }
            });
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            guarded("timeout", () -> {
                // Nobody waits for a server transaction.
                if (!event.isServerTransaction() && !outgoing.onTimeout(event.getClientTransaction())) {
                    legs.transactions().onTimeout(event.getClientTransaction());
                }
            });
        }

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {
            if (event.isServerTransaction()) {
                incoming.ended(event.getServerTransaction());
            }
        }

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}

        private static boolean isInDialog(Request request) {
            return Messages.toTag(request) != null;
        }

        private static void guarded(String what, Runnable handling) {
            try {
                handling.run();
            } catch (RuntimeException e) {
                LOG.error(
                        "A {} was not handled: {} at {}",
                        what,
                        e.getClass().getName(),
                        e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]);
            }
        }
    }
}
