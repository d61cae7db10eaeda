package io.ringback.web.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Keeps slow clients from holding what others need: a body is there before anything is done about its request, a client address has so
 * many requests in hand, and each kind of visitor has places of its own. A valve, as filters see a body only where the server
 * has taken it apart already (docs/decisions/0023-slow-clients.md).
 */
final class SlowClientValve extends ValveBase {

    private final LimitProperties bounds;
    private final RequestsInHand inHand;
    private final LostProgram lost;

    SlowClientValve(LimitProperties bounds, LostProgram lost) {
        super(true);
        this.lost = lost;
        this.bounds = bounds;
        this.inHand = new RequestsInHand(bounds);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getDecodedRequestURI();
        if (request.getMethod() == null || path == null) {
            // The server could not read it, has written the refusal and has it pass here for its log.
            getNext().invoke(request, response);
            return;
        }
        VisitorKind kind = VisitorKind.of(request.getMethod(), path);
        ClientAddress from = ClientAddress.of(request);
        if (!inHand.enter(kind, from)) {
            refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, "Too many requests at once from your address.");
            return;
        }
        try {
            take(request, response, kind);
        } catch (LinkageError e) {
            // No filter has seen the request yet.
            lost.heed(e);
            throw e;
        } finally {
            inHand.leave(kind, from);
        }
    }

    private void take(Request request, Response response, VisitorKind kind) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        connection.setInputBuffer(BodyInTime.unwrapped(connection.getInputBuffer()));
        if (!hasBody(request)) {
            work(request, response, kind);
            return;
        }
        boolean isLong = request.getContentLengthLong() > bounds.body().toBytes();
        Duration time = isLong ? bounds.longBodyTime() : bounds.bodyTime();
        BodyInTime body = new BodyInTime(connection.getInputBuffer(), time.toNanos());
        if (isLong || isHere(request, response, body)) {
            connection.setInputBuffer(body);
            work(request, response, kind);
            if (!request.isAsync()) {
                response.finishResponse();
                skip(request, body);
            }
        }
    }

    private boolean isHere(Request request, Response response, BodyInTime body) throws IOException {
        if (!inHand.awaitBody()) {
            refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, "Too many clients are sending. Try again.");
            return false;
        }
        try {
            return readAhead(request, response, body);
        } finally {
            inHand.bodyRead();
        }
    }

    private boolean readAhead(Request request, Response response, BodyInTime body) throws IOException {
        if (request.getCoyoteRequest().hasExpectation()) {
            response.sendAcknowledgement(ContinueResponseTiming.ALWAYS);
            request.getCoyoteRequest().setExpectation(false);
        }
        try {
            body.readAhead(Math.toIntExact(bounds.body().toBytes()));
            return true;
        } catch (SocketTimeoutException e) {
            refuse(request, response, HttpStatus.REQUEST_TIMEOUT, "The request came too slowly.");
        } catch (IOException e) {
            refuse(request, response, HttpStatus.BAD_REQUEST, "The request's body is broken.");
        }
        return false;
    }

    /** What nobody wanted. The server itself would read it without a deadline. */
    private void skip(Request request, BodyInTime body) {
        boolean skipped = body.isComplete();
        if (!skipped && inHand.awaitBody()) {
            try {
                body.skipRest();
                skipped = true;
            } catch (IOException e) {
                // The client is too slow, or gone.
            } finally {
                inHand.bodyRead();
            }
        }
        if (!skipped) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void work(Request request, Response response, VisitorKind kind) throws IOException, ServletException {
        if (!inHand.work(kind)) {
            refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, "Too many requests at once. Try again.");
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            inHand.worked(kind);
        }
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The connection is closed: what else comes on it is not read. */
    private static void refuse(Request request, Response response, HttpStatus status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.finishResponse();
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
