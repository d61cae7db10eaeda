package io.ringback.protocol.sip;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.header.SIPHeader;
import io.ringback.protocol.sip.Call.Invited;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import io.ringback.protocol.sip.CallTransactions.Waiting;
import java.text.ParseException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.TimeoutEvent;
import javax.sip.header.AcceptHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.UnsupportedHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of an agent: all that belongs to an INVITE or to the dialog it opened. */
final class Legs {

    private static final int INTERVAL_TOO_SMALL = 422;
    private static final int THREADS = 8;
    private static final int T1_TO_HANG_UP = 4;

    /** Extensions that we know (RFC 3261 8.2.2.3). Not 100rel: nothing we say in a provisional response must arrive. */
    private static final Set<String> EXTENSIONS = Set.of("timer");

    /** With a To tag they belong to a dialog, but none of ours. */
    private static final Set<String> OF_SUBSCRIPTIONS = Set.of(Request.NOTIFY, Request.SUBSCRIBE);

    /** Without a To tag they belong to nothing. */
    private static final Set<String> ONLY_IN_DIALOGS = Set.of(Request.BYE, Request.PRACK, Request.UPDATE);

    private static final Logger LOG = LoggerFactory.getLogger(Legs.class);

    private final JainStack stack;
    private final SessionTimer.Values sessionTimer;
    private final ScheduledThreadPoolExecutor timers;
    private final ExecutorService pool;
    private final CallTransactions transactions;
    private final UnwantedAnswers unwanted;
    private final Map<Key, Call> calls = new ConcurrentHashMap<>();
    private final Map<Invitation, String> invitations = new ConcurrentHashMap<>();
    private final Object ended = new Object();
    private volatile Consumer<IncomingCall> handler = call -> call.refuse(480, Map.of());

    /** A dialog as its responses and requests to us name it. */
    private record Key(String callId, String localTag) {}

    /** An INVITE, whatever way it took to us (RFC 3261 8.2.2.2). */
    private record Invitation(String callId, String fromTag, long sequence) {}

    Legs(JainStack stack, SessionTimer.Values sessionTimer) {
        this.stack = stack;
        this.sessionTimer = sessionTimer;
        this.timers = new ScheduledThreadPoolExecutor(1, threads("-call-timers-"));
        timers.setRemoveOnCancelPolicy(true);
        this.pool = Executors.newFixedThreadPool(THREADS, threads("-calls-"));
        this.transactions = new CallTransactions(stack, timers);
        this.unwanted = new UnwantedAnswers(transactions, pool);
    }

