package io.ringback.protocol.sip;

import io.ringback.protocol.sdp.DecliningAnswer;
import io.ringback.protocol.sip.Alarms.Alarm;
import io.ringback.protocol.sip.Call.Invited;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.header.AcceptHeader;
import javax.sip.header.AllowHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.UnsupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * An answered call: its dialog, and the offers and answers in it, one after another (RFC 3261 section 14, RFC 3311, RFC
 * 6337). An exchange is over when its ACK has been sent, or has come.
 */
final class Session {

    private static final int INTERVAL_TOO_SMALL = 422;
    private static final int TRIES = 5;

    private final Legs legs;
    private final CallTransactions transactions;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private Optional<Request> opening = Optional.empty();
    private Optional<String> lastSdp = Optional.empty();
    private boolean peerTakesUpdate;
    private Optional<Ours> ours = Optional.empty();
    private Optional<Answered> answered = Optional.empty();
    private Optional<Request> lastAck = Optional.empty();
    private Optional<Theirs> theirs = Optional.empty();
    private Optional<RepeatedAnswer> repeated = Optional.empty();
    private boolean backingOff;
    private boolean leaving;
    private boolean saidBye;

    Session(Legs legs, JainLeg leg, CallDialog dialog) {
        this.legs = legs;
        this.transactions = legs.transactions();
        this.leg = leg;
        this.dialog = dialog;
    }

    /** A re-INVITE to be sent; {@code refresh} is one that only says we are here (RFC 4028). */
    private record Wanted(Optional<String> offer, boolean refresh, int tries) {}

    /** A 2xx to our INVITE whose ACK has not been sent. */
    private record Answered(Request invite, Response ok) {}

    /** Our re-INVITE that waits for its final response. */
    private final class Ours implements Outcome {

        private final Wanted what;
        private final Request request;
        private Optional<ClientTransaction> transaction = Optional.empty();
        private Optional<Alarm> patience = Optional.empty();

        private Ours(Wanted what, Request request) {
            this.what = what;
            this.request = request;
        }

        @Override
        public void response(Response response) {
            if (ours.filter(this::equals).isEmpty()) {
                return;
            }
            if (response.getStatusCode() >= 300) {
                over();
                refused(this, response);
            } else if (patience.isEmpty()) {
                patience = Optional.of(leg.alarms().after(transactions.timeout(), this::cancel));
            }
        }

        @Override
        public void silence(int status) {
            if (ours.filter(this::equals).isPresent()) {
                over();
                lost();
            }
        }

        /** A phone that only says 100 may ask its owner; but not for ever. */
        private void cancel() {
            transaction.ifPresent(invite -> transactions.cancel(invite, leg.order()));
            patience = Optional.of(leg.alarms().after(transactions.timeout(), () -> {
                transaction.ifPresent(CallTransactions::end);
                silence(Response.REQUEST_TIMEOUT);
            }));
        }

        private void over() {
            patience.ifPresent(Alarm::cancel);
            ours = Optional.empty();
        }
    }

    /** The peer's re-INVITE or UPDATE that waits for our answer. */
    private final class Theirs implements Invited {

        private final ServerTransaction transaction;

        private Theirs(ServerTransaction transaction) {
            this.transaction = transaction;
        }

        private boolean isInvite() {
            return transaction.getRequest().getMethod().equals(Request.INVITE);
        }

        @Override
        public void cancelled() {
            leg.order().execute(() -> {
                if (theirs.filter(this::equals).isPresent()) {
                    refuse(Response.REQUEST_TERMINATED);
                }
            });
        }
    }

    DialogIdentity identity() {
        return dialog.identity();
    }

    /** The phone answered our INVITE. */
    void begin(Request invite, Response ok) {
        opening = Optional.of(invite);
        lastSdp = Messages.body(invite);
        learn(ok);
        leg.timer().agreed(ok);
        answered = Optional.of(new Answered(invite, ok));
        leg.tell(listener -> listener.answered(Messages.body(ok)));
    }

    /** We answer the INVITE that came in. */
    void accept(ServerTransaction invite, String sdp) {
        learn(invite.getRequest());
        ok(invite, sdp);
    }

    private void learn(javax.sip.message.Message message) {
        if (message.getHeader(AllowHeader.NAME) != null) {
            peerTakesUpdate = Messages.lists(message, AllowHeader.NAME, Request.UPDATE);
        }
    }

