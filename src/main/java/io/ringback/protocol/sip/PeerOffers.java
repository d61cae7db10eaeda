package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Call.Invited;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What the peer offers in an answered call, by re-INVITE (RFC 3261 14.2) or UPDATE (RFC 3311 5.2), and our 2xx to its
 * INVITEs. Such an exchange is over when its ACK has come.
 */
final class PeerOffers {

    private final Session session;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final OfferRules rules;
    private final CallTransactions transactions;
    private final OwnOffers own;
    private final SessionRefresh refresh;
    private Optional<Offer> unanswered = Optional.empty();
    private Optional<RepeatedAnswer> repeated = Optional.empty();

    PeerOffers(
            Session session,
            JainLeg leg,
            CallDialog dialog,
            OfferRules rules,
            CallTransactions transactions,
            OwnOffers own,
            SessionRefresh refresh) {
        this.session = session;
        this.leg = leg;
        this.dialog = dialog;
        this.rules = rules;
        this.transactions = transactions;
        this.own = own;
        this.refresh = refresh;
    }

    /** A re-INVITE or UPDATE that waits for our answer. */
    private final class Offer implements Invited {

        private final ServerTransaction transaction;

        private Offer(ServerTransaction transaction) {
            this.transaction = transaction;
        }

        private boolean isInvite() {
            return transaction.getRequest().getMethod().equals(Request.INVITE);
        }

        @Override
        public void cancelled() {
            leg.order().execute(() -> {
                if (unanswered.filter(this::equals).isPresent()) {
                    refuse(Response.REQUEST_TERMINATED);
                }
            });
        }
    }

    /** Answers the INVITE that opened the call. */
    void accept(ServerTransaction invite, String sdp, boolean describing) {
        refresh.heard(invite.getRequest());
        ok(invite, sdp, describing);
    }

    /** Whether no exchange is under way. */
    boolean isQuiet() {
        return unanswered.isEmpty() && repeated.isEmpty();
    }

    /** Whether a 2xx of ours has no ACK yet. */
    boolean awaitsAck() {
        return repeated.isPresent();
    }

    void onInvite(ServerTransaction transaction) {
        if (session.isLeaving()) {
            respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (ownIsUnderWay()) {
            respond(transaction, Response.REQUEST_PENDING);
        } else if (unanswered.isPresent()) {
            transactions.respondLater(transaction, dialog.localTag());
        } else if (rules.admit(transaction, dialog.localTag())) {
            // Who sends the next INVITE has had our 2xx; its ACK was lost, or is overtaken.
            if (repeated.isPresent()) {
                acknowledged(Optional.empty());
            }
            offered(transaction);
        }
    }

    void onUpdate(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        if (session.isLeaving()) {
            respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (!rules.admit(transaction, dialog.localTag())) {
            return;
        } else if (SessionBody.in(request).isEmpty()) {
            dialog.refreshTarget(request);
            transactions.respond(transaction, describedOk(request));
        } else if (unanswered.isPresent()) {
            transactions.respondLater(transaction, dialog.localTag());
        } else if (ownIsUnderWay()) {
            respond(transaction, Response.REQUEST_PENDING);
        } else {
            offered(transaction);
        }
    }

    /** Whether an offer of ours waits: for its answer, or in a 2xx for the ACK that brings it. */
    private boolean ownIsUnderWay() {
        return own.isUnderWay() || repeated.filter(RepeatedAnswer::offered).isPresent();
    }

    private void offered(ServerTransaction transaction) {
        Offer offer = new Offer(transaction);
        transaction.setApplicationData(offer);
        unanswered = Optional.of(offer);
        refresh.heard(transaction.getRequest());
        leg.tell(listener -> listener.offered(SessionBody.in(transaction.getRequest())));
    }

    void answer(String sdp) {
        unanswered.ifPresent(offer -> {
            unanswered = Optional.empty();
            dialog.refreshTarget(offer.transaction.getRequest());
            ok(offer.transaction, sdp, true);
            if (!offer.isInvite()) {
                session.proceed();
            }
        });
    }

    private void ok(ServerTransaction transaction, String sdp, boolean describing) {
        Request request = transaction.getRequest();
        Response ok = describedOk(request);
        if (describing) {
            transactions.messages().sdp(ok, sdp);
        }
        refresh.said(sdp);
        transactions.respond(transaction, ok);
        if (request.getMethod().equals(Request.INVITE)) {
            boolean offers = SessionBody.in(request).isEmpty();
            repeated = Optional.of(new RepeatedAnswer(transactions, leg.alarms(), ok, offers, session::lost));
        }
    }

    /** A 200 that says what we understand, where we are, and who refreshes the session. */
    private Response describedOk(Request request) {
        AgentMessages messages = transactions.messages();
        Response ok = messages.response(request, Response.OK, dialog.localTag());
        messages.introduce(ok);
        messages.contact(ok);
        leg.timer().grant(request, ok);
        return ok;
    }

    void refuse(int status) {
        unanswered.ifPresent(offer -> {
            unanswered = Optional.empty();
            respond(offer.transaction, status);
            session.proceed();
        });
    }

    /** Whether this ACK ends the exchange that waits for one. */
    boolean isAcknowledgedBy(Request ack) {
        boolean awaited = repeated.filter(ok -> ok.isTo(Messages.sequence(ack))).isPresent();
        if (awaited) {
            acknowledged(SessionBody.in(ack));
        }
        return awaited;
    }

    private void acknowledged(Optional<String> sdp) {
        stopRepeating();
        leg.tell(listener -> listener.acknowledged(sdp));
    }

    private void stopRepeating() {
        repeated.ifPresent(RepeatedAnswer::stop);
        repeated = Optional.empty();
    }

    /** Ends the exchange that is under way. */
    void clear() {
        unanswered.ifPresent(offer -> respond(offer.transaction, Response.REQUEST_TERMINATED));
        unanswered = Optional.empty();
        stopRepeating();
    }

    private void respond(ServerTransaction transaction, int status) {
        transactions.respond(transaction, status, dialog.localTag());
    }
}
