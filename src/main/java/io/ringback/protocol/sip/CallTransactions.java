package io.ringback.protocol.sip;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.header.AllowHeader;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the requests and responses of calls, and brings what comes of a request to who sent it. */
final class CallTransactions {

    /** What may be sent to us within calls. */
    static final List<String> ALLOWED =
            List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "MESSAGE", "UPDATE");

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
    }

    /** Who waits for the responses to a request, and in which order they are brought. */
    record Waiting(Executor order, Outcome outcome) {}

    JainStack stack() {
        return stack;
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
            ClientTransaction transaction = stack.transaction(request);
            transaction.setApplicationData(new Waiting(order, outcome));
            transaction.sendRequest();
            return Optional.of(transaction);
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
        if (!isChallenge(response)) {
            return Optional.empty();
        }
        dialog.route(request);
        Optional<Request> again = stack.credentials().authorize(response, request);
        again.ifPresent(dialog::renumber);
        return again;
    }

    static boolean isChallenge(Response response) {
        return response.getStatusCode() == Response.UNAUTHORIZED
                || response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    /** ACK to a 2xx: no transaction, sent again whenever the 2xx comes again. */
    void acknowledge(Request ack) {
        try {
            stack.provider().sendRequest((Request) ack.clone());
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
            send(invite.createCancel(), order, new Outcome() {
                @Override
                public void response(Response response) {}

                @Override
                public void silence(int status) {}
            });
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

    Response response(Request request, int status, String localTag) {
        try {
            Response response = stack.messages().createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null && status > Response.TRYING) {
                to.setTag(localTag);
            }
            response.setHeader(
                    stack.headers().createServerHeader(List.of(stack.settings().name())));
            return response;
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a status: " + status, e);
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
        respond(transaction, response(transaction.getRequest(), status, localTag));
    }

    /** Sends a 2xx once more, past its transaction, which ended with it (RFC 3261 13.3.1.4). */
    void repeat(Response response) {
        try {
            stack.provider().sendResponse((Response) response.clone());
        } catch (SipException | RuntimeException e) {
            LOG.debug("A 2xx could not be repeated: {}", e.getClass().getName());
        }
    }

    /** What INVITE, UPDATE and their 2xx say about us. */
    void introduce(Message message) {
        allow(message);
        set(message, SupportedHeader.NAME, "timer");
    }

    void allow(Message message) {
        try {
            message.removeHeader(AllowHeader.NAME);
            for (String method : ALLOWED) {
                message.addHeader(stack.headers().createAllowHeader(method));
            }
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our Contact in responses, where the request came in. */
    void contact(Response response) {
        try {
            ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
            ContactHeader contact = stack.contact(via.getTransport());
            response.setHeader(contact);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    void sdp(Message message, String sdp) {
        Messages.body(message, stack.headers(), Messages.SDP, sdp);
    }

    /** Sets a header to one value. */
    void set(Message message, String name, String value) {
        try {
            message.setHeader(stack.headers().createHeader(name, value));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a value of the header " + name, e);
        }
    }
}
