package io.ringback.protocol.sip;

import io.ringback.protocol.sdp.DecliningAnswer;
import io.ringback.protocol.sip.Alarms.Alarm;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What we offer in an answered call by re-INVITE, one after another (RFC 3261 14.1), and the ACKs to the 2xx of all our
 * INVITEs (13.2.2.4). Such an exchange is over when its ACK has been sent.
 */
final class OwnOffers {

    private static final int TRIES = 5;

    private final Session session;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final CallTransactions transactions;
    private final SessionRefresh refresh;
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private Optional<Request> opening = Optional.empty();
    private Optional<Reinvite> underWay = Optional.empty();
    private Optional<Answered> answered = Optional.empty();
    private Optional<Request> lastAck = Optional.empty();
    private boolean backingOff;

    OwnOffers(Session session, JainLeg leg, CallDialog dialog, CallTransactions transactions, SessionRefresh refresh) {
        this.session = session;
        this.leg = leg;
        this.dialog = dialog;
        this.transactions = transactions;
        this.refresh = refresh;
    }

    /** A re-INVITE to be sent; {@code refresh} is one that only says we are here (RFC 4028). */
    private record Wanted(Optional<String> offer, boolean refresh, int tries) {

        Wanted again() {
            return new Wanted(offer, refresh, tries + 1);
        }

        boolean mayComeAgain() {
            return tries < TRIES;
        }
    }

    /** A 2xx to our INVITE whose ACK has not been sent. */
    private record Answered(Request invite, Response ok) {}

    /** A re-INVITE that waits for its final response. */
    private final class Reinvite implements Outcome {

        private final Wanted what;
        private final Request request;
        private Optional<ClientTransaction> transaction = Optional.empty();
        private Optional<Alarm> patience = Optional.empty();

        private Reinvite(Wanted what, Request request) {
            this.what = what;
            this.request = request;
        }

        @Override
        public void response(Response response) {
            if (underWay.filter(this::equals).isEmpty()) {
                return;
            }
            if (response.getStatusCode() >= 300) {
                over();
                refused(this, response);
            } else if (patience.isEmpty()) {
                patience = Optional.of(leg.alarms().after(transactions.timeout(), this::cancel));
            }
        }

        @Override
        public void silence(int status) {
            if (underWay.filter(this::equals).isPresent()) {
                over();
                session.lost();
            }
        }

        /** A phone that only says 100 may ask its owner; but not for ever. */
        private void cancel() {
            transaction.ifPresent(invite -> transactions.cancel(invite, leg.order()));
            patience = Optional.of(leg.alarms().after(transactions.timeout(), () -> {
                transaction.ifPresent(CallTransactions::end);
                silence(Response.REQUEST_TIMEOUT);
            }));
        }

        private void over() {
            patience.ifPresent(Alarm::cancel);
            underWay = Optional.empty();
        }
    }

    /** The INVITE that opened the call was answered. */
    void begin(Request invite, Response ok, Optional<String> sdp) {
        opening = Optional.of(invite);
        SessionBody.in(invite).ifPresent(refresh::said);
        refresh.heard(ok);
        leg.timer().agreed(ok);
        answered = Optional.of(new Answered(invite, ok));
        leg.tell(listener -> listener.answered(sdp));
    }

    /** The INVITE that opened the call, if it was ours. */
    Optional<Request> opening() {
        return opening;
    }

    /** Whether an INVITE of ours waits for its final response, or a 2xx to one for its ACK. */
    boolean isUnderWay() {
        return underWay.isPresent() || answered.isPresent();
    }

    /** Whether no exchange is under way, or about to be tried again. */
    boolean isQuiet() {
        return !isUnderWay() && !backingOff;
    }

    // ---- ACK

    void acknowledge(Optional<String> answer) {
        answered.ifPresent(waiting -> {
            answered = Optional.empty();
            answer.ifPresent(refresh::said);
            acknowledge(waiting, answer);
            session.proceed();
        });
    }

