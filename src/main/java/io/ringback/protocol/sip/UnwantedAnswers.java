package io.ringback.protocol.sip;

import io.ringback.protocol.sdp.DecliningAnswer;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * 2xx to our INVITEs that come when nobody waits for them any more: of a further branch of a fork (RFC 3261 13.2.2.4), or
 * because they crossed our CANCEL, or after the call was over. Each gets its ACK, and BYE at once.
 */
final class UnwantedAnswers {

    private final CallTransactions transactions;
    private final Executor pool;
    private final Map<Dialog, Request> leaving = new ConcurrentHashMap<>();

    UnwantedAnswers(CallTransactions transactions, Executor pool) {
        this.transactions = transactions;
        this.pool = pool;
    }

    private record Dialog(String callId, String ours, String theirs) {}

    /** @param invite what it answers, if that is still known */
    void refuse(Response ok, Optional<Request> invite) {
        Dialog key = new Dialog(Messages.callId(ok), Messages.fromTag(ok), String.valueOf(Messages.toTag(ok)));
        CallDialog dialog = CallDialog.forgotten(transactions.messages(), ok);
        Request ack = dialog.ack(Messages.sequence(ok));
        invite.ifPresent(ours -> CallTransactions.copyCredentials(ours, ack));
        if (invite.isPresent() && SessionBody.in(invite.get()).isEmpty()) {
            SessionBody.in(ok).ifPresent(offer -> transactions.messages().sdp(ack, DecliningAnswer.to(offer)));
        }
        Request underWay = leaving.putIfAbsent(key, ack);
        transactions.acknowledge(underWay == null ? ack : underWay);
        if (underWay == null) {
            transactions.send(
                    dialog,
                    dialog.request(Request.BYE),
                    new InOrder(pool),
                    Outcome.last(status -> leaving.remove(key)));
        }
    }

    int size() {
        return leaving.size();
    }
}
