package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Call.Invited;
import java.util.Map;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.header.ReasonHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE that came in, until it is answered (RFC 3261 13.3), and its early dialog (RFC 3262, RFC 3311). */
final class JainIncomingCall implements IncomingCall, Call, Invited {

    private static final Logger LOG = LoggerFactory.getLogger(JainIncomingCall.class);

    private final Legs legs;
    private final CallTransactions transactions;
    private final ServerTransaction transaction;
    private final SipRequest invite;
    private final String callId;
    private final String localTag = AgentMessages.newTag();
    private final InOrder order;
    private final Alarms alarms;
    private final CallDialog dialog;
    private final ReliableProgress reliable;
    private Optional<String> saidReliably = Optional.empty();
    private Optional<JainLeg> accepting = Optional.empty();
    private Optional<JainLeg> accepted = Optional.empty();
    private boolean settled;
    private boolean gaveUp;
    private Optional<Runnable> onCancel = Optional.empty();

    JainIncomingCall(Legs legs, ServerTransaction transaction, SipRequest invite, InOrder order) {
        this.legs = legs;
        this.transactions = legs.transactions();
        this.transaction = transaction;
        this.invite = invite;
        this.callId = Messages.callId(transaction.getRequest());
        this.order = order;
        this.alarms = new Alarms(legs.timers(), order);
        this.dialog = CallDialog.invited(transactions.messages(), transaction.getRequest(), localTag);
        this.reliable = new ReliableProgress(
                transactions, transaction, alarms, () -> giveUp(Response.SERVER_TIMEOUT));
    }

    String callId() {
        return callId;
    }

    String localTag() {
        return localTag;
    }

    InOrder order() {
        return order;
    }

    @Override
    public SipRequest invite() {
        return invite;
    }

    @Override
    public void progress(int status, Optional<String> sdp) {
        if (status < 101 || status > 199) {
            throw new IllegalArgumentException("Progress is 101 to 199, not " + status);
        }
        order.execute(() -> {
            if (!settled && accepting.isEmpty()) {
                progressed(status, sdp);
            }
        });
    }

    private void progressed(int status, Optional<String> sdp) {
        Response response = response(status);
        transactions.messages().contact(response);
        boolean offered = SessionBody.in(transaction.getRequest()).isPresent();
        if (reliable.isRequired() || sdp.isPresent() && reliable.isSupported()) {
            // Without an offer it would have to bring ours (RFC 3262 section 5); who calls is not told that it rings.
            if (offered) {
                sdp.filter(media -> saidReliably.isEmpty()).ifPresent(media -> {
                    saidReliably = sdp;
                    transactions.messages().sdp(response, media);
                });
                reliable.send(response);
            }
        } else {
            sdp.ifPresent(media -> transactions.messages().sdp(response, media));
            transactions.respond(transaction, response);
        }
    }

    @Override
    public Leg accept(String sdp, LegListener listener) {
        JainLeg leg = new JainLeg(legs, callId, localTag, listener, order);
        order.execute(() -> {
            if (settled || accepting.isPresent()) {
                leg.fail(Response.REQUEST_TERMINATED);
                return;
            }
            accepting = Optional.of(leg);
            reliable.afterwards(() -> accepted(leg, sdp));
        });
        return leg;
    }

    private void accepted(JainLeg leg, String sdp) {
        settled = true;
        accepted = Optional.of(leg);
        legs.add(callId, localTag, leg);
        Session session = new Session(legs, leg, dialog);
        leg.established(session);
        session.accept(transaction, sdp, saidReliably.isEmpty());
    }

