package io.ringback.protocol.sip;

import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * An answered call: its dialog, and its end (RFC 3261 section 15). Offers and answers follow each other (RFC 6337): a next
 * one of ours is sent when neither {@link OwnOffers} nor {@link PeerOffers} have one under way.
 */
final class Session {

    private final Legs legs;
    private final CallTransactions transactions;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final SessionRefresh refresh;
    private final OwnOffers own;
    private final PeerOffers peer;
    private final InDialogRequests others;
    private final SignOfLife life;
    private boolean leaving;
    private boolean saidBye;

    Session(Legs legs, JainLeg leg, CallDialog dialog) {
        this.legs = legs;
        this.transactions = legs.transactions();
        this.leg = leg;
        this.dialog = dialog;
        this.refresh = new SessionRefresh(this, leg, dialog, transactions);
        this.own = new OwnOffers(this, leg, dialog, transactions, refresh);
        this.peer = new PeerOffers(this, leg, dialog, legs.offerRules(), transactions, own, refresh);
        this.others = new InDialogRequests(leg, dialog, transactions);
        this.life = new SignOfLife(
                this, leg, dialog, transactions, legs.sessionTimer().signsOfLife());
    }

    DialogIdentity identity() {
        return dialog.identity();
    }

    /** Whether nothing is to begin any more. */
    boolean isLeaving() {
        return leaving;
    }

    /** The phone answered our INVITE; {@code sdp} is what it described, then or before. */
    void begin(Request invite, Response ok, Optional<String> sdp) {
        own.begin(invite, ok, sdp);
        life.askLater();
    }

    /** We answer the INVITE that came in; {@code describing} unless that has been said before. */
    void accept(ServerTransaction invite, String sdp, boolean describing) {
        peer.accept(invite, sdp, describing);
        life.askLater();
    }

    // ---- What we want

    void acknowledge(Optional<String> answer) {
        own.acknowledge(answer);
    }

    void offer(Optional<String> offer) {
        own.offer(offer);
    }

    /** The timer's half is over. */
    void refresh() {
        refresh.refresh();
    }

    /** Re-INVITE in place of an UPDATE, which the peer does not take. */
    void refreshByInvite(Optional<String> offer) {
        own.refresh(offer);
    }

    void answer(String sdp) {
        peer.answer(sdp);
    }

    void refuse(int status) {
        peer.refuse(status);
    }

    void message(String contentType, String body) {
        if (!leaving) {
            others.message(contentType, body);
        }
    }

    void info(String contentType, String body) {
        if (!leaving) {
            others.info(contentType, body);
        }
    }

    /** An exchange is over: the next may begin. */
    void proceed() {
        if (!leaving && own.isQuiet() && peer.isQuiet()) {
            own.next();
        }
    }

    /** RFC 3261 14.1, after a 491: the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in units of 10 ms. */
    Duration backOff() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean ownsCallId = own.opening().isPresent();
        return Duration.ofMillis(10L * (ownsCallId ? random.nextInt(210, 401) : random.nextInt(0, 201)));
    }

    // ---- What they want

    void onAnswer(Response ok) {
        if (dialog.isWith(ok)) {
            own.onAnswer(ok);
        } else {
            legs.unwanted().refuse(ok, own.opening());
        }
    }

    void onRequest(ServerTransaction transaction) {
        if (!others.admit(transaction)) {
            return;
        }
        switch (transaction.getRequest().getMethod()) {
            case Request.BYE -> bye(transaction);
            case Request.INVITE -> peer.onInvite(transaction);
            case Request.UPDATE -> peer.onUpdate(transaction);
            default -> others.onRequest(transaction);
        }
    }

    void onAcknowledgement(Request ack) {
        if (peer.isAcknowledgedBy(ack)) {
            if (leaving) {
                sayBye();
            } else {
                proceed();
            }
        }
    }

    // ---- The end

    private void bye(ServerTransaction transaction) {
        transactions.respond(transaction, Response.OK, dialog.localTag());
        clear();
        leg.finish(listener -> listener.ended(!leaving));
    }

    /** RFC 3261 section 15: who answered the call may not say BYE before the ACK came. */
    void hangUp() {
        if (leaving) {
            return;
        }
        leaving = true;
        if (!peer.awaitsAck()) {
            sayBye();
        }
    }

    private void sayBye() {
        saidBye = true;
        clear();
        transactions.send(
                dialog,
                dialog.request(Request.BYE),
                leg.order(),
                Outcome.last(status -> leg.finish(listener -> listener.ended(false))));
    }

    /** The phone does not answer any more. BYE all the same: it may still hear. */
    void lost() {
        leaving = true;
        if (!saidBye) {
            sayBye();
        }
        leg.finish(listener -> listener.ended(false));
    }

    /** Ends the exchanges that are under way. */
    private void clear() {
        leg.timer().stop();
        peer.clear();
        own.clear();
    }
}
