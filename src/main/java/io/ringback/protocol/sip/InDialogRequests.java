package io.ringback.protocol.sip;

import io.ringback.protocol.mime.BodyParts;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import javax.sip.ServerTransaction;
import javax.sip.header.AcceptHeader;
import javax.sip.header.UnsupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The requests in an answered call that leave its session as it is: INFO (RFC 6086), MESSAGE (RFC 3428), OPTIONS (RFC 3261
 * 11.2). Says too which requests may pass at all (RFC 3261 12.2.2).
 */
final class InDialogRequests {

    private final JainLeg leg;
    private final CallDialog dialog;
    private final CallTransactions transactions;

    InDialogRequests(JainLeg leg, CallDialog dialog, CallTransactions transactions) {
        this.leg = leg;
        this.dialog = dialog;
        this.transactions = transactions;
    }

    // ---- Ours

    /** What the phone says to it changes nothing: some that know no MESSAGE answer it 481. */
    void message(String contentType, String body) {
        send(Request.MESSAGE, contentType, body, status -> {});
    }

    /** Likewise, but who sent it may need to know. */
    void info(String contentType, String body) {
        send(
                Request.INFO,
                contentType,
                body,
                status -> leg.tell(listener -> listener.infoRefused(contentType, status)));
    }

    private void send(String method, String contentType, String body, IntConsumer refused) {
        Request request = dialog.request(method);
        Messages.body(request, transactions.messages().headers(), contentType, body);
        transactions.send(dialog, request, leg.order(), Outcome.last(status -> {
            if (status >= 300) {
                refused.accept(status);
            }
        }));
    }

    // ---- Theirs

    /** Whether a request may pass; if not, it is answered: 500 if it is out of its order, 420 if it requires too much. */
    boolean admit(ServerTransaction transaction) {
        if (!dialog.takesSequence(transaction.getRequest())) {
            transactions.respondLater(transaction, dialog.localTag());
            return false;
        }
        List<String> unknown = IncomingRules.unknownExtensions(transaction.getRequest());
        if (!unknown.isEmpty()) {
            // All of them, so that who sent it need not find them out one after another (RFC 3261 8.2.2.3).
            AgentMessages messages = transactions.messages();
            Response refusal =
                    messages.response(transaction.getRequest(), Response.BAD_EXTENSION, dialog.localTag());
            GivenHeaders.add(
                    refusal, messages.headers(), Map.of(UnsupportedHeader.NAME, unknown), Optional.empty());
            transactions.respond(transaction, refusal);
            return false;
        }
        return true;
    }

    void onRequest(ServerTransaction transaction) {
        switch (transaction.getRequest().getMethod()) {
            case Request.INFO -> informed(transaction);
            case Request.MESSAGE -> transactions.respond(transaction, Response.OK, dialog.localTag());
            case Request.OPTIONS -> tellCapabilities(transaction);
            // All that could be acknowledged was before we answered.
            case Request.PRACK ->
                transactions.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, dialog.localTag());
            default -> refuseMethod(transaction);
        }
    }

    /** RFC 6086 section 4.2.2: what is not understood is answered 415; an INFO without a body may ask whether we are there. */
    private void informed(ServerTransaction transaction) {
        Optional<BodyParts> body = SessionBody.parts(transaction.getRequest());
        Set<String> understood = leg.infoTypes();
        if (body.filter(parts -> !parts.isUnderstoodBy(understood)).isPresent()) {
            transactions.respond(
                    transaction,
                    Response.UNSUPPORTED_MEDIA_TYPE,
                    dialog.localTag(),
                    AcceptHeader.NAME,
                    OfferRules.accept(understood));
            return;
        }
        transactions.respond(transaction, Response.OK, dialog.localTag());
        body.stream()
                .flatMap(parts -> parts.parts().stream())
                .filter(part -> understood.contains(part.type()))
                .findFirst()
                .ifPresent(part -> leg.tell(listener -> listener.info(part.type(), part.text())));
    }

    private void tellCapabilities(ServerTransaction transaction) {
        AgentMessages messages = transactions.messages();
        Response capabilities = messages.response(transaction.getRequest(), Response.OK, dialog.localTag());
        messages.introduce(capabilities);
        messages.set(capabilities, AcceptHeader.NAME, Messages.SDP);
        transactions.respond(transaction, capabilities);
    }

    private void refuseMethod(ServerTransaction transaction) {
        AgentMessages messages = transactions.messages();
        Response unknown = messages.response(transaction.getRequest(), Response.METHOD_NOT_ALLOWED, dialog.localTag());
        messages.allow(unknown);
        transactions.respond(transaction, unknown);
    }
}