    private ThreadFactory threads(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, stack.settings().name() + purpose + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    CallTransactions transactions() {
        return transactions;
    }

    ScheduledExecutorService timers() {
        return timers;
    }

    SessionTimer.Values sessionTimer() {
        return sessionTimer;
    }

    UnwantedAnswers unwanted() {
        return unwanted;
    }

    // ---- Calls we place, and their end

    Leg place(OutgoingCall call, LegListener listener) {
        Request invite;
        try {
            invite = invite(call);
        } catch (IllegalStateException e) {
            LOG.warn("A call cannot be placed. {}", e.getMessage());
            JainLeg none = new JainLeg(
                    this, stack.provider().getNewCallId().getCallId(), JainStack.newTag(), listener, new InOrder(pool));
            none.fail(Response.SERVICE_UNAVAILABLE);
            return none;
        }
        JainLeg leg =
                new JainLeg(this, CallDialog.callId(invite), tag(invite, FromHeader.NAME), listener, new InOrder(pool));
        calls.put(new Key(leg.callId(), leg.localTag()), leg);
        leg.begin(new OutgoingInvite(this, leg, invite, call.longestRinging()));
        return leg;
    }

    private Request invite(OutgoingCall call) {
        try {
            Request invite = stack.request(Request.INVITE, call.to(), call.from(), call.displayName(), call.to());
            transactions.introduce(invite);
            call.headers().forEach((name, value) -> transactions.set(invite, name, value));
            call.offer().ifPresent(sdp -> transactions.sdp(invite, sdp));
            return invite;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("A call needs SIP URIs to call and to show");
        }
    }

    CompletionStage<SipResponse> hangUp(DialogIdentity identity) {
        CallDialog dialog = CallDialog.kept(stack, identity);
        CompletableFuture<SipResponse> answer = new CompletableFuture<>();
        transactions.send(dialog, dialog.request(Request.BYE), new InOrder(pool), new Outcome() {
            @Override
            public void response(Response response) {
                if (response.getStatusCode() >= Response.OK) {
                    answer.complete(Messages.response(response));
                }
            }

            @Override
            public void silence(int status) {
                answer.complete(SipResponse.of(status));
            }
        });
        return answer;
    }

    void replace(JainIncomingCall call, JainLeg leg) {
        calls.put(new Key(call.callId(), call.localTag()), leg);
    }

    void remove(String callId, String localTag, Call call) {
        calls.remove(new Key(callId, localTag), call);
        synchronized (ended) {
            ended.notifyAll();
        }
    }

    /** Calls that have not ended. */
    int size() {
        return calls.size();
    }

    /** Dialogs that are open, or are being left. */
    int dialogs() {
        return calls.size() + unwanted.size();
    }

    /** Ring times, session timers, back-offs, repetitions. */
    int timersSet() {
        return timers.getQueue().size();
    }

    // ---- Calls that come in

    void onCall(Consumer<IncomingCall> newHandler) {
        handler = newHandler;
    }

    /** Takes INVITE, CANCEL, ACK, and whatever comes in a call's dialog; false if the request is about no call. */
    boolean onRequest(RequestEvent event) {
        Request request = event.getRequest();
        String method = request.getMethod();
        String tag = tag(request, ToHeader.NAME);
        if (method.equals(Request.ACK)) {
            call(request, tag).ifPresent(call -> call.onAcknowledgement(request));
            return true;
        }
        if (method.equals(Request.CANCEL)) {
            stack.transaction(event).ifPresent(this::cancel);
            return true;
        }
        if (tag != null) {
            return inDialog(event, tag);
        }
        if (method.equals(Request.INVITE)) {
            stack.transaction(event).ifPresent(transaction -> invited(event, transaction));
            return true;
        }
        if (ONLY_IN_DIALOGS.contains(method)) {
            stack.transaction(event).ifPresent(this::unknown);
            return true;
        }
        return false;
    }

    private Optional<Call> call(Request request, String localTag) {
        return localTag == null
                ? Optional.empty()
                : Optional.ofNullable(calls.get(new Key(CallDialog.callId(request), localTag)));
    }

    private boolean inDialog(RequestEvent event, String tag) {
        Optional<Call> call = call(event.getRequest(), tag);
        if (call.isEmpty() && OF_SUBSCRIPTIONS.contains(event.getRequest().getMethod())) {
            return false;
        }
        stack.transaction(event)
                .ifPresent(transaction ->
                        call.ifPresentOrElse(of -> of.onRequest(transaction), () -> unknown(transaction)));
        return true;
    }

    private void unknown(ServerTransaction transaction) {
        transactions.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, JainStack.newTag());
    }

    private void cancel(ServerTransaction cancel) {
        ServerTransaction invite = ((ServerTransactionExt) cancel).getCanceledInviteTransaction();
        if (invite == null) {
            unknown(cancel);
            return;
        }
        transactions.respond(cancel, Response.OK, JainStack.newTag());
        if (invite.getApplicationData() instanceof Invited invited) {
            invited.cancelled();
        }
    }

    private void invited(RequestEvent event, ServerTransaction transaction) {
        Request request = event.getRequest();
        Invitation invitation =
                new Invitation(CallDialog.callId(request), tag(request, FromHeader.NAME), CallDialog.sequence(request));
        String way = String.valueOf(((ViaHeader) request.getHeader(ViaHeader.NAME)).getBranch());
        String before = invitations.putIfAbsent(invitation, way);
        if (before != null) {
            // Or it is a late retransmission, which our repeated 2xx answers.
            if (!before.equals(way)) {
                transactions.respond(transaction, Response.LOOP_DETECTED, JainStack.newTag());
            }
            return;
        }
        timers.schedule(
                () -> invitations.remove(invitation), transactions.timeout().toMillis(), TimeUnit.MILLISECONDS);
        JainIncomingCall call = new JainIncomingCall(this, transaction, Messages.request(event), new InOrder(pool));
        transaction.setApplicationData(call);
        transactions.respond(transaction, Response.TRYING, call.localTag());
        Optional<String> option = unsupported(request);
        if (option.isPresent()) {
            Response refusal = transactions.response(request, Response.BAD_EXTENSION, call.localTag());
            transactions.set(refusal, UnsupportedHeader.NAME, option.get());
            transactions.respond(transaction, refusal);
        } else if (acceptable(transaction, call.localTag())) {
            calls.put(new Key(call.callId(), call.localTag()), call);
            call.order().execute(() -> handle(call));
        }
    }

