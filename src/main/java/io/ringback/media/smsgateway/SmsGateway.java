package io.ringback.media.smsgateway;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NoHttpAnswer;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the requests to the gateway and tells from its answers whether it has the message. */
public final class SmsGateway {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()./-]*");
    private static final String STATUS = "CamelHttpResponseCode";
    private static final String SERVER = "the SMS gateway";

    private final GatewayJson json = new GatewayJson();
    private final String profile;
    private final Clock clock;

    SmsGateway(String profile, Clock clock) {
        this.profile = profile;
        this.clock = clock;
    }

    /**
     * One request to the gateway.
     *
     * @param json its body
     * @param idempotencyKey the same for the same message with the same text, so that the gateway sends it once
     */
    public record Request(String json, String idempotencyKey) {}

    /**
     * @param headers with {@code messageId}
     * @param text the map for {@code direct:send-sms}
     * @throws CannotBeDelivered if the recipient has no telephone number
     */
    public Request request(Map<String, Object> headers, Map<String, Object> text) {
        String to = String.valueOf(text.get("to"));
        if (!to.startsWith("tel:+")) {
            throw new CannotBeDelivered("An SMS needs the tel: address of a telephone with its country code.");
        }
        String body = json.message(
                sender(String.valueOf(text.get("from"))),
                to.substring("tel:".length()).split(";", 2)[0],
                String.valueOf(text.get("text")),
                profile);
        // The gateway refuses a key that comes with another body, and a text may have changed when it is sent again.
        return new Request(body, headers.get("messageId") + ":" + digest(body));
    }

    /** A number as E.164 has it; short codes and names as they are. */
    private static String sender(String configured) {
        String sender = configured.strip();
        if (sender.regionMatches(true, 0, "tel:", 0, 4)) {
            sender = sender.substring(4);
        }
        if (!NUMBER.matcher(sender).matches()) {
            return sender;
        }
        String digits = sender.replaceAll("[^0-9+]", "");
        return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    }

    private static String digest(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java.", e);
        }
    }

    /**
     * Takes the gateway's answer.
     *
     * @return what the gateway calls the message
     * @throws CannotBeDelivered if it will never take it
     * @throws NotDelivered if it has not taken it now, or did not say
     */
    public String taken(Map<String, Object> headers, InputStream body) {
        int status = Integer.parseInt(String.valueOf(headers.get(STATUS)));
        GatewayJson.Answer answer = json.answer(read(body));
        if (status / 100 != 2) {
            throw refused(status, answer, headers);
        }
        if (answer.id().isEmpty()) {
            throw new NotDelivered(new Failure.AnswerLost(
                    "the SMS gateway answered " + status + ", but did not say what it calls the message"));
        }
        return answer.id();
    }

    private static byte[] read(InputStream body) {
        if (body == null) {
            return new byte[0];
        }
        try (body) {
            return body.readNBytes(LONGEST_ANSWER);
        } catch (IOException e) {
            throw NoHttpAnswer.lost(SERVER);
        }
    }

    private RuntimeException refused(int status, GatewayJson.Answer answer, Map<String, Object> headers) {
        String said =
                "HTTP " + status + (answer.codes().isEmpty() ? "" : ", code " + String.join(", ", answer.codes()));
        boolean ours = status / 100 == 4;
        if (ours && answer.refusesRecipient()) {
            return new CannotBeDelivered("The SMS gateway does not deliver to this number (" + said + ").");
        }
        if (ours && answer.refusesText()) {
            return new CannotBeDelivered("The SMS gateway does not take this text (" + said + ").");
        }
        Optional<Duration> wait = pause(headers);
        if (status == 429 || (ours && answer.isBusy()) || (status == 503 && wait.isPresent())) {
            return new NotDelivered(
                    new Failure.Slowed("the SMS gateway takes no more now (" + said + ")", wait.orElse(USUAL_PAUSE)));
        }
        return new NotDelivered(new Failure.NotTaken(advice(status) + " (" + said + ")"));
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "the SMS gateway does not accept our key: mend ringback.sms.gateway.key";
            case 402 -> "the account at the SMS gateway has no credit left: pay in";
            case 301, 302, 303, 307, 308, 404, 405 -> "the SMS gateway is not there: mend ringback.sms.gateway.url";
            default ->
                status >= 500
                        ? "the SMS gateway has a problem of its own"
                        : "the SMS gateway refused the request: look its code up in docs/sms-gateway.md";
        };
    }

    private Optional<Duration> pause(Map<String, Object> headers) {
        return RetryAfter.read(header(headers, "Retry-After"), clock.instant())
                .or(() -> RetryAfter.read(header(headers, GatewayJson.RESET_HEADER), clock.instant()));
    }

    private static String header(Map<String, Object> headers, String name) {
        return headers.get(name) instanceof String value ? value : "";
    }

    /**
     * Tells what it means that no answer came.
     *
     * @throws NotDelivered always
     */
    public void unanswered(Exception why) {
        throw NoHttpAnswer.read(SERVER, "ringback.sms.gateway.url", why);
    }
}
