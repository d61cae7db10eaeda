package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Counters.Count;
import io.ringback.protocol.sip.UserAgent.RequestHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests outside of calls: refused where RFC 3261 8.2 says so, handed to whoever takes them, and answered. */
final class IncomingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingRequests.class);

    /** What the agent itself takes, whoever else takes what. */
    private static final Set<String> OWN =
            Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK");

    /** The methods whose responses say where further requests go. */
    private static final Set<String> WITH_CONTACT = Set.of("SUBSCRIBE", "NOTIFY", "OPTIONS");

    private final JainStack stack;
    private final DigestChallenges challenges;
    private final Counters counters;
    private final Subscriptions subscriptions;
    private final IncomingRules rules;
    private final Supplier<Set<String>> understood;
    private final Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();
    private volatile boolean taking = true;

    /** @param understood the types of bodies that who takes the calls understands */
    IncomingRequests(
            JainStack stack,
            DigestChallenges challenges,
            Subscriptions subscriptions,
            Counters counters,
            Supplier<Set<String>> understood) {
        this.rules = new IncomingRules(understood);
        this.understood = understood;
        this.stack = stack;
        this.subscriptions = subscriptions;
        this.challenges = challenges;
        this.counters = counters;
    }

    void onRequest(Set<String> methods, RequestHandler handler) {
        methods.forEach(method -> handlers.put(method, handler));
    }

    void takeNew(boolean taken) {
        taking = taken;
    }

    /**
     * Refuses a request outside of any dialog if none is taken now, or RFC 3261 8.2 or the want of credentials says so.
     *
     * @return whether it was refused, and so is done with
     */
    boolean refused(RequestEvent event) {
        Request request = event.getRequest();
        Optional<SipResponse> refusal =
                taking ? unknown(request).or(() -> rules.refusal(request, allowed())) : Optional.of(later(503));
        if (refusal.isEmpty()) {
            counters.count(Count.REQUESTS_TAKEN);
            return false;
        }
        counters.count(Count.REQUESTS_REFUSED);
        Optional<ServerTransaction> transaction = stack.transaction(event);
        transaction.ifPresentOrElse(open -> respond(open, refusal.get()), () -> rules.ended(request));
        return true;
    }

    private Optional<SipResponse> unknown(Request request) {
        Optional<SipResponse> refusal = challenges.areOn() ? challenges.refusal(request) : Optional.empty();
        if (refusal.isPresent() && refusal.get().status() == Response.FORBIDDEN) {
            counters.count(Count.CREDENTIALS_REFUSED);
        }
        return refusal;
    }

    /** Answers a request that nothing speaks against. */
    void take(RequestEvent event) {
        Optional<ServerTransaction> transaction = stack.transaction(event);
        if (transaction.isEmpty()) {
            rules.ended(event.getRequest());
            return;
        }
        RequestHandler handler = handlers.get(event.getRequest().getMethod());
        if (handler == null) {
            // A NOTIFY of a subscription that no route hears of is still one that came.
            respond(
                    transaction.get(),
                    event.getRequest().getMethod().equals(Request.OPTIONS) ? capabilities() : SipResponse.of(200));
            return;
        }
        try {
            handler.on(Messages.request(event))
                    .whenComplete((response, failure) -> respond(
                            transaction.get(), failure == null ? response : failed(event.getRequest(), failure)));
        } catch (RuntimeException e) {
            respond(transaction.get(), failed(event.getRequest(), e));
        }
    }

    /** A request in a dialog of no call: of a subscription, or of none (RFC 3261 12.2.2). */
    void takeInDialog(RequestEvent event) {
        if (subscriptions.knows(event)) {
            counters.count(Count.REQUESTS_TAKEN);
            take(event);
        } else if (!event.getRequest().getMethod().equals(Request.ACK)) {
            counters.count(Count.REQUESTS_REFUSED);
            stack.transaction(event).ifPresent(transaction -> respond(transaction, SipResponse.of(481)));
        }
    }

    void ended(ServerTransaction transaction) {
        rules.ended(transaction.getRequest());
    }

    private static SipResponse failed(Request request, Throwable failure) {
        // The message of the exception may quote the peer.
        LOG.error(
                "A {} was not handled: {}",
                request.getMethod(),
                failure.getClass().getName());
        return later(500);
    }

    private static SipResponse later(int status) {
        return new SipResponse(status, Map.of("Retry-After", List.of("5")), Optional.empty());
    }

    Set<String> allowed() {
        Set<String> allowed = new TreeSet<>(OWN);
        allowed.addAll(handlers.keySet());
        return allowed;
    }

    /** RFC 3261 11.2. */
    private SipResponse capabilities() {
        return new SipResponse(
                200,
                Map.of(
                        "Allow", List.of(String.join(", ", allowed())),
                        "Accept", List.of(OfferRules.accept(understood.get())),
                        "Accept-Encoding", List.of("identity"),
                        "Supported", IncomingRules.SUPPORTED),
                Optional.empty());
    }

    private void respond(ServerTransaction transaction, SipResponse answer) {
        Request request = transaction.getRequest();
        try {
            Response response = response(request, answer);
            if (request.getMethod().equals(Request.SUBSCRIBE)) {
                subscriptions.answered(request, response);
            }
            transaction.sendResponse(response);
        } catch (IllegalArgumentException e) {
            LOG.error("A {} is answered 500: {}", request.getMethod(), e.getMessage());
            respond(transaction, SipResponse.of(500));
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            // Who is gone before the answer is nothing to note.
            LOG.debug(
                    "The {} to a {} could not be sent: {}",
                    answer.status(),
                    request.getMethod(),
                    e.getClass().getName());
        }
    }

    private Response response(Request request, SipResponse answer) {
        AgentMessages messages = stack.messages();
        Response response = messages.response(request, answer.status(), AgentMessages.newTag());
        if (answer.status() < 300 && WITH_CONTACT.contains(request.getMethod())) {
            messages.contact(response);
        }
        GivenHeaders.add(response, messages.headers(), answer.headers(), answer.body());
        return response;
    }
}
