package io.ringback.protocol.sip;

import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
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
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of an agent, by their dialogs: placed, hung up, and told what comes in for them (RFC 3261 12.2.2, 13.2.2.4). */
final class Legs {

    private static final int THREADS = 8;
    private static final int T1_TO_HANG_UP = 4;

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
    private final OfferRules offerRules;
    private final IncomingInvites invites;
    private final Map<Key, Call> calls = new ConcurrentHashMap<>();
    private final Object ended = new Object();

    /** A dialog as its responses and requests to us name it. */
    private record Key(String callId, String localTag) {}

    Legs(JainStack stack, SessionTimer.Values sessionTimer) {
        this.stack = stack;
        this.sessionTimer = sessionTimer;
        this.timers = new ScheduledThreadPoolExecutor(
                1, new AgentThreads(stack.settings().name() + "-call-timers-"));
        timers.setRemoveOnCancelPolicy(true);
        this.pool = Executors.newFixedThreadPool(
                THREADS, new AgentThreads(stack.settings().name() + "-calls-"));
        this.transactions = new CallTransactions(stack, timers);
        this.unwanted = new UnwantedAnswers(transactions, pool);
        this.offerRules = new OfferRules(transactions, sessionTimer, this::understood);
        this.invites = new IncomingInvites(this, transactions, offerRules, timers);
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

    OfferRules offerRules() {
        return offerRules;
    }

    /** Keeps the events of one call in their order. */
    InOrder newOrder() {
        return new InOrder(pool);
    }

    // ---- Calls we place, or hang up

    Leg place(OutgoingCall call, LegListener listener) {
        Request invite;
        try {
            invite = invite(call);
        } catch (IllegalStateException e) {
            LOG.warn("A call cannot be placed. {}", e.getMessage());
            JainLeg none = new JainLeg(
                    this, stack.messages().newCallId().getCallId(), AgentMessages.newTag(), listener, newOrder());
            none.fail(Response.SERVICE_UNAVAILABLE);
            return none;
        }
        JainLeg leg = new JainLeg(this, Messages.callId(invite), Messages.fromTag(invite), listener, newOrder());
        add(leg.callId(), leg.localTag(), leg);
        leg.begin(new OutgoingInvite(this, leg, invite, call.longestRinging()));
        return leg;
    }

    private Request invite(OutgoingCall call) {
        try {
            AgentMessages messages = stack.messages();
            Request invite = messages.request(Request.INVITE, call.to(), call.from(), call.displayName(), call.to());
            messages.introduce(invite);
            call.headers().forEach((name, value) -> messages.set(invite, name, value));
            call.offer().ifPresent(sdp -> {
                messages.sdp(invite, sdp);
                // Without an offer of ours the phone's would come in a provisional response, and the PRACK would have to
                // answer it before the other phone was asked (RFC 3262 section 5, RFC 3725).
                messages.takeReliableProgress(invite);
            });
            return invite;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("A call needs SIP URIs to call and to show");
        }
    }

    /** Ends a call of another process, which kept what its dialog is called. */
    CompletionStage<SipResponse> hangUp(DialogIdentity identity) {
        CallDialog dialog = CallDialog.kept(stack.messages(), identity);
        CompletableFuture<SipResponse> answer = new CompletableFuture<>();
        transactions.send(dialog, dialog.request(Request.BYE), newOrder(), new Outcome() {
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

    /** From now on {@code call} takes what comes in the dialog of that name. */
    void add(String callId, String localTag, Call call) {
        calls.put(new Key(callId, localTag), call);
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

    // ---- What comes in

    /** Takes the calls that come in from now on. */
    void onCall(UserAgent.CallHandler handler) {
        invites.onCall(handler);
    }

    /** The types of bodies that who takes the calls understands. */
    Set<String> understood() {
        return invites.understood();
    }

    /** Takes INVITE, CANCEL, ACK, and whatever comes in a call's dialog; false if the request is about no call. */
    boolean onRequest(RequestEvent event) {
        Request request = event.getRequest();
        String method = request.getMethod();
        String tag = Messages.toTag(request);
        if (method.equals(Request.ACK)) {
            call(request, tag).ifPresent(call -> call.onAcknowledgement(request));
            return true;
        }
        if (method.equals(Request.CANCEL)) {
            stack.transaction(event).ifPresent(invites::onCancel);
            return true;
        }
        if (tag != null) {
            return inDialog(event, tag);
        }
        if (method.equals(Request.INVITE)) {
            stack.transaction(event).ifPresent(transaction -> invites.onInvite(event, transaction));
            return true;
        }
        if (ONLY_IN_DIALOGS.contains(method)) {
            stack.transaction(event).ifPresent(transactions::respondUnknown);
            return true;
        }
        return false;
    }

    private Optional<Call> call(Request request, String localTag) {
        return localTag == null
                ? Optional.empty()
                : Optional.ofNullable(calls.get(new Key(Messages.callId(request), localTag)));
    }

    private boolean inDialog(RequestEvent event, String tag) {
        Optional<Call> call = call(event.getRequest(), tag);
        if (call.isEmpty() && OF_SUBSCRIPTIONS.contains(event.getRequest().getMethod())) {
            return false;
        }
        stack.transaction(event)
                .ifPresent(transaction -> call.ifPresentOrElse(
                        of -> of.onRequest(transaction), () -> transactions.respondUnknown(transaction)));
        return true;
    }

    /** Takes the responses to the requests of calls; others are dropped. */
    void onResponse(ResponseEvent event) {
        Response response = event.getResponse();
        if (response.getStatusCode() / 100 != 2 || !Messages.method(response).equals(Request.INVITE)) {
            transactions.onResponse(event.getClientTransaction(), response);
            return;
        }
        Call call = calls.get(new Key(Messages.callId(response), Messages.fromTag(response)));
        if (call != null) {
            call.onAnswer(response);
        } else if (stack.isOfPeer(response)) {
            // Of others we would send ACK and BYE to whomever they name.
            unwanted.refuse(response, Optional.empty());
        }
    }

    // ---- The end

    /** Hangs up all calls, and gives them a moment to end. */
    void close() {
        onCall(call -> call.refuse(Response.SERVICE_UNAVAILABLE, Map.of()));
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