    private void acknowledge(Answered waiting, Optional<String> answer) {
        Request ack = dialog.ack(Messages.sequence(waiting.invite()));
        CallTransactions.copyCredentials(waiting.invite(), ack);
        answer.ifPresent(sdp -> transactions.messages().sdp(ack, sdp));
        lastAck = Optional.of(ack);
        transactions.acknowledge(ack);
    }

    /** ACK to a 2xx that we have no use for. */
    private void decline(Answered waiting) {
        boolean offerless = SessionBody.in(waiting.invite()).isEmpty();
        acknowledge(waiting, offerless ? SessionBody.in(waiting.ok()).map(DecliningAnswer::to) : Optional.empty());
    }

    // ---- Re-INVITE

    void offer(Optional<String> offer) {
        wanted.add(new Wanted(offer, false, 0));
        session.proceed();
    }

    /** Not if another is under way or wanted, which refreshes the session as well. */
    void refresh(Optional<String> offer) {
        if (wanted.isEmpty() && underWay.isEmpty()) {
            wanted.add(new Wanted(offer, true, 0));
            session.proceed();
        }
    }

    /** Sends the next one that is wanted, if any. */
    void next() {
        if (!wanted.isEmpty()) {
            reinvite(wanted.poll());
        }
    }

    private void reinvite(Wanted what) {
        Request request = dialog.request(Request.INVITE);
        transactions.messages().introduce(request);
        leg.timer().ask(request);
        what.offer().ifPresent(sdp -> transactions.messages().sdp(request, sdp));
        send(what, request);
    }

    private void send(Wanted what, Request request) {
        Reinvite next = new Reinvite(what, request);
        underWay = Optional.of(next);
        next.transaction = transactions.send(request, leg.order(), next);
    }

    private void refused(Reinvite refused, Response response) {
        if (session.isLeaving()) {
            return;
        }
        int status = response.getStatusCode();
        Wanted what = refused.what;
        Optional<Request> authorized =
                what.mayComeAgain() ? transactions.authorized(dialog, response, refused.request) : Optional.empty();
        if (authorized.isPresent()) {
            send(what.again(), authorized.get());
        } else if (CallDialog.isGone(status)) {
            session.lost();
        } else if (status == SessionTimer.INTERVAL_TOO_SMALL
                && what.mayComeAgain()
                && leg.timer().raise(response)) {
            reinvite(what.again());
        } else if (status == Response.REQUEST_PENDING && what.mayComeAgain()) {
            backOff(what.again());
        } else {
            if (!what.refresh()) {
                leg.tell(listener -> listener.renegotiationFailed(status));
            }
            session.proceed();
        }
    }

    private void backOff(Wanted again) {
        wanted.addFirst(again);
        backingOff = true;
        leg.alarms().after(session.backOff(), () -> {
            backingOff = false;
            session.proceed();
        });
    }

    /** A 2xx of the dialog's peer: to the re-INVITE under way, or once more to one that was acknowledged. */
    void onAnswer(Response ok) {
        long sequence = Messages.sequence(ok);
        if (lastAck.filter(ack -> Messages.sequence(ack) == sequence).isPresent()) {
            transactions.acknowledge(lastAck.get());
        } else {
            underWay.filter(reinvite -> Messages.sequence(reinvite.request) == sequence)
                    .ifPresent(reinvite -> agreed(reinvite, ok));
        }
    }

    private void agreed(Reinvite reinvite, Response ok) {
        reinvite.over();
        dialog.refreshTarget(ok);
        refresh.heard(ok);
        Answered waiting = new Answered(reinvite.request, ok);
        if (session.isLeaving()) {
            decline(waiting);
            return;
        }
        leg.timer().agreed(ok);
        if (reinvite.what.refresh()) {
            acknowledge(waiting, Optional.empty());
            session.proceed();
        } else {
            reinvite.what.offer().ifPresent(refresh::said);
            answered = Optional.of(waiting);
            leg.tell(listener -> listener.renegotiated(SessionBody.in(ok)));
        }
    }

    /** Ends the exchange that is under way. */
    void clear() {
        answered.ifPresent(this::decline);
        answered = Optional.empty();
        underWay.flatMap(reinvite -> reinvite.transaction).ifPresent(transactions::abandon);
    }
}
