package io.ringback.telephony.speech;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Hangs up on a service when the time for its answer is over, however busily it sends. The timeouts of sockets begin anew with
 * each octet.
 */
final class Deadline implements HttpClientConfigurer {

    private final Executor later;

    Deadline(Duration patience) {
        this.later = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries();
        client.addExecInterceptorFirst("deadline", (request, scope, chain) -> {
            // Does nothing to an exchange that has ended before.
            later.execute(scope.execRuntime::discardEndpoint);
            return chain.proceed(request, scope);
        });
    }
}
