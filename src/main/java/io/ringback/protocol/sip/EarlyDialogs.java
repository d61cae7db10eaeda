package io.ringback.protocol.sip;

import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The dialogs that provisional responses to an INVITE of ours opened (RFC 3261 12.1), one for each phone that it reached, the
 * PRACKs for those responses that must arrive (RFC 3262 section 4), and what such a phone asks before it answers.
 */
final class EarlyDialogs {

    /** More phones than one call rings; who invents more of them gets no PRACK. */
    private static final int MOST = 50;

    private final CallTransactions transactions;
    private final OfferRules rules;
    private final JainLeg leg;
    private final Request invite;
    private final Map<String, Early> byTag = new HashMap<>();

    EarlyDialogs(CallTransactions transactions, OfferRules rules, JainLeg leg, Request invite) {
        this.transactions = transactions;
        this.rules = rules;
        this.leg = leg;
        this.invite = invite;
    }

    /** One of them: the number of the last response that had to arrive, if any, and the answer that came with such. */
    private static final class Early {
        private final CallDialog dialog;
        private Optional<Long> heard = Optional.empty();
        private Optional<String> answer = Optional.empty();

        Early(CallDialog dialog) {
            this.dialog = dialog;
        }
    }

    /**
     * Takes a provisional response, and acknowledges it if it asks for that.
     *
     * @return whether it is news: not if it came before, or overtook one that is missing
     */
    boolean take(Response provisional) {
        String tag = Messages.toTag(provisional);
        if (tag == null || byTag.size() >= MOST && !byTag.containsKey(tag)) {
            return true;
        }
        Early early =
                byTag.computeIfAbsent(tag, key -> new Early(CallDialog.answered(transactions.messages(), provisional)));
        if (!mustArrive(provisional)) {
            return true;
        }
        int number = ((RSeqHeader) provisional.getHeader(RSeqHeader.NAME)).getSequenceNumber();
        if (early.heard.filter(before -> number != before + 1).isPresent()) {
            return false;
        }
        early.heard = Optional.of((long) number);
        if (early.answer.isEmpty()) {
            early.answer = SessionBody.in(provisional);
        }
        acknowledge(early.dialog, number);
        return true;
    }

    /** Who did not hear that we take them may not send any: a phone that is asked for an offer would make it here. */
    private boolean mustArrive(Response provisional) {
        return Messages.lists(provisional, RequireHeader.NAME, ReliableProgress.EXTENSION)
                && Messages.lists(invite, SupportedHeader.NAME, ReliableProgress.EXTENSION)
                && provisional.getHeader(RSeqHeader.NAME) != null;
    }

    private void acknowledge(CallDialog dialog, int number) {
        Request prack = dialog.request(Request.PRACK);
        try {
            prack.setHeader(transactions
                    .messages()
                    .headers()
                    .createRAckHeader(number, Math.toIntExact(Messages.sequence(invite)), Request.INVITE));
        } catch (InvalidArgumentException | ParseException e) {
            throw new IllegalStateException(e);
        }
        // A phone that does not take it says so by ending the call.
        transactions.send(dialog, prack, leg.order(), Outcome.last(status -> {}));
    }

    /** The answer that has come already from the phone of that 2xx, which need not repeat it (RFC 6337 section 3.1). */
    Optional<String> answer(Response ok) {
        return Optional.ofNullable(byTag.get(String.valueOf(Messages.toTag(ok)))).flatMap(early -> early.answer);
    }

    /** The dialog that a 2xx confirms (RFC 3261 13.2.2.4): the route is that of the 2xx, the numbers go on. */
    CallDialog confirmed(Response ok) {
        CallDialog dialog = CallDialog.answered(transactions.messages(), ok);
        Early early = byTag.get(String.valueOf(Messages.toTag(ok)));
        if (early != null) {
            dialog.follow(early.dialog);
        }
        return dialog;
    }

    /** A request of a phone that has not answered: UPDATE, or nothing that it may send (RFC 3261 section 15). */
    void onRequest(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        Early early = byTag.get(String.valueOf(Messages.fromTag(request)));
        if (early == null || !request.getMethod().equals(Request.UPDATE)) {
            transactions.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, leg.localTag());
            return;
        }
        boolean ours = early.answer.isEmpty() && SessionBody.in(invite).isPresent();
        rules.updateEarly(
                transaction,
                early.dialog,
                () -> transactions.respond(
                        transaction, ours ? Response.REQUEST_PENDING : Response.NOT_ACCEPTABLE_HERE, leg.localTag()));
    }
}
