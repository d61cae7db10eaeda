package io.ringback.protocol.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Requests to servers whose addresses strangers may have named. They have to be at {@code https:} and public, unless they are set;
 * redirects are not followed, nothing is decompressed or remembered, and all of a request takes no longer than it may.
 */
public final class StrangersServers implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 50;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 64;

    private final List<String> own;
    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService clocks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "http-timeout");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param own {@linkplain ServerOrigin origins} of servers that may be at internal addresses, and without TLS
     * @param timeout for all of one request
     */
    public StrangersServers(List<String> own, Duration timeout) {
        this(own, timeout, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names says where hosts are */
    public StrangersServers(List<String> own, Duration timeout, DnsResolver names) {
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

    /** Thrown for a server that is at no public {@code https:} address, and is none of one's own. Nothing was sent to it. */
    public static final class NotPublic extends IOException {
        private static final long serialVersionUID = 1;

        NotPublic() {
            super("The server is at no public https: address.");
        }
    }

    /** Reads an answer; what it leaves unread is never read, as it may have no end. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ClassicHttpResponse response) throws IOException;
    }

    /**
     * Sends a request.
     *
     * @throws NotPublic if the server is where none may be
     * @throws IOException if no answer came, or not in time
     */
    public <T> T send(HttpUriRequestBase request, Reading<T> reading) throws IOException {
        check(request);
        Future<?> clock = clocks.schedule(request::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            return reading.of(response);
        } catch (PublicAddresses.NotPublic e) {
            throw new NotPublic();
        } finally {
            clock.cancel(false);
        }
    }

    private void check(HttpUriRequestBase request) throws NotPublic {
        URI address;
        try {
            address = request.getUri();
        } catch (URISyntaxException e) {
            throw new NotPublic();
        }
        String origin = ServerOrigin.of(address);
        if (!own.contains(origin) && (!origin.startsWith("https://") || isOwnHost(address))) {
            throw new NotPublic();
        }
    }

    /** Its name is trusted on the port that is set, and on no other. */
    private boolean isOwnHost(URI address) {
        return own.stream().anyMatch(origin -> URI.create(origin).getHost().equalsIgnoreCase(address.getHost()));
    }

    @Override
    public void close() throws IOException {
        clocks.shutdownNow();
        client.close();
    }
}
