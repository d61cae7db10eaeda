package io.ringback.protocol.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call's leg: first an {@link OutgoingInvite} or an incoming one, then a {@link Session}; its events in their order. */
final class JainLeg implements Leg, Call {

    private static final Logger LOG = LoggerFactory.getLogger(JainLeg.class);

    private final Legs legs;
    private final String callId;
    private final String localTag;
    private final LegListener listener;
    private final InOrder order;
    private final Alarms alarms;
    private final SessionTimer timer;
    private final List<Optional<String>> early = new ArrayList<>();
    private Optional<OutgoingInvite> invite = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private boolean over;
    private volatile Optional<DialogIdentity> identity = Optional.empty();

    JainLeg(Legs legs, String callId, String localTag, LegListener listener, InOrder order) {
        this.legs = legs;
        this.callId = callId;
        this.localTag = localTag;
        this.listener = listener;
        this.order = order;
        this.alarms = new Alarms(legs.timers(), order);
        this.timer = new SessionTimer(
                legs.transactions().messages(),
                alarms,
                legs.sessionTimer(),
                () -> session.ifPresent(Session::refresh),
                () -> session.ifPresent(Session::lost));
    }

    InOrder order() {
        return order;
    }

    Alarms alarms() {
        return alarms;
    }

    SessionTimer timer() {
        return timer;
    }

    String localTag() {
        return localTag;
    }

    /** Begins an outgoing call. */
    void begin(OutgoingInvite outgoing) {
        in(() -> {
            invite = Optional.of(outgoing);
            outgoing.begin();
        });
    }

    /** It came to nothing before it began. */
    void fail(int status) {
        order.execute(() -> finish(hears -> hears.failed(status, Optional.empty())));
    }

    /** The call is answered, by the phone or by us: from now on there is a session. */
    void established(Session newSession) {
        session = Optional.of(newSession);
        // Whoever hears of the answer on another thread asks for it at once.
        identity = Optional.of(newSession.identity());
        early.forEach(newSession::offer);
        early.clear();
    }

    /** The types of bodies that its listener understands in an INFO. */
    Set<String> infoTypes() {
        return listener.infoTypes();
    }

    /** Tells the listener something, unless it has heard the end. */
    void tell(Consumer<LegListener> event) {
        if (over) {
            return;
        }
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error(
                    "A listener of a call met {} at {}",
                    e.getClass().getName(),
                    e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "an unknown place");
        }
    }

    /** Ends the leg: nothing of it is left, and the listener hears its last event. */
    void finish(Consumer<LegListener> last) {
        if (over) {
            return;
        }
        alarms.cancelAll();
        legs.remove(callId, localTag, this);
        try {
            tell(last);
        } finally {
            over = true;
        }
    }

    private void in(Runnable event) {
        order.execute(() -> {
            event.run();
            identity = session.map(Session::identity);
        });
    }

    private void inSession(Consumer<Session> event) {
        in(() -> {
            if (!over) {
                session.ifPresent(event);
            }
        });
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        in(() -> {
            if (session.isPresent() && !over) {
                session.get().onRequest(transaction);
            } else if (invite.isPresent() && !over) {
                invite.get().onRequest(transaction);
            } else {
                legs.transactions().respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, localTag);
            }
        });
    }

    @Override
    public void onAcknowledgement(Request ack) {
        inSession(established -> established.onAcknowledgement(ack));
    }

    @Override
    public void onAnswer(Response ok) {
        in(() -> {
            if (over) {
                legs.unwanted().refuse(ok, invite.map(OutgoingInvite::request));
            } else if (session.isPresent()) {
                session.get().onAnswer(ok);
            } else {
                invite.ifPresent(outgoing -> outgoing.onAnswer(ok));
            }
        });
    }

    @Override
    public void close() {
        hangUp();
    }

    @Override
    public void abort() {
        order.execute(() -> finish(session.isPresent() ? l -> l.ended(false) : l -> l.failed(487, Optional.empty())));
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Optional<DialogIdentity> dialog() {
        return identity;
    }

    @Override
    public void acknowledge(Optional<String> answer) {
        inSession(established -> established.acknowledge(answer));
    }

    @Override
    public void offer(Optional<String> offer) {
        in(() -> {
            if (session.isPresent() && !over) {
                session.get().offer(offer);
            } else {
                early.add(offer);
            }
        });
    }

    @Override
    public void answer(String sdp) {
        inSession(established -> established.answer(sdp));
    }

    @Override
    public void refuse(int status) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("A refusal is 300 to 699, not " + status);
        }
        inSession(established -> established.refuse(status));
    }

    @Override
    public void message(String text) {
        inSession(established -> established.message("text/plain;charset=UTF-8", text));
    }

    @Override
    public void info(String contentType, String body) {
        inSession(established -> established.info(contentType, body));
    }

    @Override
    public void hangUp() {
        in(() -> {
            if (over) {
                return;
            }
            if (session.isPresent()) {
                session.get().hangUp();
            } else {
                invite.ifPresent(outgoing -> outgoing.giveUp(Response.REQUEST_TERMINATED));
            }
        });
    }
}