    // ---- What we want

    void acknowledge(Optional<String> answer) {
        answered.ifPresent(waiting -> {
            answered = Optional.empty();
            answer.ifPresent(sdp -> lastSdp = answer);
            acknowledge(waiting, answer);
            proceed();
        });
    }

    private void acknowledge(Answered waiting, Optional<String> answer) {
        Request ack = dialog.ack(CallDialog.sequence(waiting.invite()));
        CallTransactions.copyCredentials(waiting.invite(), ack);
        answer.ifPresent(sdp -> transactions.sdp(ack, sdp));
        lastAck = Optional.of(ack);
        transactions.acknowledge(ack);
    }

    /** ACK to a 2xx that we have no use for. */
    private void decline(Answered waiting) {
        boolean offerless = Messages.body(waiting.invite()).isEmpty();
        acknowledge(waiting, offerless ? Messages.body(waiting.ok()).map(DecliningAnswer::to) : Optional.empty());
    }

    void offer(Optional<String> offer) {
        wanted.add(new Wanted(offer, false, 0));
        proceed();
    }

    /** Says that we are still here, and asks whether the peer is (RFC 4028). */
    void refresh() {
        if (leaving) {
            return;
        }
        if (peerTakesUpdate) {
            update();
        } else if (wanted.isEmpty() && ours.isEmpty()) {
            wanted.add(new Wanted(lastSdp, true, 0));
            proceed();
        }
    }

    private void update() {
        Request update = dialog.request(Request.UPDATE);
        transactions.introduce(update);
        leg.timer().ask(update);
        transactions.send(dialog, update, leg.order(), new Outcome() {
            @Override
            public void response(Response response) {
                updated(response);
            }

            @Override
            public void silence(int status) {
                lost();
            }
        });
    }

    private void updated(Response response) {
        int status = response.getStatusCode();
        if (status < 200 || leaving) {
            return;
        }
        if (status < 300) {
            dialog.refreshTarget(response);
            leg.timer().agreed(response);
        } else if (isDead(status)) {
            lost();
        } else if (status == INTERVAL_TOO_SMALL && leg.timer().raise(response)) {
            update();
        } else if (status == Response.METHOD_NOT_ALLOWED || status == Response.NOT_IMPLEMENTED) {
            peerTakesUpdate = false;
            refresh();
        } else if (status == Response.REQUEST_PENDING) {
            leg.alarms().after(backOff(), this::refresh);
        }
    }

    /** RFC 3261 12.2.1.2: the dialog is gone. */
    private static boolean isDead(int status) {
        return status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST || status == Response.REQUEST_TIMEOUT;
    }

    private boolean isQuiet() {
        return ours.isEmpty() && answered.isEmpty() && theirs.isEmpty() && repeated.isEmpty() && !backingOff;
    }

    private void proceed() {
        if (!leaving && isQuiet() && !wanted.isEmpty()) {
            reinvite(wanted.poll());
        }
    }

    private void reinvite(Wanted what) {
        Request request = dialog.request(Request.INVITE);
        transactions.introduce(request);
        leg.timer().ask(request);
        what.offer().ifPresent(sdp -> transactions.sdp(request, sdp));
        send(what, request);
    }

    private void send(Wanted what, Request request) {
        Ours next = new Ours(what, request);
        ours = Optional.of(next);
        next.transaction = transactions.send(request, leg.order(), next);
    }

    private void refused(Ours refused, Response response) {
        int status = response.getStatusCode();
        Wanted what = refused.what;
        Optional<Request> authorized = what.tries() < TRIES && !leaving
                ? transactions.authorized(dialog, response, refused.request)
                : Optional.empty();
        Wanted again = new Wanted(what.offer(), what.refresh(), what.tries() + 1);
        if (leaving) {
            return;
        }
        if (authorized.isPresent()) {
            send(again, authorized.get());
        } else if (isDead(status)) {
            lost();
        } else if (status == INTERVAL_TOO_SMALL
                && what.tries() < TRIES
                && leg.timer().raise(response)) {
            reinvite(again);
        } else if (status == Response.REQUEST_PENDING && what.tries() < TRIES) {
            wanted.addFirst(again);
            backingOff = true;
            leg.alarms().after(backOff(), () -> {
                backingOff = false;
                proceed();
            });
        } else {
            if (!what.refresh()) {
                leg.tell(listener -> listener.renegotiationFailed(status));
            }
            proceed();
        }
    }