    private void handle(IncomingCall call) {
        try {
            handler.accept(call);
        } catch (RuntimeException e) {
            LOG.error("The handler of calls met {}", e.getClass().getName());
            call.refuse(Response.SERVER_INTERNAL_ERROR, Map.of());
        }
    }

    /** What a request requires of us that we do not have. */
    static Optional<String> unsupported(Request request) {
        Iterator<?> all = request.getHeaders(RequireHeader.NAME);
        while (all.hasNext()) {
            for (String option : ((SIPHeader) all.next()).getHeaderValue().split(",")) {
                if (!EXTENSIONS.contains(option.strip().toLowerCase(Locale.ROOT))) {
                    return Optional.of(option.strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an offer can be looked at; if not, the request is answered 415 or 422. */
    boolean acceptable(ServerTransaction transaction, String localTag) {
        Request request = transaction.getRequest();
        String contentType = Messages.contentType(request);
        if (!contentType.isEmpty() && !contentType.equals(Messages.SDP)) {
            Response refusal = transactions.response(request, Response.UNSUPPORTED_MEDIA_TYPE, localTag);
            transactions.set(refusal, AcceptHeader.NAME, Messages.SDP);
            transactions.respond(transaction, refusal);
            return false;
        }
        if (SessionTimer.tooSmall(request, sessionTimer)) {
            Response refusal = transactions.response(request, INTERVAL_TOO_SMALL, localTag);
            transactions.set(
                    refusal, "Min-SE", Long.toString(sessionTimer.minimum().toSeconds()));
            transactions.respond(transaction, refusal);
            return false;
        }
        return true;
    }

    private static String tag(Message message, String header) {
        return FromHeader.NAME.equals(header)
                ? ((FromHeader) message.getHeader(FromHeader.NAME)).getTag()
                : ((ToHeader) message.getHeader(ToHeader.NAME)).getTag();
    }

    // ---- What comes of our requests

    /** Takes the responses to the requests of calls; false if the response is to another request. */
    boolean onResponse(ResponseEvent event) {
        Response response = event.getResponse();
        boolean toInvite = CallDialog.method(response).equals(Request.INVITE);
        if (toInvite && response.getStatusCode() / 100 == 2) {
            Call call = calls.get(new Key(CallDialog.callId(response), tag(response, FromHeader.NAME)));
            if (call != null) {
                call.onAnswer(response);
            } else if (stack.isOfPeer(response)) {
                // Of others we would send ACK and BYE to whomever they name.
                unwanted.refuse(response, Optional.empty());
            }
            return true;
        }
        if (event.getClientTransaction() != null
                && event.getClientTransaction().getApplicationData() instanceof Waiting waiting) {
            waiting.order().execute(() -> waiting.outcome().response(response));
            return true;
        }
        return toInvite;
    }

    /** A transaction of a call had no answer; false if it is none of a call. */
    boolean onTimeout(TimeoutEvent event) {
        if (event.isServerTransaction()) {
            return event.getServerTransaction().getApplicationData() instanceof Invited;
        }
        if (event.getClientTransaction().getApplicationData() instanceof Waiting waiting) {
            waiting.order().execute(() -> waiting.outcome().silence(Response.REQUEST_TIMEOUT));
            return true;
        }
        return false;
    }

    /** Hangs up all calls, and gives them a moment to end. */
    void close() {
        handler = call -> call.refuse(Response.SERVICE_UNAVAILABLE, Map.of());
        List.copyOf(calls.values()).forEach(Call::close);
        try {
            awaitEnd(transactions.t1().multipliedBy(T1_TO_HANG_UP));
            List.copyOf(calls.values()).forEach(Call::abort);
            timers.shutdownNow();
            pool.shutdown();
            if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("A listener of a call does not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        synchronized (ended) {
            for (long left = atMost.toNanos(); !calls.isEmpty() && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(ended, left);
            }
        }
    }
}
