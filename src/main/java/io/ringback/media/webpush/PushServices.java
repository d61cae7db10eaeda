package io.ringback.media.webpush;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.NoHttpAnswer;
import io.ringback.delivery.NotDelivered;
import io.ringback.protocol.http.StrangersServers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Posts to push services, whose addresses strangers may have named. Of an answer no more than its head is read. */
final class PushServices implements AutoCloseable {

    private final StrangersServers servers;

    /**
     * @param own origins of services that may be at internal addresses
     * @param timeout for all of one request
     */
    PushServices(List<String> own, Duration timeout) {
        this(own, timeout, SystemDefaultDnsResolver.INSTANCE);
    }

    PushServices(List<String> own, Duration timeout, DnsResolver names) {
        servers = new StrangersServers(own, timeout, names);
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
        HttpPost request = new HttpPost(endpoint);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        try {
            return servers.send(request, response -> {
                Header after = response.getFirstHeader("Retry-After");
                return new Reply(response.getCode(), after == null ? null : after.getValue());
            });
        } catch (StrangersServers.NotPublic e) {
            throw new CannotBeDelivered(
                    "The push service of this browser is at no public https: address, and is not in ringback.web-push.services.");
        } catch (IOException e) {
            throw NoHttpAnswer.read("the push service", "the certificates that Java trusts", e);
        }
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
