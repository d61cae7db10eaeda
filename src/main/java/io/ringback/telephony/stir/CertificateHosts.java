package io.ringback.telephony.stir;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Certificates from servers. Strangers choose the address, so it is asked only if its host is one of ours, by https, without
 * following where it leads on, within a few seconds and kilobytes, and not more than a few at once; what came of it is kept for a
 * while, also that nothing did.
 */
final class CertificateHosts implements Certificates {

    private static final int HTTPS = 443;
    private static final int LARGEST = 64 * 1024;
    private static final int MOST_KEPT = 1000;
    private static final int MOST_AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_IN_VAIN = Duration.ofMinutes(1);

    private final Set<String> hosts;
    private final HttpClient client;
    private final Clock clock;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Map<URI, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Kept(Optional<List<X509Certificate>> chain, Instant until) {}

    /**
     * @param hosts which may be asked, with a port if it is not 443
     * @param client that follows no redirects
     */
    CertificateHosts(List<String> hosts, HttpClient client, Clock clock) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("A host that may be asked could send us to one that may not");
        }
        this.hosts = hosts.stream()
                .map(host -> host.contains(":") ? host : host + ":" + HTTPS)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<List<X509Certificate>> at(URI where) {
        if (!mayBeAsked(where)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(where);
            if (known != null && known.until().isAfter(now)) {
                return known.chain();
            }
        }
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        Optional<List<X509Certificate>> chain;
        try {
            chain = fetched(where);
        } finally {
            room.release();
        }
        synchronized (kept) {
            kept.put(where, new Kept(chain, now.plus(chain.isPresent() ? KEPT : KEPT_IN_VAIN)));
        }
        return chain;
    }

    private boolean mayBeAsked(URI where) {
        return "https".equalsIgnoreCase(where.getScheme())
                && where.getHost() != null
                && where.getRawUserInfo() == null
                && where.getRawFragment() == null
                && hosts.contains(where.getHost().toLowerCase(Locale.ROOT) + ":"
                        + (where.getPort() < 0 ? HTTPS : where.getPort()));
    }

    private Optional<List<X509Certificate>> fetched(URI where) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                HttpRequest.newBuilder(where).timeout(LONGEST).build(),
                BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(octets -> {
                    if (body.size() + octets.length > LARGEST) {
                        throw new IllegalStateException("larger than any certificate");
                    }
                    body.writeBytes(octets);
                })));
        try {
            int status = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            List<X509Certificate> chain = status == 200 ? TrustedChains.read(body.toByteArray()) : List.of();
            return Optional.of(chain).filter(certificates -> !certificates.isEmpty());
        } catch (ExecutionException | TimeoutException | CertificateException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
