package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SteeredLegs.SteeredLeg;
import io.ringback.protocol.sip.SteeredLegs.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends requests, and places and steers calls. The exchange goes on when the final response is there. */
final class SipProducer extends DefaultAsyncProducer {

    private final SipEndpoint endpoint;

    SipProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            step(exchange).whenComplete((done, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                }
                callback.done(false);
            });
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private CompletionStage<?> step(Exchange exchange) {
        Message message = exchange.getMessage();
        String method = message.getHeader(
                SipConstants.METHOD, endpoint.getConfiguration().getMethod(), String.class);
        String leg = message.getHeader(SipConstants.LEG, String.class);
        if (leg != null) {
            return steer(exchange, method, endpoint.getComponent().legs().of(leg));
        }
        return switch (method) {
            case "INVITE" -> place(exchange);
            case "ACK", "BYE", "CANCEL", "INFO" ->
                throw new IllegalArgumentException(
                        "A " + method + " is sent in a call: set the header " + SipConstants.LEG);
            default -> send(exchange, method);
        };
    }

    private CompletionStage<?> send(Exchange exchange, String method) {
        Message message = exchange.getMessage();
        SipRequest request = new SipRequest(method, to(message), headers(message, method), body(message), "");
        return endpoint.getComponent().agent().send(request).thenAccept(response -> {
            message.setHeader(SipConstants.RESPONSE, response);
            message.setHeader(SipConstants.STATUS, response.status());
            response.first("SIP-ETag").ifPresent(tag -> message.setHeader(SipConstants.ETAG, tag));
            response.first("Expires")
                    .ifPresent(seconds -> message.setHeader(SipConstants.EXPIRES, Integer.valueOf(seconds)));
            if (method.equals("SUBSCRIBE") && response.status() < 300) {
                response.first("Call-ID").ifPresent(id -> message.setHeader(SipConstants.SUBSCRIPTION, id));
            }
            message.setBody(response.body().orElse(null));
            refuse(exchange, method, response.status());
        });
    }

    private Map<String, List<String>> headers(Message message, String method) {
        SipConfiguration configuration = endpoint.getConfiguration();
        Map<String, List<String>> headers = new LinkedHashMap<>(given(message));
        headers.putIfAbsent("Content-Type", List.of(configuration.getContentType()));
        String from = message.getHeader(SipConstants.FROM, configuration.getFrom(), String.class);
        if (from != null) {
            headers.put("From", List.of(from));
        }
        if (List.of("PUBLISH", "SUBSCRIBE", "NOTIFY").contains(method) && configuration.getEvent() != null) {
            headers.put("Event", List.of(configuration.getEvent()));
        }
        if (List.of("PUBLISH", "SUBSCRIBE").contains(method)) {
            int expires = message.getHeader(SipConstants.EXPIRES, configuration.getExpires(), Integer.class);
            headers.put("Expires", List.of(Integer.toString(expires)));
        }
        String tag = message.getHeader(SipConstants.ETAG, String.class);
        if (method.equals("PUBLISH") && tag != null) {
            headers.put("SIP-If-Match", List.of(tag));
        }
        String subscription = message.getHeader(SipConstants.SUBSCRIPTION, String.class);
        if (subscription != null) {
            headers.put("Call-ID", List.of(subscription));
        }
        return headers;
    }

    /** The SIP headers that the route sets. */
    static Map<String, List<String>> given(Message message) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        Map<?, ?> headers = message.getHeader(SipConstants.HEADERS, Map.of(), Map.class);
        headers.forEach((name, value) -> given.put(
                name.toString(),
                value instanceof List<?> values
                        ? values.stream().map(Object::toString).toList()
                        : List.of(value.toString())));
        return given;
    }

    private CompletionStage<?> place(Exchange exchange) {
        Message message = exchange.getMessage();
        SipConfiguration configuration = endpoint.getConfiguration();
        String from = message.getHeader(SipConstants.FROM, configuration.getFrom(), String.class);
        if (from == null) {
            throw new IllegalArgumentException("An INVITE needs the option from, or the header " + SipConstants.FROM);
        }
        Map<String, String> headers = new HashMap<>();
        given(message).forEach((name, values) -> headers.put(name, String.join(", ", values)));
        OutgoingCall call = new OutgoingCall(
                to(message),
                from,
                Optional.ofNullable(configuration.getDisplayName()),
                body(message),
                headers,
                Duration.ofMillis(configuration.getLongestRinging()));
        return endpoint.getComponent()
                .legs()
                .place(endpoint.getComponent().agent(), call)
                .thenAccept(step -> told(exchange, "INVITE", step));
    }

    private CompletionStage<?> steer(Exchange exchange, String method, SteeredLeg leg) {
        Message message = exchange.getMessage();
        switch (method) {
            case "INVITE" -> {
                return leg.renegotiate(body(message)).thenAccept(step -> told(exchange, method, step));
            }
            case "BYE", "CANCEL" -> {
                return leg.hangUp().thenAccept(step -> message.setHeader(SipConstants.STATUS, step.status()));
            }
            case "ACK" -> leg.leg().acknowledge(body(message));
            case "INFO" ->
                leg.leg()
                        .info(
                                endpoint.getConfiguration().getContentType(),
                                body(message).orElse(""));
            case "MESSAGE" -> leg.leg().message(body(message).orElse(""));
            default -> throw new IllegalArgumentException("A " + method + " is not sent in a call");
        }
        return CompletableFuture.completedFuture(leg);
    }

    private void told(Exchange exchange, String method, Step step) {
        Message message = exchange.getMessage();
        message.setHeader(SipConstants.LEG, step.leg());
        message.setHeader(SipConstants.STATUS, step.status());
        message.setBody(step.sdp().orElse(null));
        refuse(exchange, method, step.status());
    }

    private void refuse(Exchange exchange, String method, int status) {
        if (status >= 300 && endpoint.getConfiguration().isThrowExceptionOnFailure()) {
            exchange.setException(new SipRefusedException(method, status));
        }
    }

    private String to(Message message) {
        String to =
                message.getHeader(SipConstants.TO, endpoint.getConfiguration().getTo(), String.class);
        if (to == null) {
            throw new IllegalArgumentException("Set where it goes: the option to, or the header " + SipConstants.TO);
        }
        return to;
    }

    private static Optional<String> body(Message message) {
        return Optional.ofNullable(message.getBody(String.class)).filter(text -> !text.isEmpty());
    }
}