    @Override
    public void refuse(int status, Map<String, String> headers) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("A refusal is 300 to 699, not " + status);
        }
        Response response = response(status);
        headers.forEach((name, value) -> transactions.messages().set(response, name, value));
        order.execute(() -> {
            if (accepting.isEmpty()) {
                settle(response);
            }
        });
    }

    private Response response(int status) {
        return transactions.messages().response(transaction.getRequest(), status, localTag);
    }

    private void settle(Response refusal) {
        if (!settled) {
            settled = true;
            transactions.respond(transaction, refusal);
            accepting.ifPresent(leg -> leg.fail(refusal.getStatusCode()));
            reliable.end();
            if (reliable.isHeard()) {
                leave();
            } else {
                // RFC 3262 section 3: its PRACK may be on the way.
                alarms.after(transactions.timeout(), this::leave);
            }
        }
    }

    private void leave() {
        alarms.cancelAll();
        legs.remove(callId, localTag, this);
    }

    @Override
    public void onCancel(Runnable cancelled) {
        order.execute(() -> {
            if (gaveUp) {
                tell(cancelled);
            } else {
                onCancel = Optional.of(cancelled);
            }
        });
    }

    @Override
    public void cancelled() {
        order.execute(() -> giveUp(Response.REQUEST_TERMINATED));
    }

    private void giveUp(int status) {
        if (!settled) {
            gaveUp = true;
            settle(response(status));
            onCancel.ifPresent(JainIncomingCall::tell);
        }
    }

    private static void tell(Runnable cancelled) {
        try {
            cancelled.run();
        } catch (RuntimeException e) {
            LOG.error("What follows a CANCEL met {}", e.getClass().getName());
        }
    }

    /** In the early dialog: BYE is allowed to the caller (RFC 3261 section 15); offers have to wait for our answer. */
    @Override
    public void onRequest(ServerTransaction inDialog) {
        order.execute(() -> accepted.ifPresentOrElse(leg -> leg.onRequest(inDialog), () -> onEarlyRequest(inDialog)));
    }

    private void onEarlyRequest(ServerTransaction inDialog) {
        switch (inDialog.getRequest().getMethod()) {
            case Request.BYE -> {
                transactions.respond(inDialog, Response.OK, localTag);
                giveUp(Response.REQUEST_TERMINATED);
            }
            case Request.PRACK -> onPrack(inDialog);
            case Request.UPDATE -> legs.offerRules().updateEarly(inDialog, dialog, () -> refuseEarlyOffer(inDialog));
            case Request.INVITE -> transactions.respondLater(inDialog, localTag);
            default -> transactions.respond(inDialog, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, localTag);
        }
    }

    /** RFC 3311 5.2: it comes too early while the INVITE's offer waits for our answer; after that the session stays as it is. */
    private void refuseEarlyOffer(ServerTransaction update) {
        if (saidReliably.isEmpty()) {
            transactions.respondLater(update, localTag);
        } else {
            transactions.respond(update, Response.NOT_ACCEPTABLE_HERE, localTag);
        }
    }

    private void onPrack(ServerTransaction transactionOfPrack) {
        Request prack = transactionOfPrack.getRequest();
        if (!dialog.takesSequence(prack)) {
            transactions.respondLater(transactionOfPrack, localTag);
        } else if (!reliable.isAcknowledgedBy(prack)) {
            transactions.respond(transactionOfPrack, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, localTag);
        } else {
            Response ok = transactions.messages().response(prack, Response.OK, localTag);
            SessionBody.in(prack).ifPresent(offer -> answerOfferOfPrack(offer, ok));
            transactions.respond(transactionOfPrack, ok);
            if (settled) {
                leave();
            } else {
                reliable.proceed();
            }
        }
    }

    private void answerOfferOfPrack(String offer, Response ok) {
        Optional<String> before = SessionBody.in(transaction.getRequest());
        saidReliably.ifPresent(
                said -> transactions.messages().sdp(ok, PrackOffer.answer(offer, before.orElse(""), said)));
    }

    @Override
    public void onAcknowledgement(Request ack) {}

    @Override
    public void onAnswer(Response ok) {}

    @Override
    public void close() {
        Response closing = response(Response.SERVICE_UNAVAILABLE);
        transactions.messages().set(closing, ReasonHeader.NAME, "Q.850;cause=41");
        order.execute(() -> {
            if (accepted.isPresent()) {
                accepted.get().close();
            } else {
                settle(closing);
                leave();
            }
        });
    }

    @Override
    public void abort() {}
}
