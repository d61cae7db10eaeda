package io.ringback.media.webpush;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.NoHttpAnswer;
import io.ringback.delivery.NotDelivered;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to push services, whose addresses strangers may have named. Their hosts have to be public, unless they are set; redirects are not
 * followed; of an answer no more than its head is read, and all of it takes no longer than it may.
 */
final class PushServices implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 50;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 64;

    private final List<String> own;
    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService clocks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "web-push-timeout");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param own origins of services that may be at internal addresses
     * @param timeout for all of one request
     */
    PushServices(List<String> own, Duration timeout) {
        this(own, timeout, SystemDefaultDnsResolver.INSTANCE);
    }

    PushServices(List<String> own, Duration timeout, DnsResolver names) {
        this.own = List.copyOf(own);
        this.timeout = timeout;
        Timeout longest = Timeout.of(timeout);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(
                                names,
                                own.stream()
                                        .map(origin -> URI.create(origin).getHost())
                                        .collect(Collectors.toSet())))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(longest)
                                .setSocketTimeout(longest)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(longest)
                        .setResponseTimeout(longest)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Ringback")
                .build();
    }

    /** @param retryAfter as it was written; null if it was not */
    record Reply(int status, String retryAfter) {}

    /**
     * Posts.
     *
     * @throws CannotBeDelivered if the service is where none may be
     * @throws NotDelivered if no answer came
     */
    Reply post(URI endpoint, Map<String, String> headers, byte[] body) {
        String origin = ServiceOrigin.of(endpoint);
        if (!own.contains(origin) && (!origin.startsWith("https://") || isOwnHost(endpoint))) {
            throw notPublic();
        }
        HttpPost request = new HttpPost(endpoint);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        Future<?> clock = clocks.schedule(request::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        // Closed and not read: an answer without an end would never end.
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            Header after = response.getFirstHeader("Retry-After");
            return new Reply(response.getCode(), after == null ? null : after.getValue());
        } catch (PublicAddresses.NotPublic e) {
            throw notPublic();
        } catch (IOException e) {
            throw NoHttpAnswer.read("the push service", "the certificates that Java trusts", e);
        } finally {
            clock.cancel(false);
        }
    }

    /** Its name is trusted on the port that is set, and on no other. */
    private boolean isOwnHost(URI endpoint) {
        return own.stream().anyMatch(origin -> URI.create(origin).getHost().equalsIgnoreCase(endpoint.getHost()));
    }

    private static CannotBeDelivered notPublic() {
        return new CannotBeDelivered(
                "The push service of this browser is at no public https: address, and is not in ringback.web-push.services.");
    }

    @Override
    public void close() throws IOException {
        clocks.shutdownNow();
        client.close();
    }
}
