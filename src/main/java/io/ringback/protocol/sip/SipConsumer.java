package io.ringback.protocol.sip;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings requests, and calls that come in, to a route, on threads of its own; what comes of the exchange is the answer. */
final class SipConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(SipConsumer.class);

    private static final String INVITE = "INVITE";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final SipEndpoint endpoint;
    private List<String> methods = List.of();
    private ExecutorService threads;

    SipConsumer(SipEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SipConfiguration configuration = endpoint.getConfiguration();
        List<String> wanted = Arrays.stream(configuration.getMethods().split(","))
                .map(String::strip)
                .toList();
        wanted.forEach(endpoint.getComponent()::take);
        methods = wanted;
        ThreadPoolProfile profile = new ThreadPoolProfile("sip-" + endpoint.getName());
        profile.setPoolSize(configuration.getThreads());
        profile.setMaxPoolSize(configuration.getThreads());
        profile.setMaxQueueSize(configuration.getWaiting());
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        threads = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(this, "sip-" + endpoint.getName(), profile);
        answerBy(this::answer, this::called);
    }

    /** What comes while the route is stopped is told to come again. */
    @Override
    protected void doStop() throws Exception {
        answerBy(request -> CompletableFuture.completedFuture(busy()), SipConsumer::refuse);
        methods.forEach(endpoint.getComponent()::leave);
        methods = List.of();
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
            threads = null;
        }
        super.doStop();
    }

    private void answerBy(UserAgent.RequestHandler requests, UserAgent.CallHandler calls) {
        UserAgent agent = endpoint.getComponent().agent();
        List<String> others =
                methods.stream().filter(method -> !method.equals(INVITE)).toList();
        if (!others.isEmpty()) {
            agent.onRequest(java.util.Set.copyOf(others), requests);
        }
        if (methods.contains(INVITE)) {
            agent.onCall(calls);
        }
    }

    private CompletionStage<SipResponse> answer(SipRequest request) {
        CompletableFuture<SipResponse> answer = new CompletableFuture<>();
        run(
                request,
                Map.of(),
                (exchange, failure) -> answer.complete(failure == null ? response(exchange, 200) : failure));
        return answer;
    }

    private void called(IncomingCall call) {
        run(call.invite(), Map.of(SipConstants.CALL, call), (exchange, failure) -> {
            SipResponse response = failure == null ? response(exchange, 480) : failure;
            if (response.status() < 200) {
                LOG.debug("The route {} leaves a call to be answered later", getRouteId());
            } else if (response.status() >= 300) {
                call.refuse(response.status(), flat(response.headers()));
            } else if (response.body().isEmpty()) {
                call.refuse(500, Map.of());
                LOG.error("The route {} answers a call without SDP: set the body of the exchange", getRouteId());
            } else {
                endpoint.getComponent().legs().accept(call, response.body().get());
            }
        });
    }

    /** Runs the route; then hears what it made of the exchange, or what is to be answered instead. */
    private void run(SipRequest request, Map<String, Object> headers, BiConsumer<Exchange, SipResponse> then) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Message message = exchange.getIn();
        message.setBody(request.body().orElse(null));
        message.setHeader(SipConstants.REQUEST, request);
        headers.forEach(message::setHeader);
        try {
            threads.execute(() -> getAsyncProcessor().process(exchange, done -> {
                try {
                    finish(exchange, then);
                } finally {
                    releaseExchange(exchange, false);
                }
            }));
        } catch (RejectedExecutionException e) {
            releaseExchange(exchange, false);
            then.accept(exchange, busy());
        }
    }

    private void finish(Exchange exchange, BiConsumer<Exchange, SipResponse> then) {
        if (exchange.getException() == null) {
            then.accept(exchange, null);
        } else {
            then.accept(exchange, later(500));
            // The route's error handler has told of it; the message may quote the peer.
            LOG.error(
                    "The route {} did not handle a request: {}",
                    getRouteId(),
                    exchange.getException().getClass().getName());
        }
    }

    private static SipResponse response(Exchange exchange, int status) {
        Message message = exchange.getMessage();
        Map<String, List<String>> headers = new LinkedHashMap<>(SipProducer.given(message));
        put(headers, "Reason", message.getHeader(SipConstants.REASON));
        put(headers, "Retry-After", message.getHeader(SipConstants.RETRY_AFTER));
        put(headers, "SIP-ETag", message.getHeader(SipConstants.ETAG));
        put(headers, "Expires", message.getHeader(SipConstants.EXPIRES));
        int answer = message.getHeader(SipConstants.STATUS, status, Integer.class);
        return new SipResponse(answer, headers, answer < 300 ? body(exchange) : Optional.empty());
    }

    /** The body, if the route made one: that of the request is no answer. */
    private static Optional<String> body(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        SipRequest request = exchange.getMessage().getHeader(SipConstants.REQUEST, SipRequest.class);
        boolean asItCame = request != null && request.body().equals(Optional.ofNullable(body));
        return asItCame ? Optional.empty() : Optional.ofNullable(body).filter(text -> !text.isEmpty());
    }

    private static void put(Map<String, List<String>> headers, String name, Object value) {
        if (value != null) {
            headers.put(name, List.of(value.toString()));
        }
    }

    private static Map<String, String> flat(Map<String, List<String>> headers) {
        Map<String, String> flat = new HashMap<>();
        headers.forEach((name, values) -> flat.put(name, String.join(", ", values)));
        return flat;
    }

    private static void refuse(IncomingCall call) {
        call.refuse(busy().status(), flat(busy().headers()));
    }

    private static SipResponse busy() {
        return later(503);
    }

    private static SipResponse later(int status) {
        return new SipResponse(
                status, Map.of("Retry-After", List.of(Integer.toString(RETRY_AFTER_SECONDS))), Optional.empty());
    }
}
