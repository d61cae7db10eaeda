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

    /** What an Accept says of these types. */
    static String accept(Set<String> types) {
        return String.join(", ", new TreeSet<>(types));
    }
}
