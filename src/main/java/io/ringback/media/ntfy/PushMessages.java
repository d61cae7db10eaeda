package io.ringback.media.ntfy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NoHttpAnswer;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.RetryAfter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what is published at an ntfy server (docs.ntfy.sh/publish, "Publish as JSON"), and tells from its answers whether it has
 * the message. The sequence id is that of the message: the same message again takes the place of what was shown, and by it the message
 * is deleted ("Updating and deleting notifications", from 2.16 on).
 */
public final class PushMessages {

    private static final String SCHEME = "ntfy:";
    private static final String SERVER = "the ntfy server";
    private static final String URL = "ringback.ntfy.url";
    private static final String STATUS = "CamelHttpResponseCode";
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

    /** "high" of 1 to 5: it makes itself heard. Quiet hours are kept by Ringback. */
    private static final int ASKS = 4;

    private static final int TELLS = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock;

    PushMessages(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is posted. It is no text, so that the topic, which lets anybody read along, does not come to the ladder of the case.
     *
     * @param messageId Ringback's
     * @param text the map for {@code direct:send-instant-message}
     * @throws CannotBeDelivered if the address is no topic
     */
    public InputStream publish(String messageId, Map<String, Object> text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("topic", topic(text));
        message.put("sequence_id", messageId);
        message.put("message", text.get("text"));
        if (text.get("subject") != null) {
            message.put("title", text.get("subject"));
        }
        Object link = text.get("link");
        message.put("priority", link == null ? TELLS : ASKS);
        if (link != null) {
            message.put("click", link);
            // Of a page: a program that presses buttons by itself would answer by an "http" action.
            message.put(
                    "actions",
                    List.of(Map.of("action", "view", "label", text.get("linkLabel"), "url", link, "clear", true)));
        }
        try {
            return new ByteArrayInputStream(json.writeValueAsBytes(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON.", e);
        }
    }

    /**
     * The path of a message at the server.
     *
     * @throws CannotBeDelivered if the address is no topic
     */
    public String path(String messageId, Map<String, Object> withdrawal) {
        return "/" + topic(withdrawal) + "/" + messageId;
    }

    private static String topic(Map<String, Object> text) {
        String to = String.valueOf(text.get("to"));
        if (!to.matches("ntfy:[A-Za-z0-9_-]{1,64}")) {
            throw new CannotBeDelivered("A push message needs the ntfy: address of a device.");
        }
        return to.substring(SCHEME.length());
    }

    /**
     * Takes the server's answer to a message.
     *
     * @throws CannotBeDelivered if it will never take it
     * @throws NotDelivered if it has not taken it now
     */
    public void taken(Map<String, Object> headers) {
        int status = status(headers);
        if (status == 400 || status == 413) {
            throw new CannotBeDelivered(
                    "The ntfy server does not take this topic or text (HTTP " + status + "): is it the person's?");
        }
        accepted(status, headers);
    }

    /**
     * Takes the server's answer to a deletion.
     *
     * @throws CannotBeDelivered if it deletes nothing
     * @throws NotDelivered if it has not done it now
     */
    public void deleted(Map<String, Object> headers) {
        int status = status(headers);
        if (status == 400 || status == 404 || status == 405) {
            throw new CannotBeDelivered(
                    "The ntfy server deletes no messages (HTTP " + status + "): it is older than 2.16.");
        }
        accepted(status, headers);
    }

    private void accepted(int status, Map<String, Object> headers) {
        if (status / 100 == 2) {
            return;
        }
        Duration wait = RetryAfter.read(String.valueOf(headers.get("Retry-After")), clock.instant())
                .orElse(null);
        String said = " (HTTP " + status + ")";
        if (status == 429 || (status == 503 && wait != null)) {
            throw new NotDelivered(
                    new Failure.Slowed(SERVER + " takes no more now" + said, wait == null ? USUAL_PAUSE : wait));
        }
        throw new NotDelivered(new Failure.NotTaken(advice(status) + said));
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 ->
                SERVER + " does not let Ringback write to this topic: mend ringback.ntfy.token, or its rights there";
            case 301, 302, 303, 307, 308, 404, 405 -> SERVER + " is not there: mend " + URL;
            default -> SERVER + (status >= 500 ? " has a problem of its own" : " refused the message");
        };
    }

    private static int status(Map<String, Object> headers) {
        return Integer.parseInt(String.valueOf(headers.get(STATUS)));
    }

    /**
     * Tells what it means that no answer came.
     *
     * @throws NotDelivered always
     */
    public void unanswered(Exception why) {
        throw NoHttpAnswer.read(SERVER, URL, why);
    }
}
