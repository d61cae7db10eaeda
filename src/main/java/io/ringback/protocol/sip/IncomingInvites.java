package io.ringback.protocol.sip;

import gov.nist.javax.sip.ServerTransactionExt;
import io.ringback.protocol.sip.Call.Invited;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Admits the INVITEs that open a call with us, and takes their CANCELs (RFC 3261 8.2, 9.2, 13.3.1). */
final class IncomingInvites {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingInvites.class);

    private final Legs legs;
    private final CallTransactions transactions;
    private final OfferRules rules;
    private final ScheduledExecutorService timers;
    /** The ways that INVITEs took to us, by their first Via's branch. */
    private final Map<Invitation, String> ways = new ConcurrentHashMap<>();

    private volatile UserAgent.CallHandler handler = call -> call.refuse(Response.TEMPORARILY_UNAVAILABLE, Map.of());

    /** An INVITE, whatever way it took to us (RFC 3261 8.2.2.2). */
    private record Invitation(String callId, String fromTag, long sequence) {}

    IncomingInvites(Legs legs, CallTransactions transactions, OfferRules rules, ScheduledExecutorService timers) {
        this.legs = legs;
        this.transactions = transactions;
        this.rules = rules;
        this.timers = timers;
    }

    /** Who takes the calls from now on. */
    void onCall(UserAgent.CallHandler newHandler) {
        handler = newHandler;
    }

    Set<String> understood() {
        return handler.understands();
    }

    /** Takes an INVITE against which RFC 3261 8.2 says nothing. */
    void onInvite(RequestEvent event, ServerTransaction transaction) {
        if (!isFirst(transaction)) {
            return;
        }
        JainIncomingCall call = new JainIncomingCall(legs, transaction, Messages.request(event), legs.newOrder());
        transaction.setApplicationData(call);
        transactions.respond(transaction, Response.TRYING, call.localTag());
        if (rules.admit(transaction, call.localTag())) {
            legs.add(call.callId(), call.localTag(), call);
            call.order().execute(() -> handle(call));
        }
    }

    /**
     * Whether the INVITE did not come before. If it took another way then, it is answered 482; if not, it is a late
     * retransmission, which our repeated 2xx answers.
     */
    private boolean isFirst(ServerTransaction transaction) {
        Request invite = transaction.getRequest();
        Invitation invitation =
                new Invitation(Messages.callId(invite), Messages.fromTag(invite), Messages.sequence(invite));
        String way = String.valueOf(((ViaHeader) invite.getHeader(ViaHeader.NAME)).getBranch());
        String before = ways.putIfAbsent(invitation, way);
        if (before == null) {
            timers.schedule(
                    () -> ways.remove(invitation), transactions.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        }
        if (!before.equals(way)) {
            transactions.respond(transaction, Response.LOOP_DETECTED, AgentMessages.newTag());
        }
        return false;
    }

    private void handle(IncomingCall call) {
        try {
            handler.on(call);
        } catch (RuntimeException e) {
            LOG.error("The handler of calls met {}", e.getClass().getName());
            call.refuse(Response.SERVER_INTERNAL_ERROR, Map.of());
        }
    }

    void onCancel(ServerTransaction cancel) {
        ServerTransaction invite = ((ServerTransactionExt) cancel).getCanceledInviteTransaction();
        if (invite == null) {
            transactions.respondUnknown(cancel);
            return;
        }
        transactions.respond(cancel, Response.OK, AgentMessages.newTag());
        if (invite.getApplicationData() instanceof Invited invited) {
            invited.cancelled();
        }
    }
}
