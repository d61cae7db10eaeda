package io.ringback.benchmark.flowable;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import io.ringback.benchmark.shared.FixedPages;
import java.net.URI;
import java.util.Map;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.runtime.Execution;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Event, answer and contact means. */
final class FlowableEndpoints {

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final RuntimeService runtime;

    FlowableEndpoints(RuntimeService runtime) {
        this.runtime = runtime;
    }

    RouterFunction<ServerResponse> routes() {
        return route().POST("/api/failed-calls", this::failedCall)
                .GET("/q/{key}", request -> page(FixedPages.QUESTION))
                .POST("/q/{key}", request -> receive(request, "Answer", "answer"))
                .GET("/c/{key}", request -> page(FixedPages.NOTICE))
                .POST("/c/{key}", request -> receive(request, "ContactMeansUsed", "device"))
                .GET("/done", request -> page("Thank you."))
                .GET("/ready", request -> page("Ready."))
                .build();
    }

    private ServerResponse failedCall(ServerRequest request) throws Exception {
        Map<String, Object> call = request.body(JSON);
        String key = (String) call.remove("id");
        runtime.startProcessInstanceByKey("flow", key, call);
        return ServerResponse.accepted().body(Map.of("caseId", key));
    }

    /** As the user guide's chapter on messages has it: a query for the execution that waits, and the message to it. */
    private ServerResponse receive(ServerRequest request, String message, String variable) {
        Execution waiting = runtime.createExecutionQuery()
                .processInstanceBusinessKey(request.pathVariable("key"), true)
                .messageEventSubscriptionName(message)
                .singleResult();
        if (waiting == null) {
            return ServerResponse.status(HttpStatus.CONFLICT).build();
        }
        try {
            runtime.messageEventReceived(
                    message,
                    waiting.getId(),
                    Map.of(variable, request.param(variable).orElseThrow()));
        } catch (FlowableException raced) {
            return ServerResponse.status(HttpStatus.CONFLICT).build();
        }
        return ServerResponse.seeOther(URI.create("/done")).build();
    }

    private static ServerResponse page(String text) {
        return ServerResponse.ok().contentType(MediaType.TEXT_HTML).body(text);
    }
}
