package io.ringback.benchmark.stock;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import io.ringback.benchmark.shared.FixedPages;
import java.net.URI;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Event, answer and contact means. */
final class StockEndpoints {

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final RuntimeService runtime;

    StockEndpoints(RuntimeService runtime) {
        this.runtime = runtime;
    }

    RouterFunction<ServerResponse> routes() {
        return route().POST("/api/failed-calls", this::failedCall)
                .GET("/q/{key}", request -> page(FixedPages.QUESTION))
                .POST("/q/{key}", request -> correlate(request, "Answer", "answer"))
                .GET("/c/{key}", request -> page(FixedPages.NOTICE))
                .POST("/c/{key}", request -> correlate(request, "ContactMeansUsed", "device"))
                .GET("/done", request -> page("Thank you."))
                .GET("/ready", request -> page("Ready."))
                .build();
    }

    private ServerResponse failedCall(ServerRequest request) throws Exception {
        Map<String, Object> call = request.body(JSON);
        String key = (String) call.remove("id");
        runtime.startProcessInstanceByKey("stock", key, call);
        return ServerResponse.accepted().body(Map.of("caseId", key));
    }

    private ServerResponse correlate(ServerRequest request, String message, String variable) {
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(request.pathVariable("key"))
                    .setVariable(variable, request.param(variable).orElseThrow())
                    .correlate();
            return ServerResponse.seeOther(URI.create("/done")).build();
        } catch (MismatchingMessageCorrelationException e) {
            return ServerResponse.status(HttpStatus.CONFLICT).build();
        }
    }

    private static ServerResponse page(String text) {
        return ServerResponse.ok().contentType(MediaType.TEXT_HTML).body(text);
    }
}
