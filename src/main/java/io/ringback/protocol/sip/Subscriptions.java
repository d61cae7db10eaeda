package io.ringback.protocol.sip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sip.RequestEvent;
import javax.sip.header.EventHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Subscriptions to events (RFC 6665), those of ours and those that others have with us: their dialogs, refreshed before they
 * expire, until they are ended. They are named by their Call-IDs.
 */
final class Subscriptions {

    private static final String SUBSCRIBE = Request.SUBSCRIBE;
    private static final String NOTIFY = Request.NOTIFY;

    /** Where the notifier does not say for how long. */
    private static final int USUAL_EXPIRES = 3600;

    /** Refreshed when so much of the time is over. */
    private static final double REFRESH_AT = 0.8;

    private final JainStack stack;
    private final OutgoingRequests outgoing;
    private final Clock clock;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

    Subscriptions(JainStack stack, OutgoingRequests outgoing, Clock clock) {
        this.stack = stack;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** Of us to a notifier, or of a subscriber to us. */
    private static final class Subscription {
        private final boolean ours;
        private final String localTag;
        private final Optional<String> event;
        private CallDialog dialog;
        private SipRequest asked;
        private Instant until = Instant.MAX;
        private Future<?> alarm;

        Subscription(boolean ours, String localTag, Optional<String> event) {
            this.ours = ours;
            this.localTag = localTag;
            this.event = event;
        }

        synchronized void alarm(Future<?> next) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            alarm = next;
        }
    }

    /** Sends a SUBSCRIBE or NOTIFY; in a subscription if its Call-ID names one. */
    CompletionStage<SipResponse> send(SipRequest request) {
        Optional<String> id = request.first("Call-ID");
        if (id.isEmpty()) {
            return request.method().equals(SUBSCRIBE) ? subscribe(request) : outgoing.sendOutside(request);
        }
        Subscription subscription = subscriptions.get(id.get());
        if (subscription == null || subscription.ours != request.method().equals(SUBSCRIBE)) {
            return CompletableFuture.completedFuture(SipResponse.of(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST));
        }
        return subscription.ours ? refresh(id.get(), subscription, request) : inform(id.get(), subscription, request);
    }

    private CompletionStage<SipResponse> subscribe(SipRequest request) {
        Request built = outgoing.build(request);
        String id = Messages.callId(built);
        Subscription subscription = new Subscription(true, Messages.fromTag(built), request.first("Event"));
        subscription.asked = request;
        // The first NOTIFY may come before the response (RFC 6665 4.1.2.4).
        subscriptions.put(id, subscription);
        return outgoing.send(built).thenApply(response -> {
            if (response.getStatusCode() >= 300) {
                end(id);
            } else {
                begin(subscription, CallDialog.answered(stack.messages(), response));
                lasts(id, subscription, expires(response, seconds(request)));
            }
            return Messages.response(response);
        });
    }

    private static synchronized void begin(Subscription subscription, CallDialog dialog) {
        if (subscription.dialog == null) {
            subscription.dialog = dialog;
        }
    }

    private CompletionStage<SipResponse> refresh(String id, Subscription subscription, SipRequest request) {
        Request built = inDialog(subscription, request);
        return outgoing.send(built).thenApply(response -> {
            numbered(subscription, response);
            if (response.getStatusCode() == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST || seconds(request) == 0) {
                end(id);
            } else if (response.getStatusCode() < 300) {
                lasts(id, subscription, expires(response, seconds(request)));
            }
            return Messages.response(response);
        });
    }

    private CompletionStage<SipResponse> inform(String id, Subscription subscription, SipRequest request) {
        Request built = inDialog(subscription, request);
        if (built.getHeader(SubscriptionStateHeader.NAME) == null) {
            long left = Math.max(
                    0, Duration.between(clock.instant(), subscription.until).toSeconds());
            GivenHeaders.add(
                    built,
                    stack.messages().headers(),
                    Map.of(SubscriptionStateHeader.NAME, List.of("active;expires=" + left)),
                    Optional.empty());
        }
        if (isTerminated(built)) {
            end(id);
        }
        return outgoing.send(built).thenApply(response -> {
            numbered(subscription, response);
            // RFC 6665 4.2.2: who does not know the subscription is told no more.
            if (response.getStatusCode() == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST) {
                end(id);
            }
            return Messages.response(response);
        });
    }

    private Request inDialog(Subscription subscription, SipRequest request) {
        Request built;
        synchronized (subscription) {
            if (subscription.dialog == null) {
                throw new IllegalStateException("The subscription is not answered yet");
            }
            built = subscription.dialog.request(request.method());
        }
        subscription.event.ifPresent(event -> GivenHeaders.add(
                built, stack.messages().headers(), Map.of(EventHeader.NAME, List.of(event)), Optional.empty()));
        GivenHeaders.add(built, stack.messages().headers(), request.headers(), request.body());
        return built;
    }

