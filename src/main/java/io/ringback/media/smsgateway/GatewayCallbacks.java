package io.ringback.media.smsgateway;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.HandedIn;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.texting.OwnSenders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the gateway's callbacks: delivery receipts and the texts that people send. */
public final class GatewayCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayCallbacks.class);

    /** Strangers may send any number of them, and each would be a line in the log. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final GatewayJson json = new GatewayJson();
    private final AtomicReference<Instant> lastWarning = new AtomicReference<>(Instant.EPOCH);
    private final CallbackSignature signature;
    private final OwnSenders own;
    private final Clock clock;

    GatewayCallbacks(CallbackSignature signature, OwnSenders own, Clock clock) {
        this.signature = signature;
        this.own = own;
        this.clock = clock;
    }

    /**
     * @param headers of the request
     * @param received the body of the request, every byte as it came; null if there was none
     * @throws ForgedCallback if it is not the gateway's, or too old
     * @throws IllegalArgumentException if it cannot be understood; the message holds nothing of it
     */
    public HandedIn read(Map<String, Object> headers, byte[] received) {
        byte[] body = received == null ? new byte[0] : received;
        try {
            signature.verify(
                    header(headers, GatewayJson.TIME_HEADER), header(headers, GatewayJson.SIGNATURE_HEADER), body);
        } catch (ForgedCallback e) {
            warn(e);
            throw e;
        }
        return json.callback(body, own)
                .as(AsItCame.Said.by(
                        Upright.SERVER, Protocol.HTTP, "callback", new String(body, StandardCharsets.UTF_8)));
    }

    private void warn(ForgedCallback why) {
        Instant now = clock.instant();
        Instant last = lastWarning.get();
        if (!now.isBefore(last.plus(BETWEEN_WARNINGS)) && lastWarning.compareAndSet(last, now)) {
            LOG.warn(
                    "A callback to /gateway/sms was refused: {}. If your SMS gateway sent it, check"
                            + " ringback.sms.gateway.public-key and this machine's clock. Further ones are not"
                            + " mentioned for a minute.",
                    why.getMessage());
        }
    }

    private static String header(Map<String, Object> headers, String name) {
        return headers.get(name) instanceof String value ? value : "";
    }
}
