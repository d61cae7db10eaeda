package io.ringback.sip;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;

/** The user agent on JAIN-SIP. Calls are seen to by {@link Legs}. */
public final class JainUserAgent implements UserAgent {

    private final JainStack stack;
    private final Legs legs;

    public JainUserAgent(SipSettings settings) {
        this(settings, SessionTimer.Values.STANDARD);
    }

    JainUserAgent(SipSettings settings, SessionTimer.Values sessionTimer) {
        this.stack = new JainStack(settings);
        this.legs = new Legs(stack, sessionTimer);
    }

    @Override
    public void start() {
        stack.start(new Events());
    }

    @Override
    public void close() {
        legs.close();
        stack.close();
    }

    @Override
    public Leg place(OutgoingCall call, LegListener listener) {
        return legs.place(call, listener);
    }

    @Override
    public void onCall(CallHandler handler) {
        legs.onCall(handler::on);
    }

    @Override
    public CompletionStage<SipResponse> send(SipRequest request) {
        return CompletableFuture.completedFuture(SipResponse.of(408));
    }

    @Override
    public void onRequest(Set<String> methods, RequestHandler handler) {}

    @Override
    public CompletionStage<SipResponse> hangUp(DialogIdentity dialog) {
        return legs.hangUp(dialog);
    }

    @Override
    public Map<String, Boolean> peersUp() {
        return Map.of();
    }

    @Override
    public Holdings holdings() {
        return new Holdings(legs.size(), legs.dialogs(), stack.transactions(), legs.timersSet());
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of();
    }

    /** Hands JAIN-SIP's events to whom they belong. */
    private final class Events implements SipListener {

        @Override
        public void processRequest(RequestEvent event) {
            legs.onRequest(event);
        }

        @Override
        public void processResponse(ResponseEvent event) {
            legs.onResponse(event);
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            legs.onTimeout(event);
        }

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }
}
