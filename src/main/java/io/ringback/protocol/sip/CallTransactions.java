package io.ringback.protocol.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the requests and responses of calls, and brings what comes of a request to who sent it. */
final class CallTransactions {

    /** RFC 3261 17.1.1.2: timers B, F, H and others are 64 T1. */
    private static final int T1_UNTIL_TIMEOUT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(CallTransactions.class);

    private final JainStack stack;
    private final ScheduledExecutorService timers;

    CallTransactions(JainStack stack, ScheduledExecutorService timers) {
        this.stack = stack;
        this.timers = timers;
    }

    /** What comes of a request. */
    interface Outcome {

        /** A response, provisional or final. */
        void response(Response response);

        /** None: 408 after the timeout, 503 if it could not be sent (RFC 3261 8.1.3.1). */
        void silence(int status);

        /** Hears the status of the final response alone, or the one that stands for none. */
        static Outcome last(IntConsumer status) {
            return new Outcome() {
                @Override
                public void response(Response response) {
                    if (response.getStatusCode() >= Response.OK) {
                        status.accept(response.getStatusCode());
                    }
                }

                @Override
                public void silence(int instead) {
                    status.accept(instead);
                }
            };
        }
    }

    /** Who waits for the responses to a request, and in which order they are brought. */
    private record Waiting(Executor order, Outcome outcome) {}

    AgentMessages messages() {
        return stack.messages();
    }

    Duration t1() {
        return stack.settings().t1();
    }

    /** RFC 3261's 64 T1, after which nobody waits any more. */
    Duration timeout() {
        return t1().multipliedBy(T1_UNTIL_TIMEOUT);
    }

    /**
     * Sends a request.
     *
     * @return empty if it could not be sent; the outcome is told in any case
     */
    Optional<ClientTransaction> send(Request request, Executor order, Outcome outcome) {
        try {
            return Optional.of(stack.send(request, new Waiting(order, outcome)));
        } catch (SipException | RuntimeException e) {
            LOG.info(
                    "A {} could not be sent: {}",
                    request.getMethod(),
                    e.getClass().getName());
            order.execute(() -> outcome.silence(Response.SERVICE_UNAVAILABLE));
            return Optional.empty();
        }
    }

    /** Sends a request in a dialog, and again with our credentials where they are asked for. Not for INVITE. */
    void send(CallDialog dialog, Request request, Executor order, Outcome outcome) {
        send(request, order, new Outcome() {
            @Override
            public void response(Response response) {
                Optional<Request> again = authorized(dialog, response, request);
                if (again.isPresent()) {
                    send(dialog, again.get(), order, outcome);
                } else {
                    outcome.response(response);
                }
            }

            @Override
            public void silence(int status) {
                outcome.silence(status);
            }
        });
    }

    /** The request to be sent again if the response is a challenge that we can answer. */
    Optional<Request> authorized(CallDialog dialog, Response response, Request request) {
        if (!Credentials.isChallenge(response)) {
            return Optional.empty();
        }
        dialog.route(request);
        Optional<Request> again = stack.credentials().authorize(response, request);
        again.ifPresent(dialog::renumber);
        return again;
    }

    /** The request outside of any dialog to be sent again if the response is a challenge that we can answer. */
    Optional<Request> authorized(Response response, Request request) {
        return stack.credentials().authorize(response, request);
    }

    /** Takes a response to a request of these. */
    void onResponse(ClientTransaction transaction, Response response) {
        if (transaction != null && transaction.getApplicationData() instanceof Waiting waiting) {
            waiting.order().execute(() -> waiting.outcome().response(response));
        }
    }

    /** No answer came to a request of these. */
    void onTimeout(ClientTransaction transaction) {
        if (transaction.getApplicationData() instanceof Waiting waiting) {
            waiting.order().execute(() -> waiting.outcome().silence(Response.REQUEST_TIMEOUT));
        }
    }

    /** ACK to a 2xx: no transaction, sent again whenever the 2xx comes again. */
    void acknowledge(Request ack) {
        try {
            stack.acknowledge(ack);
        } catch (SipException | RuntimeException e) {
            LOG.info("An ACK could not be sent: {}", e.getClass().getName());
        }
    }

    /** RFC 3261 13.2.2.4: the ACK to a 2xx carries the credentials of the INVITE. */
    static void copyCredentials(Request invite, Request ack) {
        Messages.copy(invite, ack, AuthorizationHeader.NAME);
        Messages.copy(invite, ack, ProxyAuthorizationHeader.NAME);
    }

    /** CANCEL for an INVITE that had a provisional response. */
    void cancel(ClientTransaction invite, Executor order) {
        try {
            send(invite.createCancel(), order, Outcome.last(status -> {}));
        } catch (SipException e) {
            LOG.info("A CANCEL could not be made: {}", e.getClass().getName());
        }
    }

    /** Lets an INVITE go that may never be answered: its transaction would wait for ever (RFC 3261 9.1). */
    void abandon(ClientTransaction invite) {
        if (!timers.isShutdown()) {
            timers.schedule(() -> end(invite), timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    static void end(ClientTransaction transaction) {
        try {
            if (transaction.getState() != TransactionState.TERMINATED) {
                transaction.terminate();
            }
        } catch (javax.sip.ObjectInUseException e) {
            LOG.debug("A transaction is in use");
        }
    }

    void respond(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.info(
                    "A {} could not be sent: {}",
                    response.getStatusCode(),
                    e.getClass().getName());
        }
    }

    void respond(ServerTransaction transaction, int status, String localTag) {
        respond(transaction, messages().response(transaction.getRequest(), status, localTag));
    }

    /** 481: the request belongs to no call of ours (RFC 3261 12.2.2, 9.2). */
    void respondUnknown(ServerTransaction transaction) {
        respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, AgentMessages.newTag());
    }

    /** Responds with one header that says what to mend. */
    void respond(ServerTransaction transaction, int status, String localTag, String header, String value) {
        Response response = messages().response(transaction.getRequest(), status, localTag);
        messages().set(response, header, value);
        respond(transaction, response);
    }

    /** Asks the peer to send a request again that came too soon, or out of its order (RFC 3261 14.2 and 12.2.2). */
    void respondLater(ServerTransaction transaction, String localTag) {
        int seconds = ThreadLocalRandom.current().nextInt(0, 11);
        respond(
                transaction,
                Response.SERVER_INTERNAL_ERROR,
                localTag,
                RetryAfterHeader.NAME,
                Integer.toString(seconds));
    }

    /** Sends a 2xx once more, past its transaction, which ended with it (RFC 3261 13.3.1.4). */
    void repeat(Response response) {
        try {
            stack.provider().sendResponse((Response) response.clone());
        } catch (SipException | RuntimeException e) {
            LOG.debug("A 2xx could not be repeated: {}", e.getClass().getName());
        }
    }
}
