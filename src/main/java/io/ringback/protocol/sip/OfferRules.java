package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.extensions.MinSEHeader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sip.ServerTransaction;
import javax.sip.header.AcceptHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What an INVITE or UPDATE must bring, within a call or without, so that its offer can be looked at: SDP (RFC 3261 8.2.3) and
 * a session interval that is long enough (RFC 4028 section 9).
 */
final class OfferRules {

    private final CallTransactions transactions;
    private final SessionTimer.Values sessionTimer;
    private final Supplier<Set<String>> understood;

    /** @param understood the types of bodies that who takes the calls understands */
    OfferRules(CallTransactions transactions, SessionTimer.Values sessionTimer, Supplier<Set<String>> understood) {
        this.transactions = transactions;
        this.sessionTimer = sessionTimer;
        this.understood = understood;
    }

    /** Whether it does; if not, the request is answered 415 or 422. */
    boolean admit(ServerTransaction transaction, String localTag) {
        Request request = transaction.getRequest();
        if (SessionBody.isStrange(request, understood.get())) {
            transactions.respond(
                    transaction,
                    Response.UNSUPPORTED_MEDIA_TYPE,
                    localTag,
                    AcceptHeader.NAME,
                    accept(understood.get()));
            return false;
        }
        if (SessionTimer.tooSmall(request, sessionTimer)) {
            transactions.respond(
                    transaction,
                    SessionTimer.INTERVAL_TOO_SMALL,
                    localTag,
                    MinSEHeader.NAME,
                    Long.toString(sessionTimer.minimum().toSeconds()));
            return false;
        }
        return true;
    }

    /**
     * An UPDATE before the call is answered (RFC 3311 5.2). One without an offer says where the peer is; for one with an offer
     * it is too early.
     *
     * @param refuse responds to an UPDATE with an offer
     */
    void updateEarly(ServerTransaction update, CallDialog dialog, Runnable refuse) {
        Request request = update.getRequest();
        if (!dialog.takesSequence(request)) {
            transactions.respondLater(update, dialog.localTag());
        } else if (admit(update, dialog.localTag())) {
            if (SessionBody.in(request).isPresent()) {
                refuse.run();
                return;
            }
            dialog.refreshTarget(request);
            Response ok = transactions.messages().response(request, Response.OK, dialog.localTag());
            transactions.messages().introduce(ok);
            transactions.messages().contact(ok);
            transactions.respond(update, ok);
        }
    }

    /** What an Accept says of these types. */
    static String accept(Set<String> types) {
        return String.join(", ", new TreeSet<>(types));
    }
}
