package io.ringback.telephony.announcement;

import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.IncomingCall;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.SipResponse;
import io.ringback.protocol.sip.UserAgent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user agent without a network: calls are made by the test, and what the server says to them is kept. */
final class FakeUserAgent implements UserAgent {

    private CallHandler handler;

    /** Somebody calls. */
    Caller call(String uri, Optional<String> offer) {
        return call(uri, offer, "application/sdp");
    }

    Caller call(String uri, Optional<String> offer, String contentType) {
        Map<String, List<String>> headers = offer.isPresent() ? Map.of("Content-Type", List.of(contentType)) : Map.of();
        Caller caller = new Caller(new SipRequest("INVITE", uri, headers, offer, "127.0.0.1:5060/UDP"));
        handler.on(caller);
        return caller;
    }

    /** What a caller sees of the server. */
    static final class Caller implements IncomingCall, Leg {

        private final SipRequest invite;
        private volatile int status;
        private volatile Map<String, String> headers = Map.of();
        private volatile String sdp;
        private volatile LegListener listener;
        private volatile boolean hungUp;
        private final List<String> infos = new CopyOnWriteArrayList<>();

        private Caller(SipRequest invite) {
            this.invite = invite;
        }

        int status() {
            return status;
        }

        Map<String, String> headers() {
            return headers;
        }

        String sdp() {
            return sdp;
        }

        boolean hungUp() {
            return hungUp;
        }

        /** The bodies of the INFOs that came, as type, line end, body. */
        List<String> infos() {
            return infos;
        }

        LegListener server() {
            return listener;
        }

        @Override
        public SipRequest invite() {
            return invite;
        }

        @Override
        public void progress(int status, Optional<String> sdp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Leg accept(String sdp, LegListener listener) {
            this.sdp = sdp;
            this.listener = listener;
            this.status = 200;
            return this;
        }

        @Override
        public void refuse(int status, Map<String, String> headers) {
            this.headers = headers;
            this.status = status;
        }

        @Override
        public void onCancel(Runnable cancelled) {}

        @Override
        public String callId() {
            return "call";
        }

        @Override
        public Optional<DialogIdentity> dialog() {
            return Optional.empty();
        }

        @Override
        public void acknowledge(Optional<String> answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void offer(Optional<String> offer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void answer(String sdp) {
            this.sdp = sdp;
            this.status = 200;
        }

        @Override
        public void refuse(int status) {
            this.status = status;
        }

        @Override
        public void message(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void info(String contentType, String body) {
            infos.add(contentType + "\n" + body);
        }

        @Override
        public void hangUp() {
            if (!hungUp) {
                hungUp = true;
                listener.ended(false);
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public Leg place(OutgoingCall call, LegListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onCall(CallHandler handler) {
        this.handler = handler;
    }

    @Override
    public CompletionStage<SipResponse> send(SipRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onRequest(Set<String> methods, RequestHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void takeNewRequests(boolean taken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SipResponse> hangUp(DialogIdentity dialog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Boolean> peersUp() {
        return Map.of();
    }

    @Override
    public Holdings holdings() {
        return new Holdings(0, 0, 0, 0);
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of();
    }
}
