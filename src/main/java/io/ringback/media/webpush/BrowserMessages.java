package io.ringback.media.webpush;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.RetryAfter;
import io.ringback.delivery.TimeLeft;
import io.ringback.directory.Address;
import io.ringback.directory.BrowserAddress;
import io.ringback.directory.BrowserDevices;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code camel-routes/web-push.camel.yaml} calls: writes a message to a browser, and tells from its push service's answer whether that
 * has it. What is in it only the browser reads (src/front/workers/notified.ts). The topic is that of the message: what is sent about
 * it later takes the place of what the service still holds (RFC 8030 5.4), and of what the browser shows.
 */
public final class BrowserMessages {

    private static final String SERVICE = "the push service";
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);
    private static final Duration UNLESS_SAID = Duration.ofDays(1);

    /** More than this the known services do not take. */
    private static final Duration LONGEST = Duration.ofDays(28);

    /** Characters; each has up to six octets in JSON. */
    private static final int LONGEST_TITLE = 100;

    private static final int LONGEST_TEXT = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final BrowserEncryption encryption;
    private final VapidKey key;
    private final PushServices services;
    private final BrowserDevices browsers;
    private final Clock clock;

    BrowserMessages(
            BrowserEncryption encryption, VapidKey key, PushServices services, BrowserDevices browsers, Clock clock) {
        this.encryption = encryption;
        this.key = key;
        this.services = services;
        this.browsers = browsers;
        this.clock = clock;
    }

    /**
     * Sends a message, or again, if it was sent.
     *
     * @param messageId Ringback's
     * @param text the map for {@code direct:send-instant-message}
     * @throws CannotBeDelivered if it will never be taken
     * @throws NotDelivered if it has not been taken now
     */
    public void send(String messageId, Map<String, Object> text) {
        Map<String, Object> message = written(messageId, text);
        Object link = text.get("link");
        if (link != null) {
            message.put("link", link);
            message.put("buttons", buttons(text));
        }
        push(messageId, text, message, link == null ? "normal" : "high");
    }

    /**
     * Has the browser show, without a sound, that a message is settled: in its place, or instead of it.
     *
     * @param withdrawal the map for {@code direct:withdraw-instant-message}
     * @throws CannotBeDelivered if it will never be taken
     * @throws NotDelivered if it has not been taken now
     */
    public void withdraw(String messageId, Map<String, Object> withdrawal) {
        Map<String, Object> message = written(messageId, withdrawal);
        message.put("settled", true);
        push(messageId, withdrawal, message, "low");
    }

    private static Map<String, Object> written(String messageId, Map<String, Object> text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("tag", topic(messageId));
        message.put("title", shortened(text.get("subject"), LONGEST_TITLE));
        message.put("text", shortened(text.get("text"), LONGEST_TEXT));
        message.put("language", text.get("language"));
        return message;
    }

    /** The pages where a choice is made; to be pressed there, as programs that follow links press nothing. */
    private static List<Map<String, String>> buttons(Map<String, Object> text) {
        List<Map<String, String>> buttons = new ArrayList<>();
        String.valueOf(text.getOrDefault("choices", "")).lines().forEach(choice -> {
            int space = choice.indexOf(' ');
            if (space > 0) {
                buttons.add(Map.of("link", choice.substring(0, space), "label", choice.substring(space + 1)));
            }
        });
        return buttons;
    }

    private void push(String messageId, Map<String, Object> text, Map<String, Object> message, String urgency) {
        BrowserAddress browser = browser(text);
        Instant now = clock.instant();
        Duration left = TimeLeft.of(text, now).orElse(UNLESS_SAID);
        Map<String, String> headers = Map.of(
                "TTL",
                String.valueOf((left.compareTo(LONGEST) > 0 ? LONGEST : left).toSeconds()),
                "Urgency",
                urgency,
                "Topic",
                topic(messageId),
                "Content-Type",
                "application/octet-stream",
                "Content-Encoding",
                "aes128gcm",
                "Authorization",
                key.authorization(browser.endpoint(), now));
        taken(browser, services.post(browser.endpoint(), headers, encryption.encrypt(octets(message), browser)));
    }

    private byte[] octets(Map<String, Object> message) {
        try {
            byte[] octets = json.writeValueAsBytes(message);
            if (octets.length > BrowserEncryption.LONGEST) {
                throw new CannotBeDelivered("The message is longer than a push service takes.");
            }
            return octets;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON.", e);
        }
    }

    private static BrowserAddress browser(Map<String, Object> text) {
        try {
            return BrowserAddress.of(new Address(String.valueOf(text.get("to"))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CannotBeDelivered("A message by Web Push needs the webpush: address of a device.");
        }
    }

    /** At most 32 characters of base64url (RFC 8030 5.4). It tells a push service nothing, and no other message has it. */
    private static String topic(String messageId) {
        UUID id = UUID.fromString(messageId);
        byte[] octets = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static String shortened(Object text, int longest) {
        String whole = text == null ? "" : text.toString();
        return whole.codePointCount(0, whole.length()) <= longest
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, longest - 1)) + "…";
    }

    private void taken(BrowserAddress browser, PushServices.Reply reply) {
        int status = reply.status();
        if (status / 100 == 2) {
            return;
        }
        String said = " (HTTP " + status + ")";
        if (status == 404 || status == 410) {
            browsers.gone(browser);
            throw new CannotBeDelivered(
                    "The browser lets itself be told no more" + said + "; it is no device any more.");
        }
        Duration wait = reply.retryAfter() == null
                ? null
                : RetryAfter.read(reply.retryAfter(), clock.instant()).orElse(null);
        if (status == 429 || (status == 503 && wait != null)) {
            throw new NotDelivered(
                    new Failure.Slowed(SERVICE + " takes no more now" + said, wait == null ? USUAL_PAUSE : wait));
        }
        if (status == 401 || status == 403) {
            throw new NotDelivered(
                    new Failure.NotTaken(
                            SERVICE + " does not know Ringback" + said
                                    + ": are ringback.web-push.public-key and its private key those that people's browsers were given?"));
        }
        if (status >= 500) {
            throw new NotDelivered(new Failure.NotTaken(SERVICE + " has a problem of its own" + said));
        }
        throw new CannotBeDelivered("The push service does not take the message" + said + ".");
    }
}