    /** RFC 3261 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in units of 10 ms. */
    private Duration backOff() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Duration.ofMillis(10L * (opening.isPresent() ? random.nextInt(210, 401) : random.nextInt(0, 201)));
    }

    void onAnswer(Response ok) {
        long sequence = CallDialog.sequence(ok);
        if (!dialog.isWith(ok)) {
            legs.unwanted().refuse(ok, opening);
        } else if (lastAck.filter(ack -> CallDialog.sequence(ack) == sequence).isPresent()) {
            transactions.acknowledge(lastAck.get());
        } else if (ours.filter(mine -> CallDialog.sequence(mine.request) == sequence)
                .isPresent()) {
            agreed(ours.get(), ok);
        }
    }

    private void agreed(Ours mine, Response ok) {
        mine.over();
        dialog.refreshTarget(ok);
        learn(ok);
        Answered waiting = new Answered(mine.request, ok);
        if (leaving) {
            decline(waiting);
            return;
        }
        leg.timer().agreed(ok);
        if (mine.what.refresh()) {
            acknowledge(waiting, Optional.empty());
            proceed();
        } else {
            mine.what.offer().ifPresent(sdp -> lastSdp = mine.what.offer());
            answered = Optional.of(waiting);
            leg.tell(listener -> listener.renegotiated(Messages.body(ok)));
        }
    }

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
        if (leaving) {
            return;
        }
        Request request = dialog.request(method);
        Messages.body(request, transactions.stack().headers(), contentType, body);
        transactions.send(dialog, request, leg.order(), new Outcome() {
            @Override
            public void response(Response response) {
                if (response.getStatusCode() >= 300) {
                    refused.accept(response.getStatusCode());
                }
            }

            @Override
            public void silence(int status) {
                refused.accept(status);
            }
        });
    }

    // ---- What they want

    void onRequest(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        if (!dialog.takesSequence(request)) {
            respondLater(transaction);
            return;
        }
        if (unsupported(transaction)) {
            return;
        }
        switch (request.getMethod()) {
            case Request.BYE -> bye(transaction);
            case Request.INVITE -> reinvited(transaction);
            case Request.UPDATE -> updated(transaction);
            case Request.INFO -> {
                respond(transaction, Response.OK);
                String contentType = Messages.contentType(request);
                Messages.body(request).ifPresent(body -> leg.tell(listener -> listener.info(contentType, body)));
            }
            case Request.MESSAGE -> respond(transaction, Response.OK);
            case Request.OPTIONS -> {
                Response capabilities = transactions.response(request, Response.OK, dialog.localTag());
                transactions.introduce(capabilities);
                transactions.set(capabilities, AcceptHeader.NAME, Messages.SDP);
                transactions.respond(transaction, capabilities);
            }
            case Request.PRACK -> respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            default -> {
                Response unknown = transactions.response(request, Response.METHOD_NOT_ALLOWED, dialog.localTag());
                transactions.allow(unknown);
                transactions.respond(transaction, unknown);
            }
        }
    }

    private void respond(ServerTransaction transaction, int status) {
        transactions.respond(transaction, status, dialog.localTag());
    }

    /** RFC 3261 14.2 and 12.2.2. */
    private void respondLater(ServerTransaction transaction) {
        Response later =
                transactions.response(transaction.getRequest(), Response.SERVER_INTERNAL_ERROR, dialog.localTag());
        int seconds = ThreadLocalRandom.current().nextInt(0, 11);
        transactions.set(later, RetryAfterHeader.NAME, Integer.toString(seconds));
        transactions.respond(transaction, later);
    }

    private boolean unsupported(ServerTransaction transaction) {
        Optional<String> option = Legs.unsupported(transaction.getRequest());
        option.ifPresent(unknown -> {
            Response refusal =
                    transactions.response(transaction.getRequest(), Response.BAD_EXTENSION, dialog.localTag());
            transactions.set(refusal, UnsupportedHeader.NAME, unknown);
            transactions.respond(transaction, refusal);
        });
        return option.isPresent();
    }

    private void bye(ServerTransaction transaction) {
        respond(transaction, Response.OK);
        clear();
        leg.finish(listener -> listener.ended(!leaving));
    }

    private void reinvited(ServerTransaction transaction) {
        if (leaving) {
            respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (ours.isPresent()
                || answered.isPresent()
                || repeated.filter(RepeatedAnswer::offered).isPresent()) {
            respond(transaction, Response.REQUEST_PENDING);
        } else if (theirs.isPresent()) {
            respondLater(transaction);
        } else if (acceptable(transaction)) {
            // Who sends the next INVITE has had our 2xx; its ACK was lost, or is overtaken.
            if (repeated.isPresent()) {
                acknowledged(Optional.empty());
            }
            offered(transaction);
        }
    }

    private void updated(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        if (leaving) {
            respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (!acceptable(transaction)) {
            return;
        } else if (Messages.body(request).isEmpty()) {
            dialog.refreshTarget(request);
            Response ok = transactions.response(request, Response.OK, dialog.localTag());
            describe(request, ok);
            transactions.respond(transaction, ok);
        } else if (theirs.isPresent()) {
            respondLater(transaction);
        } else if (ours.isPresent()
                || answered.isPresent()
                || repeated.filter(RepeatedAnswer::offered).isPresent()) {
            respond(transaction, Response.REQUEST_PENDING);
        } else {
            offered(transaction);
        }
    }

    private boolean acceptable(ServerTransaction transaction) {
        return legs.acceptable(transaction, dialog.localTag());
    }

    private void offered(ServerTransaction transaction) {
        Theirs next = new Theirs(transaction);
        transaction.setApplicationData(next);
        theirs = Optional.of(next);
        learn(transaction.getRequest());
        leg.tell(listener -> listener.offered(Messages.body(transaction.getRequest())));
    }

    void answer(String sdp) {
        theirs.ifPresent(waiting -> {
            theirs = Optional.empty();
            dialog.refreshTarget(waiting.transaction.getRequest());
            ok(waiting.transaction, sdp);
            if (!waiting.isInvite()) {
                proceed();
            }
        });
    }

    private void ok(ServerTransaction transaction, String sdp) {
        Request request = transaction.getRequest();
        Response ok = transactions.response(request, Response.OK, dialog.localTag());
        describe(request, ok);
        transactions.sdp(ok, sdp);
        lastSdp = Optional.of(sdp);
        transactions.respond(transaction, ok);
        if (request.getMethod().equals(Request.INVITE)) {
            repeated = Optional.of(new RepeatedAnswer(
                    transactions, leg.alarms(), ok, Messages.body(request).isEmpty(), this::lost));
        }
    }

    private void describe(Request request, Response ok) {
        transactions.introduce(ok);
        transactions.contact(ok);
        leg.timer().grant(request, ok);
    }

    void refuse(int status) {
        theirs.ifPresent(waiting -> {
            theirs = Optional.empty();
            respond(waiting.transaction, status);
            proceed();
        });
    }

    void onAcknowledgement(Request ack) {
        if (repeated.filter(waiting -> waiting.isTo(CallDialog.sequence(ack))).isPresent()) {
            acknowledged(Messages.body(ack));
            if (leaving) {
                sayBye();
            } else {
                proceed();
            }
        }
    }

    private void acknowledged(Optional<String> sdp) {
        repeated.ifPresent(RepeatedAnswer::stop);
        repeated = Optional.empty();
        leg.tell(listener -> listener.acknowledged(sdp));
    }

    // ---- The end

    /** RFC 3261 section 15: who answered the call may not say BYE before the ACK came. */
    void hangUp() {
        if (leaving) {
            return;
        }
        leaving = true;
        if (repeated.isEmpty()) {
            sayBye();
        }
    }

    private void sayBye() {
        saidBye = true;
        clear();
        transactions.send(dialog, dialog.request(Request.BYE), leg.order(), new Outcome() {
            @Override
            public void response(Response response) {
                if (response.getStatusCode() >= 200) {
                    leg.finish(listener -> listener.ended(false));
                }
            }

            @Override
            public void silence(int status) {
                leg.finish(listener -> listener.ended(false));
            }
        });
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
        theirs.ifPresent(waiting -> respond(waiting.transaction, Response.REQUEST_TERMINATED));
        theirs = Optional.empty();
        repeated.ifPresent(RepeatedAnswer::stop);
        repeated = Optional.empty();
        answered.ifPresent(this::decline);
        answered = Optional.empty();
        ours.flatMap(mine -> mine.transaction).ifPresent(transactions::abandon);
    }
}