    /** It was sent again with credentials under the next number, which the dialog must not use twice (RFC 3261 12.2.1.1). */
    private static void numbered(Subscription subscription, Response response) {
        synchronized (subscription) {
            subscription.dialog.raiseSequence(Messages.sequence(response));
        }
    }

    private void lasts(String id, Subscription subscription, int seconds) {
        if (seconds <= 0) {
            end(id);
            return;
        }
        subscription.until = clock.instant().plusSeconds(seconds);
        long millis = (long) (seconds * 1000L * (subscription.ours ? REFRESH_AT : 1));
        Runnable then = subscription.ours ? () -> again(id, subscription) : () -> expired(id, subscription);
        if (!stack.timers().isShutdown()) {
            subscription.alarm(stack.timers().schedule(then, millis, TimeUnit.MILLISECONDS));
        }
    }

    private void again(String id, Subscription subscription) {
        if (subscriptions.get(id) == subscription) {
            refresh(id, subscription, subscription.asked);
        }
    }

    /** RFC 6665 4.2.2: who did not come again is told that it is over. */
    private void expired(String id, Subscription subscription) {
        if (subscriptions.get(id) == subscription) {
            inform(
                    id,
                    subscription,
                    new SipRequest(
                            NOTIFY,
                            "",
                            Map.of(SubscriptionStateHeader.NAME, List.of("terminated;reason=timeout")),
                            Optional.empty(),
                            ""));
        }
    }

    /** Whether a NOTIFY or SUBSCRIBE that came in belongs to a subscription. Notes what it says of its end. */
    boolean knows(RequestEvent event) {
        Request request = event.getRequest();
        String id = Messages.callId(request);
        Subscription subscription = subscriptions.get(id);
        if (subscription == null
                || !subscription.localTag.equals(Messages.toTag(request))
                || subscription.ours != request.getMethod().equals(NOTIFY)) {
            return false;
        }
        if (isTerminated(request)) {
            end(id);
            if (comesAgain(request)) {
                subscribe(subscription.asked);
            }
        }
        return true;
    }

    /** RFC 6665 4.1.3: the notifier let it go, but would take it anew. */
    private static boolean comesAgain(Request request) {
        String reason = ((SubscriptionStateHeader) request.getHeader(SubscriptionStateHeader.NAME)).getReasonCode();
        return "deactivated".equalsIgnoreCase(reason) || "timeout".equalsIgnoreCase(reason);
    }

    /** A SUBSCRIBE was answered: who sent it has a subscription now, or has none any more. */
    void answered(Request subscribe, Response response) {
        if (response.getStatusCode() >= 300) {
            return;
        }
        String id = Messages.callId(subscribe);
        String localTag = Messages.toTag(response);
        Subscription subscription = subscriptions.computeIfAbsent(id, key -> {
            EventHeader event = (EventHeader) subscribe.getHeader(EventHeader.NAME);
            Subscription taken = new Subscription(
                    false,
                    localTag,
                    Optional.of(event.toString().split(":", 2)[1].strip()));
            taken.dialog = CallDialog.invited(stack.messages(), subscribe, localTag);
            return taken;
        });
        if (!subscription.ours) {
            int seconds = grant(subscribe, response);
            if (seconds > 0) {
                lasts(id, subscription, seconds);
            } else {
                // The route's last NOTIFY is still to come; without one it is over soon.
                lasts(id, subscription, (int)
                        Math.max(1, stack.settings().t1().multipliedBy(64).toSeconds()));
                subscription.until = clock.instant();
            }
        }
    }

    /** RFC 6665 4.2.1.1: a 2xx says for how long, and for no longer than was asked. JAIN-SIP sends no other. */
    private int grant(Request subscribe, Response response) {
        int asked = expires(subscribe, USUAL_EXPIRES);
        int seconds = Math.min(expires(response, asked), asked);
        stack.messages().set(response, ExpiresHeader.NAME, Integer.toString(seconds));
        return seconds;
    }

    private void end(String id) {
        Subscription ended = subscriptions.remove(id);
        if (ended != null) {
            ended.alarm(null);
        }
    }

    int size() {
        return subscriptions.size();
    }

    /** Ends those of ours; the others are told that it is over. */
    void close() {
        subscriptions.forEach((id, subscription) -> {
            if (subscription.dialog != null) {
                if (subscription.ours) {
                    refresh(
                            id,
                            subscription,
                            new SipRequest(SUBSCRIBE, "", Map.of("Expires", List.of("0")), Optional.empty(), ""));
                } else {
                    expired(id, subscription);
                }
            }
            end(id);
        });
    }

    private static boolean isTerminated(Message message) {
        return message.getHeader(SubscriptionStateHeader.NAME) instanceof SubscriptionStateHeader state
                && SubscriptionStateHeader.TERMINATED.equalsIgnoreCase(state.getState());
    }

    private static int seconds(SipRequest request) {
        return request.first("Expires").map(Integer::parseInt).orElse(USUAL_EXPIRES);
    }

    private static int expires(Message message, int otherwise) {
        return message.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires
                ? expires.getExpires()
                : otherwise;
    }
}
