package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Call.Invited;
import java.util.Map;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.header.ReasonHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An INVITE that came in, until it is answered (RFC 3261 13.3). */
final class JainIncomingCall implements IncomingCall, Call, Invited {

    private static final Logger LOG = LoggerFactory.getLogger(JainIncomingCall.class);

    private final Legs legs;
    private final CallTransactions transactions;
    private final ServerTransaction transaction;
    private final SipRequest invite;
    private final String callId;
    private final String localTag = AgentMessages.newTag();
    private final InOrder order;
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
            if (!settled) {
                Response response = response(status);
                transactions.messages().contact(response);
                sdp.ifPresent(media -> transactions.messages().sdp(response, media));
                transactions.respond(transaction, response);
            }
        });
    }

    @Override
    public Leg accept(String sdp, LegListener listener) {
        JainLeg leg = new JainLeg(legs, callId, localTag, listener, order);
        order.execute(() -> {
            if (settled) {
                leg.fail(Response.REQUEST_TERMINATED);
                return;
            }
            settled = true;
            legs.add(callId, localTag, leg);
            Session session = new Session(
                    legs, leg, CallDialog.invited(transactions.messages(), transaction.getRequest(), localTag));
            leg.established(session);
            session.accept(transaction, sdp);
        });
        return leg;
    }

    @Override
    public void refuse(int status, Map<String, String> headers) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("A refusal is 300 to 699, not " + status);
        }
        Response response = response(status);
        headers.forEach((name, value) -> transactions.messages().set(response, name, value));
        order.execute(() -> settle(response));
    }

    private Response response(int status) {
        return transactions.messages().response(transaction.getRequest(), status, localTag);
    }

    private void settle(Response refusal) {
        if (!settled) {
            settled = true;
            transactions.respond(transaction, refusal);
            legs.remove(callId, localTag, this);
        }
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
        order.execute(this::giveUp);
    }

    private void giveUp() {
        if (!settled) {
            gaveUp = true;
            settle(response(Response.REQUEST_TERMINATED));
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
        order.execute(() -> {
            switch (inDialog.getRequest().getMethod()) {
                case Request.BYE -> {
                    transactions.respond(inDialog, Response.OK, localTag);
                    giveUp();
                }
                case Request.UPDATE, Request.INVITE ->
                    transactions.respond(
                            inDialog, Response.SERVER_INTERNAL_ERROR, localTag, RetryAfterHeader.NAME, "1");
                default -> transactions.respond(inDialog, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, localTag);
            }
        });
    }

    @Override
    public void onAcknowledgement(Request ack) {}

    @Override
    public void onAnswer(Response ok) {}

    @Override
    public void close() {
        refuse(Response.SERVICE_UNAVAILABLE, Map.of(ReasonHeader.NAME, "Q.850;cause=41"));
    }

    @Override
    public void abort() {}
}
