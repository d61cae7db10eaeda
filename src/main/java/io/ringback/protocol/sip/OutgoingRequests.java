package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Counters.Count;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.Transaction;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of ours outside of calls: sent, sent again with credentials, and what comes of them. */
final class OutgoingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingRequests.class);

    /** RFC 3428 section 4, RFC 3903 section 4.1: they open no dialog. */
    private static final Set<String> WITHOUT_CONTACT = Set.of("MESSAGE", "PUBLISH");

    /** RFC 3428 section 8: a hop that knows no congestion control may always follow. */
    private static final int LONGEST_MESSAGE = 1_300;

    private final JainStack stack;
    private final Counters counters;

    OutgoingRequests(JainStack stack, Counters counters) {
        this.stack = stack;
        this.counters = counters;
    }

    /** Who waits for the response to a request. */
    private record Waiting(Request request, CompletableFuture<Response> answer) {}

    /** Sends what the agent's user asks to be sent outside of any dialog. */
    CompletionStage<SipResponse> sendOutside(SipRequest request) {
        return send(build(request)).thenApply(Messages::response);
    }

    /** @throws IllegalArgumentException if the request cannot be written; the message names what to mend */
    Request build(SipRequest request) {
        try {
            Request built = stack.messages()
                    .request(
                            request.method(),
                            request.uri(),
                            request.first("From").orElse(stack.messages().ownAddress()),
                            Optional.empty(),
                            request.first("To").orElse(request.uri()));
            if (WITHOUT_CONTACT.contains(request.method())) {
                built.removeHeader(ContactHeader.NAME);
            }
            GivenHeaders.add(built, stack.messages().headers(), request.headers(), request.body());
            return built;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException(
                    "The " + request.method() + " has a request URI, From or To that is no SIP address", e);
        }
    }

    /**
     * Sends a request; where no answer comes, completes with a 408, or 503 if it could not be sent (RFC 3261 8.1.3.1). A
     * MESSAGE that is too long is not sent, and completes with 513.
     */
    CompletableFuture<Response> send(Request request) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        send(request, answer);
        return answer;
    }

    private void send(Request request, CompletableFuture<Response> answer) {
        if (request.getMethod().equals(Request.MESSAGE) && length(request) > LONGEST_MESSAGE) {
            unanswered(request, answer, Response.MESSAGE_TOO_LARGE);
            return;
        }
        try {
            stack.send(request, new Waiting(request, answer));
        } catch (SipException | RuntimeException e) {
            LOG.info(
                    "A {} could not be sent: {}",
                    request.getMethod(),
                    e.getClass().getName());
            unanswered(request, answer, Response.SERVICE_UNAVAILABLE);
        }
    }

    private static int length(Request request) {
        return request.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Takes a response to a request of these; false if it is to another. */
    boolean onResponse(ClientTransaction transaction, Response response) {
        if (transaction == null || !(transaction.getApplicationData() instanceof Waiting waiting)) {
            return false;
        }
        if (response.getStatusCode() < Response.OK) {
            return true;
        }
        Optional<Request> again = stack.credentials().authorize(response, waiting.request());
        if (again.isPresent()) {
            send(again.get(), waiting.answer());
        } else {
            counters.count(Count.REQUESTS_ANSWERED);
            waiting.answer().complete(response);
        }
        return true;
    }

    /** No answer came; false if the request is none of these. */
    boolean onTimeout(Transaction transaction) {
        if (transaction == null || !(transaction.getApplicationData() instanceof Waiting waiting)) {
            return false;
        }
        unanswered(waiting.request(), waiting.answer(), Response.REQUEST_TIMEOUT);
        return true;
    }

    private void unanswered(Request request, CompletableFuture<Response> answer, int status) {
        counters.count(Count.REQUESTS_UNANSWERED);
        answer.complete(stack.messages().instead(request, status));
    }
}
